using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>What the command line answers to bad input: one clear line a problem, and a code that says of what kind.</summary>
[Trait("needs", "process")]
public sealed class CommandTests
{
    [Fact]
    public async Task A_site_file_with_errors_gets_all_of_them_with_their_paths_and_exit_code_2()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("site.jsonc"), """
            {
              "district": "Zhuhui!", "compound": "c", "gateway": "g", "dataFolder": "d", "colour": "red",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "bax", "pin": "x" }, "unlockSeconds": 0 }],
              "console": { "host": "0.0.0.0" }
            }
            """);
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "run", "--site", folder.At("site.jsonc"));
        Assert.Equal(2, code);
        Assert.Contains("Site.District", error, StringComparison.Ordinal);
        Assert.Contains("Site.Colour", error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Site.Doors[0].Relay.Pin", error, StringComparison.Ordinal);
        Assert.Contains("Site.Doors[0].UnlockSeconds must be between 1 and 255", error, StringComparison.Ordinal);
        Assert.Contains("there is no board 'bax'", error, StringComparison.Ordinal);
        Assert.Contains("Site.Console.Host", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_that_cannot_be_used_are_refused_with_the_reason()
    {
        using var compound = new Compound(rtspPort: 9);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("note.jpg"), "this is not a picture");
        await FfmpegAsync("-f", "lavfi", "-i", "testsrc=size=640x480", "-frames:v", "1", folder.At("nobody.png"));
        await FfmpegAsync("-i", Material.Resident, "-vf", "split[a][b];[b]hflip[c];[a][c]hstack", folder.At("two.png"));
        await FfmpegAsync("-i", Material.Resident, "-vf", "scale=120:-1,pad=640:480:200:150:gray", folder.At("tiny.png"));
        await AssertRefused("not a picture", compound, "--name", "Wang", "--photo", folder.At("note.jpg"), "--consent-witness", "test");
        await AssertRefused("no face was found", compound, "--name", "Wang", "--photo", folder.At("nobody.png"),
            "--consent-witness", "test");
        await AssertRefused("more than one person", compound, "--name", "Wang", "--photo", folder.At("two.png"),
            "--consent-witness", "test");
        await AssertRefused("pixels wide where 60 are needed", compound, "--name", "Wang", "--photo", folder.At("tiny.png"),
            "--consent-witness", "test");
        await AssertRefused("consent", compound, "--name", "Wang", "--photo", Material.Resident);
    }

    [Fact]
    public async Task A_card_belongs_to_one_person()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", "12345");
        var (code, _, error) = await compound.RunAsync("enrol", "--name", "Li", "--card", "12345");
        Assert.Equal(3, code);
        Assert.StartsWith("Li: card 12345 already belongs to Wang", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_not_there_is_named_and_nobody_is_enrolled()
    {
        using var compound = new Compound();
        var (code, _, error) = await compound.RunAsync("enrol", "--name", "Li", "--photo", "/nowhere/photo.jpg");
        Assert.Equal(2, code);
        Assert.Contains("/nowhere/photo.jpg", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_enrolled_already_is_another_person_only_by_the_clerk_s_word()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "王伟", "--card", "5003");
        var (code, _, error) = await compound.RunAsync("enrol", "--name", "王伟", "--card", "5004");
        Assert.Equal(3, code);
        Assert.Matches("^王伟: somebody called 王伟 is enrolled already: say --person p-[0-9a-f]{12} to give them more, or --new", error);
        await compound.EnrolAsync("--name", "王伟", "--card", "5004", "--new");
        (code, _, error) = await compound.RunAsync("enrol", "--name", "王伟", "--card", "5005");
        Assert.Equal(3, code);
        Assert.Contains("2 people are called 王伟", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_events_that_does_not_exist_is_named_with_those_that_do()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang", "--card", "12345");
        var (code, output, error) = await compound.RunAsync("events", "--no-names", "--kind", "foo");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("'foo'", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("passage", error, StringComparison.Ordinal);
        Assert.Equal(2, (await compound.RunAsync("events", "--no-names", "--kind", "pass")).Code);
        Assert.Equal(2, (await compound.RunAsync("events", "--no-names", "--stream", "foo")).Code);
        Assert.Equal(2, (await compound.RunAsync("events", "--no-names", "--door", "foo")).Code);
        Assert.Equal(0, (await compound.RunAsync("events", "--no-names", "--kind", "resident.enrolled")).Code);
    }

    [Fact]
    public async Task A_mapping_of_columns_that_is_not_UTF_8_is_named_with_its_line()
    {
        using var compound = new Compound();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.At("list.csv"), "name,home\n");
        await File.WriteAllBytesAsync(folder.At("map.json"),
            [.. "{\n \"columns\": {\n\""u8, 0xD0, 0xD5, 0xC3, 0xFB, .. "\": \"name\" } }"u8]);
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-edge", "people", "import", "--site", compound.SiteFile,
            "--operator", "chief", "--file", folder.At("list.csv"), "--map", folder.At("map.json"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("map.json, line 3: this is not UTF-8", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>As a terminal that is set to GBK sends it.</summary>
    [Theory]
    [InlineData("zhuhui-edge", "enrol --name \"$(printf '\\xcd\\xf5\\xce\\xb0')\" --card 5003")]
    [InlineData("zhuhui-hub", "run --name \"$(printf '\\xcd\\xf5')\"")]
    public async Task A_word_that_is_not_UTF_8_is_refused_before_it_becomes_another(string program, string words)
    {
        var (code, _, error) = await RunningProgram.RunAsync("/bin/bash", "-c", $"{AppContext.BaseDirectory}/{program} {words}");
        Assert.Equal(2, code);
        Assert.Contains("is not UTF-8", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("run")]
    [InlineData("run", "--site")]
    [InlineData("run", "--speed", "9")]
    [InlineData("enrol", "--site", "/nowhere/site.jsonc", "--name", "x")]
    public async Task A_wrong_command_line_gets_one_line_and_exit_code_2(params string[] words)
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", words);
        Assert.Equal(2, code);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static async Task FfmpegAsync(params string[] arguments)
    {
        using var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-y", .. arguments]);
        await ffmpeg.WaitForExitAsync().WaitAsync(RunningProgram.Patience);
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    private static async Task AssertRefused(string because, Compound compound, params string[] arguments)
    {
        var (code, _, error) = await compound.RunAsync("enrol", arguments);
        Assert.Equal(3, code);
        Assert.Contains(because, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }
}
