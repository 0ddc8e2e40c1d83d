using System.Text;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Site.Binding;

public sealed class SiteReaderTests
{
    private const string Valid = """
        // A compound.
        {
          "$schema": "./site.schema.json",
          "name": "和平里", /* people's own name */
          "doors": [
            { "id": "gate-1", "unlockSeconds": 7, "lock": "failSafe", "rings": true },
            { "id": "unit-3", },
          ],
          "lamp": { "brightness": 1, "at": [0.25, 0.75] },
          "siren": { "loudness": 3 },
          "holidays": ["2026-10-01"],
        }
        """;

    [Fact]
    public void A_file_with_comments_and_trailing_commas_is_read_with_its_defaults()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("site.json"), Valid, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var reading = SiteReader.Read<Compound>(folder.At("site.json"), "Site");
        Assert.Empty(reading.Errors);
        var site = reading.Value!;
        Assert.Equal("和平里", site.Name);
        Assert.Equal(
            [new Gate { Id = "gate-1", UnlockSeconds = 7, Lock = LockKind.FailSafe, Rings = true }, new Gate { Id = "unit-3" }],
            site.Doors);
        Assert.Equal(5, site.Doors[1].UnlockSeconds);
        Assert.Equal(1.0, site.Lamp!.Brightness);
        Assert.Equal([0.25, 0.75], site.Lamp.At);
        Assert.Equal(3, site.Siren.Loudness);
        Assert.Equal(["2026-10-01"], site.Holidays);
    }

    [Fact]
    public void What_is_absent_or_null_where_it_may_be_stays_away()
    {
        var site = SiteReader.ReadText<Compound>("""{"name":"a","lamp":null,"siren":{"loudness":null}}"""u8.ToArray(), "site.json",
            "Site").Value!;
        Assert.Null(site.Lamp);
        Assert.Null(site.Siren.Loudness);
        Assert.Empty(site.Doors);
    }

    [Theory]
    [InlineData("""{}""", "Site.Name is missing")]
    [InlineData("""{"name":""}""", "Site.Name must not be empty")]
    [InlineData("""{"name":null}""", "Site.Name must be a text in quotes, not null")]
    [InlineData("""{"name":5}""", "Site.Name must be a text in quotes, not the number 5")]
    [InlineData("""{"name":"\ud800"}""", "Site.Name is no valid text: half of a surrogate pair")]
    [InlineData("""[]""", "Site must be an object in { }, not a list")]
    [InlineData("""{"name":"a","name":"b"}""", "Site.Name is given twice")]
    [InlineData("""{"name":"a","doors":{}}""", "Site.Doors must be a list in [ ], not an object")]
    [InlineData("""{"name":"a","doors":null}""", "Site.Doors must be a list in [ ], not null")]
    [InlineData("""{"name":"a","doors":[{"id":"a"},3]}""", "Site.Doors[1] must be an object in { }, not the number 3")]
    [InlineData("""{"name":"a","doors":[{"id":"a"},{"id":"b"},{"id":"c","unlockSeconds":256}]}""",
        "Site.Doors[2].UnlockSeconds must be between 1 and 255")]
    [InlineData("""{"name":"a","doors":[{"id":"c","unlockSeconds":99999999999}]}""",
        "Site.Doors[0].UnlockSeconds must be between 1 and 255")]
    [InlineData("""{"name":"a","doors":[{"id":"c","unlockSeconds":1.5}]}""", "Site.Doors[0].UnlockSeconds must be a whole number, not 1.5")]
    [InlineData("""{"name":"a","doors":[{"id":"c","unlockSeconds":"5"}]}""", "Site.Doors[0].UnlockSeconds must be a "
        + "whole number, not a text")]
    [InlineData("""{"name":"a","doors":[{"id":"c","unlockSecond":5}]}""", "Site.Doors[0].unlockSecond is not a known key; "
        + "did you mean unlockSeconds?")]
    [InlineData("""{"name":"a","doors":[{"id":"c","UnlockSeconds":5}]}""", "Site.Doors[0].UnlockSeconds is not a known key; "
        + "did you mean unlockSeconds?")]
    [InlineData("""{"name":"a","doors":[{"id":"c","colour":5}]}""", "Site.Doors[0].colour is not a known key; known are id, "
        + "lock, rings and unlockSeconds")]
    [InlineData("""{"name":"a","doors":[{"id":"c","$schema":""}]}""", "Site.Doors[0].$schema is not a known key; known are id, "
        + "lock, rings and unlockSeconds")]
    [InlineData("""{"name":"a","doors":[{"id":"Gate 1"}]}""",
        "Site.Doors[0].Id may contain only a-z, 0-9 and -, must begin with a-z or 0-9 and must have at most 32 characters")]
    [InlineData("""{"name":"a","doors":[{"id":"a\n"}]}""",
        "Site.Doors[0].Id may contain only a-z, 0-9 and -, must begin with a-z or 0-9 and must have at most 32 characters")]
    [InlineData("""{"name":"a","doors":[{"id":"a","lock":"open"}]}""", "Site.Doors[0].Lock must be failSafe or failSecure, not \"open\"")]
    [InlineData("""{"name":"a","doors":[{"id":"a","lock":1}]}""", "Site.Doors[0].Lock must be failSafe or failSecure, not the number 1")]
    [InlineData("""{"name":"a","doors":[{"id":"a","rings":"true"}]}""", "Site.Doors[0].Rings must be true or false, not a text")]
    [InlineData("""{"name":"a","lamp":{"brightness":1.01}}""", "Site.Lamp.Brightness must be between 0 and 1")]
    [InlineData("""{"name":"a","lamp":{"brightness":1e999}}""", "Site.Lamp.Brightness must be a number, not 1e999")]
    [InlineData("""{"name":"a","lamp":{"at":[0.5]}}""", "Site.Lamp.At must have 2 entries")]
    [InlineData("""{"name":"a","lamp":{"at":[0.5,7]}}""", "Site.Lamp.At[1] must be between 0 and 1")]
    [InlineData("""{"name":"a","siren":{"loudness":0}}""", "Site.Siren.Loudness must be between 1 and 10")]
    [InlineData("""{"name":"a","siren":null}""", "Site.Siren must be an object in { }, not null")]
    [InlineData("""{"name":"a","holidays":["tomorrow"]}""", "Site.Holidays[0] may contain only 0-9 and - and must have 10 characters")]
    public void A_wrong_value_is_named_with_its_path(string json, string error) =>
        Assert.Equal([error], Errors(json));

    [Fact]
    public void All_errors_are_told_at_once() => Assert.Equal(
        [
            "Site.dors is not a known key; did you mean doors?",
            "Site.Name is missing",
            "Site.Lamp.Brightness must be between 0 and 1",
            "Site.Siren.Loudness must be between 1 and 10",
        ],
        Errors("""{"dors":[],"lamp":{"brightness":9},"siren":{"loudness":99}}"""));

    [Fact]
    public void A_required_key_of_an_absent_object_is_missed() =>
        Assert.Equal(["Site.Compound.Name is missing"], SiteReader.ReadText<Town>("{}"u8.ToArray(), "site.json",
            "Site").Errors.Select(error => error.Line.En));

    [Theory]
    [InlineData("{\n  \"name\": \"和\" x\n}", "site.json, line 2, column 15: 'x' is invalid after a value. Expected "
        + "either ',', '}', or ']'.")]
    [InlineData("{\n\n\"name\": \"a\"", "site.json, line 3, column 12: ")]
    [InlineData("", "site.json, line 1, column 1: ")]
    public void A_slip_in_the_syntax_is_told_with_line_and_column(string json, string error) =>
        Assert.StartsWith(error, Assert.Single(Errors(json)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_or_not_text_is_an_error_line()
    {
        using var folder = new TemporaryFolder();
        Assert.StartsWith($"{folder.At("site.json")} does not exist", Assert.Single(SiteReader.Read<Compound>(folder.At("site.json"),
            "Site").Errors).Line.En, StringComparison.Ordinal);
        File.WriteAllBytes(folder.At("site.json"), [0x7B, 0xFF, 0x7D]);
        Assert.Contains("is not UTF-8 text", Assert.Single(SiteReader.Read<Compound>(folder.At("site.json"), "Site").Errors).Line.En,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_done_to_a_file_there_is_a_value_or_there_are_errors()
    {
        var valid = Encoding.UTF8.GetBytes(Valid);
        byte[][] pieces = [.. new[] { "\"", "{", "}", "[", "]", ",", ":", "null", "true", "1e999", "-1", "\\ud800", "\"name\"", "//", "/*",
            "*/", "\0", "\uFEFF" }.Select(Encoding.UTF8.GetBytes)];
        Gen<(int Where, int Cut, byte[] Put)> edit = Gen.Select(
            Gen.Int[0, valid.Length], Gen.Int[0, 12], Gen.OneOf(Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]),
                Gen.Byte.Array[0, 3]));
        edit.Array[1, 4].Sample(edits =>
        {
            var text = valid;
            foreach (var (where, cut, put) in edits)
            {
                var from = Math.Min(where, text.Length);
                text = [.. text[..from], .. put, .. text[Math.Min(from + cut, text.Length)..]];
            }

            var reading = SiteReader.ReadText<Compound>(text, "site.json", "Site");
            Assert.Equal(reading.Value is null, reading.Errors.Count > 0);
        }, iter: 5000, threads: 1);
    }

    private static IReadOnlyList<string> Errors(string json)
    {
        var reading = SiteReader.ReadText<Compound>(Encoding.UTF8.GetBytes(json), "site.json", "Site");
        Assert.Null(reading.Value);
        return [.. reading.Errors.Select(error => error.Line.En)];
    }

    private sealed record Town
    {
        public Compound Compound { get; init; } = new();
    }
}
