using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Documents;

public sealed class SiteExampleTests
{
    private static readonly JsonDocumentOptions _lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [Fact]
    public void Every_whole_site_file_in_the_pages_is_in_order()
    {
        using var folder = new TemporaryFolder();
        var problems = new List<string>();
        var examples = 0;
        foreach (var page in Page.All)
        {
            foreach (var block in page.Blocks("jsonc").Where(IsWhole))
            {
                examples++;
                File.WriteAllText(folder.At("site.jsonc"), block);
                problems.AddRange(SiteFiles.Read(folder.At("site.jsonc")).Problems.Select(p => $"{page.Name}: {p.Line.En}"));
            }
        }

        Assert.Empty(problems);
        Assert.True(examples >= 3, $"only {examples} site files were found in the pages");
    }

    private static bool IsWhole(string block)
    {
        try
        {
            using var json = JsonDocument.Parse(block, _lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("doors", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
