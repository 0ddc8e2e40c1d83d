using System.Text;
using Xunit;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.Cli.Setup;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Site.Edits;

/// <summary>A site file as it is written anew.</summary>
public sealed class SiteWriterTests
{
    [Fact]
    public void What_is_written_of_the_sample_reads_as_the_sample()
    {
        var sample = SiteReader.Read<SiteFile>(Repository.At("deploy", "site.sample.jsonc"), "Site").Value!;
        var text = SiteWriter.Write(sample, Language.En, "heading");
        var again = SiteReader.ReadText<SiteFile>(Encoding.UTF8.GetBytes(text), "again.jsonc", "Site");
        Assert.Empty(again.Errors);
        Assert.Equal(text, SiteWriter.Write(again.Value!, Language.En, "heading"));
        Assert.Equal(Values(sample), Values(again.Value!));
    }

    [Theory]
    [InlineData(Language.En)]
    [InlineData(Language.Zh)]
    internal async Task Every_key_of_a_set_up_has_a_line_above_it_where_it_stands_first(Language language)
    {
        var answers = SetupAnswers.Large();
        var (site, _, _) = await SetupAnswers.GiveAsync(answers, language);
        string[] lines = [.. SiteWriter.Write(site with { Language = Language.Zh }, language, "heading").Split('\n')];
        var keys = lines.Index().Where(line => line.Item.TrimStart() is ['"', ..] and var text && text.Contains("\":",
            StringComparison.Ordinal))
            .Select(line => (Key: line.Item.Split('"')[1], Above: lines[line.Index - 1].TrimStart())).ToList();
        Assert.True(keys.Count > 60, $"only {keys.Count} keys");
        // A key stands first in each record that has it, so it is enough that one of its places has a line.
        Assert.All(keys.GroupBy(key => key.Key), places => Assert.Contains(places, place => place.Above.StartsWith("// ",
            StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.True(line.Length <= 140, line));
        Assert.Equal(language == Language.Zh, lines[2].Any(letter => letter > 0x3000));
    }

    [Fact]
    public void Chinese_comments_are_of_keys_that_there_are()
    {
        HashSet<string> known = [];
        Add(typeof(SiteFile));
        Assert.All(SiteComments.Chinese.Keys, key => Assert.Contains(key, known));

        void Add(Type record)
        {
            foreach (var property in SiteProperty.PropertiesOf(record))
            {
                if (known.Add(SiteComments.KeyOf(record, property)) && (property.Item ?? property.Type) is var type
                    && SiteProperty.IsRecord(type))
                {
                    Add(type);
                }
            }
        }
    }

    private static string Values(object record) => string.Join(';', SiteProperty.PropertiesOf(record.GetType()).Select(property =>
        $"{property.Key}={Value(property.Get(record))}"));

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => text,
        System.Collections.IEnumerable list => $"[{string.Join(',', list.Cast<object>().Select(Value))}]",
        _ when SiteProperty.IsRecord(value.GetType()) => $"{{{Values(value)}}}",
        _ => $"{value}",
    };
}
