using System.Text.RegularExpressions;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Texts;

/// <summary>Text for people stands in the resources alone.</summary>
public sealed partial class SourceTextTests
{
    /// <summary>Files whose every line for people comes out of the resource; a file that is not there any more fails the test.</summary>
    private static readonly string[] _withoutWords =
    [
        "Access/DecisionFormatter.cs", "Access/ScheduleFormatter.cs", "Admin/EventFormatter.cs", "Admin/EventLookup.cs",
            "Admin/RegistryEndpoint.cs",
        "Admin/WatchFormatter.cs", "Cli/Commands/Answers.cs", "Cli/Input/CardText.cs", "Cli/Input/Moments.cs",
        "Cli/Input/PinEntry.cs", "Cli/ParseProblem.cs", "Console/EventPrinter.cs", "Console/Machine/PartFacts.cs",
        "Console/StatusEndpoints.cs",
        "Doors/Commands/CommandRules.cs", "Events/RemoteRefusal.cs", "People/Credentials/PinRules.cs",
            "People/Enrolments/EnrolmentFormatter.cs",
        "People/Enrolments/EnrolmentService.cs", "People/Rights/RightsChanges.cs",
    ];

    /// <summary>What looks like words and is read by no one.</summary>
    private static readonly string[] _notForPeople =
    [
        "charset=utf-8", // a media type's parameter
        "duress pin", // a field that changed, as the journal names it
    ];

    [Theory]
    [InlineData("gateway")]
    [InlineData("drivers")]
    [InlineData("vision")]
    [InlineData("cloud-bridge")]
    public void No_source_holds_Chinese(string room) =>
        Assert.Empty(Sources.Of(room).Where(file => Chinese().IsMatch(file.Text)).Select(file => file.Name));

    [Fact]
    public void No_literal_holds_English_sentences_where_the_resource_has_them()
    {
        var sources = Sources.OfGateway().ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);
        Assert.All(_withoutWords, file => Assert.Empty(Phrases(sources[file])));
    }

    [Fact]
    public void A_sentence_in_a_literal_is_found()
    {
        Assert.Equal(["the door is open"], Phrases("        x = Say(\"the door is open\");"));
        Assert.Equal(["{door}: closed again"], Phrases("        x = $\"{door}: closed again\";"));
        Assert.Empty(Phrases("    /// <summary>Says \"the door is open\".</summary>"));
        Assert.Empty(Phrases("        x = \"<td class=\\\"bad\\\">\" + \"text/html; charset=utf-8\";"));
    }

    private static IEnumerable<string> Phrases(string source) => source.Split('\n')
        .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
        .SelectMany(line => Literal().Matches(line).Select(literal => literal.Groups[1].Value))
        .Where(literal => !_notForPeople.Any(known => literal.Contains(known, StringComparison.Ordinal)))
        .Where(literal => Words().IsMatch(Markup().Replace(literal, "")));

    [GeneratedRegex(@"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")]
    private static partial Regex Chinese();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("<[^>]*(>|$)")]
    private static partial Regex Markup();

    [GeneratedRegex("[a-z]{2,} [a-z]{2,}")]
    private static partial Regex Words();
}
