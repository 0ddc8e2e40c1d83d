using System.Text.RegularExpressions;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

/// <summary>A page that names a test as what holds a promise names one that there is.</summary>
public sealed partial class NamedTestsTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> _tests = new(() => Directory
        .EnumerateFiles(Repository.At("tests"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/",
            StringComparison.Ordinal))
        .GroupBy(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => string.Concat(same.Select(File.ReadAllText)), StringComparer.Ordinal));

    [Fact]
    public void Every_test_that_a_page_names_is_there() =>
        Assert.Empty(Page.All.SelectMany(page => Missing(page.Text).Select(name => $"{page.Name}: {name}")));

    [Fact]
    public void A_test_that_is_not_there_is_found() => Assert.Equal(["NoSuchTests", "LinkTests.No_such_thing"],
        Missing("`NoSuchTests` and `LinkTests.No_such_thing`, `Documents.NamedTestsTests.Every_test_that_a_page_names_is_there`"));

    private static IEnumerable<string> Missing(string text) => Named().Matches(text)
        .Where(match => !_tests.Value.TryGetValue(match.Groups["class"].Value, out var source)
            || !source.Contains(match.Groups["method"].Value, StringComparison.Ordinal))
        .Select(match => match.Groups["class"].Value + (match.Groups["method"].Length > 0 ? $".{match.Groups["method"].Value}" : ""));

    /// <summary>A class of tests by its name's ending, perhaps behind its folder and before one of its methods.</summary>
    [GeneratedRegex(@"`(?:[A-Z]\w*\.)*(?<class>[A-Z]\w*(?:Tests|Properties))(?:\.(?<method>[A-Z]\w*_\w+))?`")]
    private static partial Regex Named();
}
