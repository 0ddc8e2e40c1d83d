using System.Diagnostics;
using System.IO.Compression;
using Xunit;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>Photos of many at the command line: real pictures, models and processes, killed on either side.</summary>
[Trait("needs", "process")]
public sealed class PhotoImportTests : IDisposable
{
    private const string Head = "姓名,住址,人脸同意,出生日期,监护人\n";
    private const int Nobodies = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly Compound _compound = new(rtspPort: 9);

    public void Dispose()
    {
        _compound.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_dry_run_names_every_photo_that_would_not_do_and_the_import_takes_the_others_by_the_consent_on_record()
    {
        await File.WriteAllTextAsync(List, Head + "王芳,3-2-501,陈敏,1950-01-31,\n王伟,3-2-501,陈敏,,\n王伟,3-2-601,陈敏,,\n"
            + "李娜,3-2-502,,,\n小明,3-2-503,陈敏,2020-05-01,王芳\n赵六,3-2-504,陈敏,,\n孙七,3-2-505,陈敏,,\n");
        Photo(Material.Resident, "3-2-501 王芳.png");
        Photo(Material.Stranger, "3-2-601/王伟.jpg");
        Photo(Material.Resident, "王伟.png");
        Photo(Material.Resident, "李娜.png");
        Photo(Material.At("brick.png"), "小明.png");
        Photo(Material.Resident, "周八.png");
        await File.WriteAllTextAsync(PhotoAt("赵六.jpg"), "this is no picture");
        await File.WriteAllTextAsync(PhotoAt("赵六.heic"), "this neither");
        await File.WriteAllBytesAsync(PhotoAt("王芳_2.jpg"), new byte[11 << 20]);
        await TwoFacesAsync(PhotoAt("孙七.png"));
        string[] problems =
        [
            "王伟.png: may be of 2 people",
            "李娜.png: 李娜", "has not agreed to face recognition",
            "周八.png: names nobody here",
            "赵六.heic: is not a picture",
            "王芳_2.jpg: is larger than 10 MB",
            "小明", "no face was found",
            "赵六", "the file is not a picture that can be read",
            "孙七", "there is more than one person in the photo",
        ];

        var (code, output, error) = await ImportAsync("--file", List, "--photos", Photos, "--dry-run");
        Assert.All(problems, problem => Assert.Contains(problem, output, StringComparison.Ordinal));
        Assert.Contains("would be imported: 7 new", output, StringComparison.Ordinal);
        Assert.Contains("faces: 2 people's photos would do, 3 refused; 5 photo(s) left out", output, StringComparison.Ordinal);
        Assert.Equal((3, ""), (code, error));

        (code, output, _) = await ImportAsync("--file", List, "--photos", Photos);
        Assert.All(problems, problem => Assert.Contains(problem, output, StringComparison.Ordinal));
        Assert.Contains("faces: 2 enrolled, 0 were there already, 3 refused; 5 photo(s) left out", output, StringComparison.Ordinal);
        Assert.Contains("--undo takes no list back any more", output, StringComparison.Ordinal);
        Assert.Equal(3, code);
        Assert.Contains("there is no import to take back", (await ImportAsync("--undo")).Error, StringComparison.Ordinal);

        (_, output, _) = await ImportAsync("--photos", Photos);
        Assert.Contains("faces: 0 enrolled, 2 were there already, 3 refused; 5 photo(s) left out", output, StringComparison.Ordinal);
        Assert.Equal(2, await EnrolledWithFaceAsync());
        Assert.Empty(Directory.EnumerateFiles(_compound.Data, "*.png", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_consent_of_a_list_needs_a_witness_a_guardian_for_a_child_and_takes_none_back()
    {
        await File.WriteAllTextAsync(List, Head + "王芳,3-2-501,是,,\n小明,3-2-503,陈敏,2020-05-01,\n李娜,3-2-502,否,,\n");
        var (code, output, _) = await ImportAsync("--file", List);
        Assert.Contains("line 2: column 人脸同意 (C): '是': write who witnessed the consent", output, StringComparison.Ordinal);
        Assert.Contains("line 3: '小明': is under 14: write who agreed as guardian", output, StringComparison.Ordinal);
        Assert.DoesNotContain("line 4", output, StringComparison.Ordinal);
        Assert.Equal(3, code);

        await File.WriteAllTextAsync(List, Head + "王芳,3-2-501,陈敏,,\n小明,3-2-503,陈敏,2020-05-01,王芳\n李娜,3-2-502,,,\n");
        Assert.Contains("imported: 3 new", (await ImportAsync("--file", List)).Output, StringComparison.Ordinal);
        Assert.Contains("nothing new: all 3", (await ImportAsync("--file", List)).Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(List, Head + "王芳,3-2-501,否,,\n");
        Assert.Contains("a list withdraws nothing", (await ImportAsync("--file", List)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the command")]
    [InlineData("the gateway")]
    public async Task Killed_on_either_side_the_same_command_goes_on_and_enrols_nobody_twice(string killed)
    {
        var names = Enumerable.Range(0, Nobodies).Select(i => $"甲{(char)('一' + i)}").ToArray();
        await File.WriteAllTextAsync(List, Head + "王芳,1-1-101,陈敏,,\n王伟,3-2-501,陈敏,,\n"
            + string.Concat(names.Select(name => $"{name},2-1-101,陈敏,,\n")));
        Photo(Material.Resident, "1-1-101 王芳.png");
        Photo(Material.Stranger, "3-2-501 王伟.jpg");
        foreach (var name in names)
        {
            Photo(Material.At("brick.png"), $"2-1-101 {name}.png");
        }

        ZipFile.CreateFromDirectory(Photos, _folder.At("photos.zip"), CompressionLevel.NoCompression, includeBaseDirectory: false,
            TableText.Gb18030);
        string[] words = ["people", "import", "--file", List, "--photos", _folder.At("photos.zip"), "--operator", "chen", "--site",
            _compound.SiteFile];
        var gateway = _compound.StartGateway();
        try
        {
            await gateway.SaysAsync("local status:");
            await using (var first = RunningProgram.Start("zhuhui-edge", words))
            {
                await first.SaysAsync($"1 of {Nobodies + 2} people");
                await (killed == "the command" ? first : gateway).KillAsync();
                if (killed == "the gateway")
                {
                    Assert.Equal(1, await first.EndsAsync());
                    Assert.Contains("the same command again goes on there", first.Said, StringComparison.Ordinal);
                    await gateway.DisposeAsync();
                    gateway = _compound.StartGateway();
                    await gateway.SaysAsync("local status:");
                }
            }

            var (_, output, _) = await RunningProgram.RunAsync("zhuhui-edge", words);
            Assert.Contains($"nothing new: all {Nobodies + 2}", output, StringComparison.Ordinal);
            Assert.Contains($"faces: 1 enrolled, 1 were there already, {Nobodies} refused; 0 photo(s) left out", output,
                StringComparison.Ordinal);
            Assert.Equal(0, await gateway.StopAsync());
        }
        finally
        {
            await gateway.DisposeAsync();
        }

        Assert.Equal(2, await EnrolledWithFaceAsync());
    }

    [Theory]
    [InlineData("--map needs --file", "--photos", ".", "--map", "x")]
    [InlineData("neither a folder nor a ZIP", "--photos", "nowhere.zip")]
    [InlineData("contradict each other", "--undo", "--photos", ".")]
    public async Task What_is_not_right_gets_one_line(string line, params string[] words)
    {
        var (code, _, error) = await ImportAsync(words);
        Assert.Equal(2, code);
        Assert.Contains(line, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private string List => _folder.At("list.csv");

    private string Photos => _folder.At("photos");

    private void Photo(string from, string to) => File.Copy(from, PhotoAt(to));

    private string PhotoAt(string path)
    {
        var file = Path.Combine(Photos, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>How many records tell of a new face.</summary>
    private async Task<int> EnrolledWithFaceAsync() => (await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", _compound.SiteFile,
        "--operator", "chen", "--json", "--limit", "200")).Output.Split('\n').Count(line => line.Contains("resident.enrolled",
        StringComparison.Ordinal) && line.Contains(" 1 face template(s)", StringComparison.Ordinal));

    private Task<(int Code, string Output, string Error)> ImportAsync(params string[] words) => RunningProgram.RunAsync("zhuhui-edge",
        ["people", "import", .. words, "--site", _compound.SiteFile, "--operator", "chen"]);

    private static async Task TwoFacesAsync(string path)
    {
        using var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-i", Material.Resident, "-vf", "split[a][b];[b]hflip[c];[a][c]hstack",
            path]);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }
}
