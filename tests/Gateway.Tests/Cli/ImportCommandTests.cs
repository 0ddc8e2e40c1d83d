using Xunit;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>An estate's list at the command line, on a gateway that runs and on one that does not.</summary>
[Trait("needs", "process")]
public sealed class ImportCommandTests
{
    private const string Head = "姓名,住址,电话,卡号\n";

    [Fact]
    public async Task A_list_is_tried_mended_imported_admitted_taken_back_and_exported()
    {
        using var compound = new Compound();
        var list = Path.Combine(compound.Data, "..", "list.csv");
        await File.WriteAllTextAsync(list, Head + $"王伟,3-2-501,138,{Compound.WangCard}\n李娜,3-2-501,,1.23E+09\n");
        await using (var gateway = compound.StartGateway())
        {
            await gateway.SaysAsync("local status:");
            var (code, output, error) = await RunAsync(compound, "import", list, "--dry-run");
            Assert.Equal(3, code);
            Assert.Contains("line 2: column 电话 (C): '138': '138' is no telephone number", output, StringComparison.Ordinal);
            Assert.Contains("line 3: column 卡号 (D): '1.23E+09': a spreadsheet has shortened this number", output, StringComparison.Ordinal);
            Assert.Equal("zhuhui-edge: 2 problem(s): nothing was changed", error.Trim());

            await File.WriteAllBytesAsync(list, Gateway.People.Imports.Tables.TableText.Gb18030.GetBytes(Head
                + $"王伟,3-2-501,13812345678,{Compound.WangCard}\n李娜,3-2-501,,\n"));
            Assert.Contains("imported: 2 new, 0 changed, 0 unchanged, 1 new household(s)",
                (await RunAsync(compound, "import", "--file", list))
                .Output, StringComparison.Ordinal);
            await compound.HoldCardAsync(Compound.WangCard);
            await gateway.SaysAsync("East gate: lets in somebody by card");
            Assert.Contains("nothing new: all 2 are known", (await RunAsync(compound, "import", "--file", list)).Output,
                StringComparison.Ordinal);

            var export = Path.Combine(compound.Data, "..", "out.csv");
            Assert.Contains("2 people written to", (await RunAsync(compound, "export", export)).Output, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(export));
            Assert.Contains("王伟,3,2,501,13812345678", await File.ReadAllTextAsync(export), StringComparison.Ordinal);
            Assert.Equal(0, await gateway.StopAsync());
        }

        Assert.Contains("taken back: 2 people erased", (await RunAsync(compound, "import", "--undo")).Output, StringComparison.Ordinal);
        var (again, _, why) = await RunAsync(compound, "import", "--undo");
        Assert.Equal((3, "zhuhui-edge: there is no import to take back: none was made, or people were changed since"), (again, why.Trim()));
    }

    [Theory]
    [InlineData("--file, --photos or --undo is needed", "import")]
    [InlineData("contradict each other", "import", "--undo", "--dry-run")]
    [InlineData("nowhere.csv", "import", "--file", "nowhere.csv")]
    [InlineData("nowhere.csv", "import", "nowhere.csv")]
    [InlineData("FILE or --file is needed, and not both", "export")]
    public async Task What_is_not_right_gets_one_line(string line, params string[] words)
    {
        using var compound = new Compound();
        var (code, _, error) = await RunAsync(compound, words);
        Assert.Equal(2, code);
        Assert.Contains(line, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(Compound compound, params string[] words) =>
        RunningProgram.RunAsync("zhuhui-edge", ["people", .. words, "--site", compound.SiteFile, "--operator", "chen"]);
}
