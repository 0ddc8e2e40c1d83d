using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Templates;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

/// <summary>What is wrong with a site file is said whole in either language; only the file's own words stand in both.</summary>
public sealed partial class ProblemWordsTests : IDisposable
{
    /// <summary>What the machine says stands in one, and the other needs a service manager.</summary>
    private static readonly string[] _notBroken = ["reading.unreadable", "fileRule.secretNotUtf8"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_site_that_is_wrong_in_every_way_has_no_line_in_two_languages()
    {
        Wording[] lines = [.. WrongSites.Problems(_folder).Select(problem => problem.Line), .. Kinds().Select(kind => kind.Words)];
        Assert.True(lines.Length > 300, $"only {lines.Length} lines");
        Assert.All(lines, line => Assert.DoesNotMatch(Chinese(), line.En));
        Assert.All(lines, line => Assert.DoesNotMatch(English(), line.Zh.Replace("zhuhui-hub keygen", "", StringComparison.Ordinal)
            .Replace("openssl rand -hex", "", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Matches(Chinese(), line.Zh));
    }

    /// <summary>A rule that has no wrong site here would be held to nothing by the test above.</summary>
    [Fact]
    public void Every_text_of_the_rules_is_said_of_one_of_those_sites()
    {
        Wording[] lines = [.. WrongSites.Problems(_folder).Select(problem => problem.Line), .. Kinds().Select(kind => kind.Words)];
        var unsaid = TextResource.FilesOf(Language.Zh).Where(file => file.StartsWith("Texts/Rules/", StringComparison.Ordinal))
            .Select(file => $"{Path.GetFileName(file).Split('.')[0]}.")
            .SelectMany(part => TextResource.Read(Language.Zh).Where(text => text.Key.StartsWith(part, StringComparison.Ordinal)))
            .Where(text => !lines.Any(line => Template(text.Value).IsMatch(line.Zh))).Select(text => text.Key);
        Assert.Empty(unsaid.Except(_notBroken));
    }

    [Fact]
    public void A_room_without_texts_says_in_English_what_the_gateway_says() =>
        Assert.All(Kinds(), kind => Assert.Equal(kind.English, kind.Words.En));

    [Fact]
    public void A_model_s_fault_that_is_told_apart_by_nothing_is_said_as_it_is() =>
        Assert.Equal(Wording.Same("as it is"), ModelWords.Of(new ModelPackException("as it is")));

    private static IEnumerable<(string English, Wording Words)> Kinds() =>
    [
        .. Enum.GetValues<LinkProblemKind>().Select(kind => Least(count => new LinkProblem(kind, "CertFile", [.. Values(count)])))
            .Select(problem => ($"Site.Link.{problem}", LinkWords.Of(problem).Line)),
        .. Enum.GetValues<CardFormatProblemKind>().Select(kind => Least(count => new CardFormatProblem(kind, "Parity[0]",
            [.. Enumerable.Range(1, count)]))).Append(new CardFormatProblem(CardFormatProblemKind.NumberOutside, "", 1, 1, 26))
            .Select(problem => ($": {problem}", FormatWords.Of(problem))),
        .. Enum.GetValues<BoardProblemKind>().Select(kind => Least(count => new BoardProblem(kind, [.. Enumerable.Range(1, count)])))
            .Select(problem => ($": {problem}", FormatWords.Of(problem))),
        .. Enum.GetValues<ModelPackProblem>().Where(kind => kind != ModelPackProblem.Other)
            .Select(kind => Least(count => new ModelPackException(kind, "pack.json", [.. Values(count)])))
            .Select(problem => (problem.Message, ModelWords.Of(problem))),
    ];

    /// <summary>With as many values as its English sentence needs.</summary>
    private static T Least<T>(Func<int, T> make)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                var made = make(count);
                return $"{made}".Length > 0 ? made : throw new FormatException("it says nothing");
            }
            catch (Exception lacking) when (count < 9 && lacking is FormatException or ArgumentException or IndexOutOfRangeException)
            {
                // One more.
            }
        }
    }

    private static IEnumerable<string> Values(int count) => Enumerable.Range(0, count).Select(i => $"v{i}");

    private static Regex Template(string text) => new(string.Join(".*", new TextTemplate(text).Places.Aggregate(text,
        (words, place) => words.Replace($"{{{place}}}", "\n", StringComparison.Ordinal)).Split('\n').Select(Regex.Escape)));

    [GeneratedRegex(@"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")]
    private static partial Regex Chinese();

    [GeneratedRegex("[A-Za-z]{2,} [A-Za-z]{2,}")]
    private static partial Regex English();
}
