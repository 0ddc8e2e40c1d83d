using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>Commands answer in the language of the site file, else of the terminal.</summary>
public sealed class AnswerLanguageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _site;

    public AnswerLanguageTests()
    {
        _site = _folder.At("site.jsonc");
        File.WriteAllText(_site, """
            {
              // Staff read Chinese.
              "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data", "language": "zh",
              "boards": [{ "id": "box", "kind": "simulated" }],
              "readers": [{ "id": "card", "board": "box", "data0Pin": 14, "data1Pin": 15 }],
              "doors": [{ "id": "gate", "name": "东门", "relay": { "board": "box", "pin": 1 }, "readers": ["card"] }],
              "link": { "enabled": false },
            }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_came_of_a_command_is_said_in_Chinese()
    {
        Assert.Equal((0, "zhuhui/test/gate-1：1 个门，1 个读卡器，0 台摄像机：配置无误\n", ""), await RunAsync("check"));
        var (code, output, error) = await RunAsync("enrol", "--name", "李华", "--card", "77");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches("^李华（p-[0-9a-f]{12}）：1 张卡，0 个人脸模板\n$", output);
        var person = output.Split('（', '）')[1];
        Assert.Equal((0, $"李华（{person}）：卡 77 已挂失，不再开门\n", ""), await RunAsync("card", "lost", "--card", "77"));
        Assert.Equal((0, $"李华（{person}）：已更改时间表、到期时间\n", ""),
            await RunAsync("person", "rights", "--person", person, "--always", "--to", "2099-12-31"));
    }

    [Fact]
    public async Task A_refusal_is_said_in_Chinese()
    {
        Assert.Equal((3, "", "zhuhui-edge: 没有人登记过卡 78\n"), await RunAsync("card", "lost", "--card", "78"));
        Assert.Equal((3, "", "李华：二维码的文本须为 16 至 500 个字符，太短容易被猜到\n"),
            await RunAsync("enrol", "--name", "李华", "--qr", "1234"));
        Assert.Equal((1, "", $"zhuhui-edge: {_folder.At("data")} 上没有网关在运行；只有运行中的网关才能执行命令\n"),
            await RunAsync("door", "unlock", "--door", "gate", "--operator", "Zhang"));
    }

    [Fact]
    public async Task What_is_wrong_with_the_words_is_said_in_the_language_of_the_site_file_they_name()
    {
        Assert.Equal((2, "", "zhuhui-edge: --minutes 2000：须为 1 至 1440 的整数\n"),
            await RunAsync("door", "hold-open", "--door", "gate", "--minutes", "2000", "--operator", "Zhang"));
        Assert.Equal((2, "", "zhuhui-edge: --day tomorrow：须为 today、yesterday 或日期，如 2026-12-31\n"),
            await RunAsync("events", "--no-names", "--day", "tomorrow"));
        Assert.StartsWith("zhuhui-edge: 缺少 --card；", (await RunAsync("card", "lost")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LANG", "zh_CN.UTF-8", "zhuhui-edge: 未知命令“lock”；用 zhuhui-edge --help 查看全部命令\n")]
    [InlineData("LC_ALL", "zh_CN.UTF-8", "zhuhui-edge: 未知命令“lock”；用 zhuhui-edge --help 查看全部命令\n")]
    [InlineData("LANG", "en_GB.UTF-8", "zhuhui-edge: unknown command 'lock'; zhuhui-edge --help lists them\n")]
    [InlineData("HOME", "zh", "zhuhui-edge: unknown command 'lock'; zhuhui-edge --help lists them\n")]
    public async Task Without_a_site_file_the_terminal_s_language_counts(string variable, string value, string expected) =>
        Assert.Equal(expected, (await TypedCommand.RunOnTerminalAsync(name => name == variable ? value : null, "lock")).Error);

    [Fact]
    public async Task A_terminal_that_is_told_another_language_for_messages_than_for_all_else_is_believed()
    {
        var (_, _, error) = await TypedCommand.RunOnTerminalAsync(name => name switch
        {
            "LC_MESSAGES" => "C",
            "LANG" => "zh_CN.UTF-8",
            _ =>
            null
        }, "lock");
        Assert.StartsWith("zhuhui-edge: unknown command", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_programs_read_stays_as_it_is()
    {
        await RunAsync("enrol", "--name", "Li", "--card", "79");
        Assert.StartsWith("{\"passagesGranted\":", (await RunAsync("report")).Output, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"resident.enrolled\"", (await RunAsync("events", "--no-names", "--json")).Output,
            StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] words) =>
        TypedCommand.RunAsync([.. words, "--site", _site]);
}
