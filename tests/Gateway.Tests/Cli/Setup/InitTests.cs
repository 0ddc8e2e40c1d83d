using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli.Setup;

/// <summary>A box is set up by the real program: questions answered, files written, a first card opens.</summary>
[Trait("needs", "process")]
public sealed class InitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Etc => _folder.At("etc");

    private string SiteFile => Path.Combine(Etc, "site.jsonc");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_the_demo_s_answers_a_first_card_opens_and_the_door_is_set_up()
    {
        var (code, output, error) = await InitAsync(Repository.At("deploy", "demo", "answers.json"));
        Assert.True(code == 0, output + error);
        Assert.Contains("Eileen has the card 20230001 now.", output, StringComparison.Ordinal);
        Assert.Contains("East gate is released: its relay was read back.", output, StringComparison.Ordinal);
        Assert.Matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", output);
        Assert.Equal((0, ""), await CheckAsync());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.Combine(Etc, "secrets")));

        var events = await RunningProgram.RunAsync("zhuhui-edge", "events", "--site", SiteFile, "--operator", "test", "--kind",
            "passage.granted");
        Assert.Contains("Eileen", events.Output, StringComparison.Ordinal);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task A_box_that_is_set_up_is_not_set_up_again_by_mistake()
    {
        var answers = Write(new Dictionary<string, string>(SetupAnswers.Small(), StringComparer.Ordinal)
        {
            ["card"] = "n",
            ["language"] = "en"
        });

        // The package lays a link that leads nowhere yet.
        Directory.CreateDirectory(Etc);
        File.CreateSymbolicLink(SiteFile, Path.Combine("site", "site.jsonc"));
        Assert.Equal(0, (await InitAsync(answers)).Code);
        File.AppendAllText(SiteFile, "// by hand\n");
        var (code, _, error) = await InitAsync(answers);
        Assert.Equal(Exit.BadInput, code);
        Assert.Contains($"{SiteFile} is there already", error, StringComparison.Ordinal);
        Assert.EndsWith("// by hand\n", File.ReadAllText(SiteFile), StringComparison.Ordinal);

        Assert.Equal(0, (await InitAsync(answers, "--again")).Code);
        Assert.DoesNotContain("by hand", File.ReadAllText(SiteFile), StringComparison.Ordinal);
        Assert.EndsWith("// by hand\n", File.ReadAllText(Path.Combine(Etc, "site", "site.jsonc.before")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_where_an_answer_is_wrong_or_nobody_answers_any_more()
    {
        var answers = Write(new Dictionary<string, string>(SetupAnswers.Small(), StringComparer.Ordinal)
        {
            ["door.1.relay"] = "99",
            ["card"] = "n"
        });
        var (code, _, error) = await InitAsync(answers);
        Assert.Equal(Exit.BadInput, code);
        Assert.NotEqual("", error);
        (code, _, error) = await RunningProgram.RunOnAsync("en\nGarden Lane\n", "zhuhui-edge", "init", "--folder", Etc, "--data",
            _folder.At("data"));
        Assert.Equal(Exit.BadInput, code);
        Assert.Contains("nothing was written", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Etc));
        Assert.False(Directory.Exists(_folder.At("data")));
    }

    [Fact]
    public async Task Somebody_at_the_keyboard_sets_a_chinese_box_up()
    {
        string[] typed =
        [
            "zh", "光辉里", "", "", "", "社区居委会", "物业办公室", "", "simulated", "", "东门", "", "", "", "17", "", "", "", "", "2", "14", "15", "",
            "", "", "", "machine", "y", "y", "王秀英",
        ];
        var (code, output, error) = await RunningProgram.RunOnAsync(string.Join('\n', typed) + "\n", "zhuhui-edge", "init", "--folder", Etc,
            "--data", _folder.At("data"));
        Assert.True(code == 0, output + error);
        Assert.Contains("东门已释放", output, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(SiteFile);
        Assert.Contains("\"compound\": \"guang-hui-li\"", text, StringComparison.Ordinal);
        Assert.Contains("// 门在事件和主题中的名称。", text, StringComparison.Ordinal);
        Assert.Equal((0, ""), await CheckAsync());
    }

    private async Task<(int Code, string Error)> CheckAsync()
    {
        var (code, _, error) = await RunningProgram.RunAsync("zhuhui-edge", "check", "--site", SiteFile);
        return (code, error);
    }

    private Task<(int Code, string Output, string Error)> InitAsync(string answers, params string[] more) =>
        RunningProgram.RunAsync("zhuhui-edge", ["init", "--folder", Etc, "--data", _folder.At("data"), "--answers", answers, .. more]);

    private string Write(Dictionary<string, string> answers)
    {
        var file = _folder.At("answers.json");
        File.WriteAllText(file, JsonSerializer.Serialize(answers));
        return file;
    }
}
