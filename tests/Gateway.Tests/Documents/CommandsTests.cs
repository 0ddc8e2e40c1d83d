using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Hub.Cli;
using Zhuhui.Edge.Tests.Support;
using EdgeProblem = Zhuhui.Edge.Gateway.Cli.ParseProblem;
using HubProblem = Zhuhui.Edge.Hub.Cli.ParseProblem;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

/// <summary>The commands that documents name are commands that the programs know.</summary>
public sealed partial class CommandsTests
{
    private const int LeastLines = 12;
    /// <summary>Names commands that are gone as well.</summary>
    private const string History = "CHANGELOG.md";

    private const int LeastOperations = 25;
    private const int LeastNames = 15;

    /// <summary>What the service manager puts into a unit.</summary>
    private static readonly (string Name, string Value)[] _putIn = [("%i", "1"), ("${STORE}", "postgresql://hub@127.0.0.1/hub"),
        ("${PORT}", "8883")];

    /// <summary>Whole lines of code blocks and of the services' units, with what the service manager would put in.</summary>
    [Fact]
    public void Every_command_line_in_a_document_is_understood()
    {
        var blocks = Page.All.SelectMany(page => CodeBlock().Matches(page.Text)).Select(block => block.Groups[1].Value);
        var units = Directory.EnumerateFiles(Repository.At("deploy"), "*.service", SearchOption.AllDirectories)
            .Select(file => _putIn.Aggregate(File.ReadAllText(file), (text, one) => text.Replace(one.Name, one.Value,
                StringComparison.Ordinal)));
        var lines = blocks.Concat(units).SelectMany(text => CommandLines().Matches(text)).ToArray();
        Assert.True(lines.Length >= LeastLines, $"only {lines.Length} command lines were found");
        Assert.All(lines, line => Assert.Null(Problem(line.Groups[1].Value, Words(line.Groups[2].Value))));
    }

    /// <summary>What stands in running text between backquotes: the words before the first option.</summary>
    [Fact]
    public void Every_command_named_in_a_document_is_there()
    {
        var names = Page.All.Where(page => page.Name != History).SelectMany(page => CommandName().Matches(page.Text)).ToArray();
        Assert.True(names.Length >= LeastNames, $"only {names.Length} names were found");
        Assert.All(names, name => Assert.Null(Problem(name.Groups[1].Value, [.. Words(name.Groups[2].Value), "--help"])));
    }

    /// <summary>The operations page leaves the program's name and its <c>--site</c> out, and what else the reader knows by then. The first
    /// column of its tables holds what the programs print.</summary>
    [Theory, InlineData("docs/operations.md"), InlineData("docs/operations.zh-CN.md")]
    public void Every_command_of_the_operations_page_is_understood(string page)
    {
        string[] commands = [.. CommandTree.Create(_ => Task.FromResult(0)).Subcommands.Select(command => command.Name)];
        var texts = Page.Read(page).Text.Split('\n').Select(line => line.StartsWith('|') ? string.Join('|', line.Split('|')[2..]) : line);
        var lines = texts.SelectMany(text => InlineCode().Matches(text)).Select(code => Words(code.Groups[1].Value))
            .Where(words => words.Length > 1 && commands.Contains(words[0])).ToArray();
        Assert.True(lines.Length >= LeastOperations, $"only {lines.Length} commands were found");
        Assert.All(lines, words => Assert.True(
            Problem("edge", words) is not { } problem || LeftOut().IsMatch(problem),
            $"{string.Join(' ', words)}: {Problem("edge", words)}"));
    }

    [Fact]
    public void A_command_that_is_not_there_would_be_noticed()
    {
        Assert.NotNull(Problem("edge", ["fly", "--help"]));
        Assert.NotNull(Problem("hub", ["command", "fly", "--help"]));
    }

    private static string? Problem(string program, string[] words) => program == "edge"
        ? EdgeProblem.Find(CommandTree.Parse(words, _ => Task.FromResult(0)))?.En
        : HubProblem.Find(HubCommandTree.Parse(words, _ => null, _ => Task.FromResult(0)));

    private static string[] Words(string line) => [.. Word().Matches(line).Select(word => word.Value.Trim('\'', '"'))];

    [GeneratedRegex(@"^[ \t]*```\w*[^\n]*\n(.*?)^[ \t]*```[ \t]*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    /// <summary>The program, not the user or the service of its name: those have no word, or the program's name again, behind
    /// them.</summary>
    [GeneratedRegex(@"(?<=^|[ /])zhuhui-(edge|hub) ((?:[a-z](?!huhui))[^\n|#]*)", RegexOptions.Multiline)]
    private static partial Regex CommandLines();

    [GeneratedRegex(@"`zhuhui-(edge|hub) ([a-z][a-z-]*(?: [a-z][a-z-]*)*)[^`\n]*`")]
    private static partial Regex CommandName();

    [GeneratedRegex("^--[a-z-]+ (is missing|needs a value);|is needed")]
    private static partial Regex LeftOut();

    [GeneratedRegex("`([a-z][^`\n]*)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Word();
}
