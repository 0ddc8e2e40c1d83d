using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

public sealed partial class OperationsTests
{
    private const int LeastLetters = 4;

    private static readonly string[] _rooms = ["gateway", "drivers", "vision", "cloud-bridge"];
    private static readonly string[] _kinds = [".cs", ".resx", ".json"];

    [Theory, InlineData("docs/operations.md", 80), InlineData("docs/operations.zh-CN.md", 80)]
    public void Every_line_that_it_explains_is_one_that_the_programs_can_print(string page, int least)
    {
        var source = string.Concat(_rooms.SelectMany(room => Directory.EnumerateFiles(Repository.At(room), "*",
            SearchOption.AllDirectories))
            .Where(file => _kinds.Contains(Path.GetExtension(file))).Select(file => Join().Replace(File.ReadAllText(file), "")));
        var quoted = Quoted(Page.Read(page)).ToArray();
        Assert.True(quoted.Length >= least, $"only {quoted.Length} quoted pieces were found");
        Assert.DoesNotContain(quoted, piece => !source.Contains(piece, StringComparison.Ordinal));
    }

    /// <summary>What is quoted in the first column of the page's tables, in pieces: names and numbers are left out, and a colon is where
    /// one text is put into another.</summary>
    private static IEnumerable<string> Quoted(Page page) => page.Text.Split('\n').Where(line => line.StartsWith('|'))
        .SelectMany(line => Code().Matches(line.Split('|')[1]))
        .SelectMany(quote => Hole().Split(quote.Groups[1].Value))
        .Select(piece => piece.Trim(' ', ',', ';', '.', '(', ')', '，', '；', '（', '）'))
        .Where(piece => piece.Length >= LeastLetters);

    /// <summary>Where a text that is too long for one line of the source goes on in the next.</summary>
    [GeneratedRegex(@"""\s*\+\s*\$?""")]
    private static partial Regex Join();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("…|: |：")]
    private static partial Regex Hole();
}
