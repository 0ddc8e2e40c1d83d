using System.Diagnostics;
using System.Net;
using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using ZXing;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>An estate office's day at the command line: each act is one command, on a gateway that runs and on one that does not.</summary>
[Trait("needs", "process")]
public sealed class OfficeCommandTests
{
    [Fact]
    public async Task A_family_moves_in_is_found_moves_within_the_compound_and_moves_out_and_the_unit_door_follows()
    {
        using var compound = OneUnitDoor();
        await compound.EnrolAsync("--name", "王伟", "--card", Compound.WangCard);
        await compound.EnrolAsync("--name", "王伟", "--new");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");

        var several = await FailsAsync(compound, 3, "people", "move", "--person", "王伟", "--to", "3-2-501");
        Assert.StartsWith("zhuhui-edge: 2 people may be meant by '王伟': name one by id", several, StringComparison.Ordinal);
        var wang = (await SaysAsync(compound, "people", "find", "--operator", "chen", "--text", Compound.WangCard)).Split(' ')[0];
        Assert.Contains("lives in 3-2-501 now; admitted at all doors", await SaysAsync(compound, "people", "move", "--person", wang, "--to",
            "3栋2单元501室", "--kind", "owner"), StringComparison.Ordinal);
        await SaysAsync(compound, "people", "edit", "--person", "王伟 3-2-501", "--phone", "138 1234 5678", "--plates", "湘D·12345", "--born",
            "1950-01-31");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("East gate: lets in somebody by card");

        Assert.Contains($"{wang}  3-2-501  王伟  owner, 138****5678, 1 card(s)", await SaysAsync(compound, "people", "list",
            "--operator", "chen",
            "--building", "3"), StringComparison.Ordinal);
        foreach (var known in new[] { "ww 501", "5678", "湘D12345", "3-2-501" })
        {
            Assert.StartsWith(wang, await SaysAsync(compound, "people", "find", "--operator", "chen", "--text", known),
                StringComparison.Ordinal);
        }

        var file = await SaysAsync(compound, "people", "show", "--operator", "chen", "--person", "王伟 3-2-501");
        Assert.All(new[] { "telephone: 13812345678", "born: 1950-01-31", $"cards: {Compound.WangCard}", "vehicles: 湘D12345", "all doors" },
            line => Assert.Contains(line, file, StringComparison.Ordinal));

        var (json, page) = (Path.Combine(compound.Data, "wang.json"), Path.Combine(compound.Data, "wang.html"));
        Assert.Contains("all that is kept", await SaysAsync(compound, "people", "file", "--operator", "chen", "--person", wang,
            "--file", json),
            StringComparison.Ordinal);
        await SaysAsync(compound, "people", "file", "--operator", "chen", "--person", wang, "--file", page);
        Assert.Contains("passage.granted", await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Matches("(?s)<h1>王伟</h1>.*13812345678.*East gate: lets in 王伟", WebUtility.HtmlDecode(await File.ReadAllTextAsync(page,
            TestContext.Current.CancellationToken)));
        Assert.Contains("Notice on face recognition", await SaysAsync(compound, "notice"), StringComparison.Ordinal);

        await SaysAsync(compound, "household", "move", "--home", "3-2-501", "--to", "5-1-101");
        await compound.HoldCardAsync(Compound.WangCard);
        await gateway.SaysAsync("not opened for somebody: not admitted at this door");
        Assert.Contains("5-1-101  王伟", await SaysAsync(compound, "household", "list", "--operator", "chen"), StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());

        Assert.Contains("5-1-101: 1 people moved out; erased here and in the backups: 1 card(s), 0 face template(s), 0 photo(s)",
            await SaysAsync(compound, "household", "end", "--home", "5-1-101"), StringComparison.Ordinal);
        Assert.Equal("", await SaysAsync(compound, "household", "list", "--operator", "chen"));
        Assert.Contains("王伟", await SaysAsync(compound, "people", "list", "--operator", "chen", "--without-home"),
            StringComparison.Ordinal);
        Assert.Contains("chen looked at the data of 1 people", await SaysAsync(compound, "events", "--operator", "chen",
            "--kind", "people"),
            StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(Path.Combine(compound.Data, "journal"), "*.journal", SearchOption.AllDirectories), journal =>
            Assert.DoesNotMatch("13812345678|12345湘|1950-01-31|5-1-101|3-2-501", File.ReadAllText(journal)));
    }

    [Fact]
    public async Task A_visitor_gets_a_code_to_show_or_to_print_is_listed_with_plate_and_uses_and_is_cancelled()
    {
        using var compound = new Compound();
        await compound.EnrolAsync("--name", "Wang");
        await using var gateway = compound.StartGateway();
        await gateway.SaysAsync("local status:");
        var (picture, page) = (Path.Combine(compound.Data, "pass.png"), Path.Combine(compound.Data, "pass.html"));
        var pass = (await SaysAsync(compound, "visitor", "issue", "--host", "Wang", "--doors", "gate", "--hours", "8", "--uses", "2",
            "--name", "赵六", "--phone", "13812345678", "--plate", "湘D·12345", "--picture", picture, "--page", page)).Trim();
        Assert.Equal(pass, await CodeInAsync(picture));
        var printed = WebUtility.HtmlDecode(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        Assert.Matches("(?s)<h1>Visitor pass</h1>.*赵六.*East gate: 2 time.*<svg", printed);

        var line = await SaysAsync(compound, "visitor", "list", "--operator", "chen");
        Assert.Contains("赵六  湘D12345, 138****5678, visits Wang, East gate, to ", line, StringComparison.Ordinal);
        Assert.Contains("used 0 of 2 time(s)", line, StringComparison.Ordinal);
        await SaysAsync(compound, "visitor", "cancel", "--pass", line.Split(' ')[0]);
        Assert.Equal("", await SaysAsync(compound, "visitor", "list", "--operator", "chen"));
        Assert.Contains("cancelled", await SaysAsync(compound, "visitor", "list", "--operator", "chen", "--ended"),
            StringComparison.Ordinal);
        Assert.Equal(0, await gateway.StopAsync());
    }

    [Theory]
    [InlineData("--operator is missing", "people", "list")]
    [InlineData("--kind is 'lodger'; it may be owner, tenant, family, staff, helper, visitor", "people", "move", "--person", "p-1", "--to",
        "3-2-501", "--kind", "lodger")]
    [InlineData("no household is known in '501'", "household", "move", "--home", "501", "--to", "501")]
    [InlineData("nobody is found by 'x1'", "people", "find", "--operator", "chen", "--text", "x1")]
    [InlineData("--file: /nowhere/x.html cannot be written", "people", "file", "--operator", "chen", "--person", "Wang", "--file",
        "/nowhere/x.html")]
    [InlineData("--page: /nowhere/x.html cannot be written", "visitor", "issue", "--host", "Wang", "--doors", "gate", "--hours",
        "1", "--uses",
        "1", "--page", "/nowhere/x.html")]
    [InlineData("there is no person p-9 here", "people", "show", "--operator", "chen", "--person", "p-9")]
    public async Task What_is_not_right_gets_one_line(string line, params string[] words)
    {
        using var compound = OneUnitDoor();
        await compound.EnrolAsync("--name", "Wang");
        var (_, _, error) = await RunAsync(compound, words);
        Assert.Contains(line, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>What a scanner reads in a picture.</summary>
    private static async Task<string?> CodeInAsync(string picture)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", picture, "-f", "rawvideo", "-pix_fmt", "gray",
            "-"])
        {
            RedirectStandardOutput = true,
        })!;
        using var pixels = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(pixels, TestContext.Current.CancellationToken);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        var size = (int)Math.Sqrt(pixels.Length);
        return new BarcodeReaderGeneric { Options = { PureBarcode = true } }.Decode(new RGBLuminanceSource(pixels.ToArray(), size, size,
            RGBLuminanceSource.BitmapFormat.Gray8))?.Text;
    }

    private static Compound OneUnitDoor()
    {
        var compound = new Compound();
        File.WriteAllText(compound.SiteFile, File.ReadAllText(compound.SiteFile).Replace("\"name\": \"East gate\"",
            "\"name\": \"East gate\", \"homes\": [\"3-2\"]", StringComparison.Ordinal));
        return compound;
    }

    private static async Task<string> SaysAsync(Compound compound, params string[] words)
    {
        var (code, output, error) = await RunAsync(compound, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {error}");
        return output;
    }

    private static async Task<string> FailsAsync(Compound compound, int code, params string[] words)
    {
        var (ended, _, error) = await RunAsync(compound, words);
        Assert.Equal(code, ended);
        return error;
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(Compound compound, params string[] words) =>
        RunningProgram.RunAsync("zhuhui-edge", [.. words, "--site", compound.SiteFile]);
}
