using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>What is wrong with a site file is said in the file's own language, as far as that can be read.</summary>
public sealed class WrongSiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public WrongSiteTests() => _file = _folder.At("site.jsonc");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("zh", "en_GB.UTF-8",
        "Site.Doors[0].UnlockSeconds：应在1到255之间",
        "Site.Doors[0].colour：没有这个键；可用的键有accepts、")]
    [InlineData("en", "zh_CN.UTF-8",
        "Site.Doors[0].UnlockSeconds must be between 1 and 255",
        "Site.Doors[0].colour is not a known key; known are accepts, ")]
    public async Task A_wrong_file_is_checked_in_its_own_language(string language, string terminal, params string[] lines)
    {
        Write(language, "\"unlockSeconds\": 0, \"colour\": 1,");
        foreach (var words in new string[][] { ["check", "--site", _file], ["run", $"--site={_file}"], ["rest", "--site", _file] })
        {
            var (code, _, error) = await RunAsync(terminal, words);
            Assert.Equal(2, code);
            Assert.All(lines, line => Assert.Contains(line, error, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("zh", "en_GB.UTF-8", "，第6行第1列：文件不完整")]
    [InlineData("en", "zh_CN.UTF-8", ", line 6, column 1: the file ends too early")]
    public async Task A_file_that_breaks_off_is_told_in_the_language_that_its_line_names(string language, string terminal, string line)
    {
        Write(language, "");
        File.WriteAllText(_file, File.ReadAllText(_file).TrimEnd().TrimEnd('}'));
        var (code, _, error) = await RunAsync(terminal, "check", "--site", _file);
        Assert.Equal(2, code);
        Assert.StartsWith($"{_file}{line}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh_CN.UTF-8", "：文件不存在；")]
    [InlineData("en_GB.UTF-8", " does not exist; ")]
    public async Task Where_there_is_no_file_the_terminal_s_language_counts(string terminal, string words) =>
        Assert.StartsWith($"{_file}{words}", (await RunAsync(terminal, "check", "--site", _file)).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Secrets_files_and_models_are_missed_in_Chinese_too()
    {
        Write("zh", "", "\"cameras\": [{ \"id\": \"cam\", \"url\": \"rtsp://10.0.0.1/x\", \"credential\": \"no-such-secret\" }], "
            + "\"vision\": { \"modelFolder\": \"models\" },");
        Assert.Equal((2, "", "Site.Cameras[0].Credential：没有密钥“no-such-secret”；请以systemd凭据no-such-secret提供，"
            + "或用环境变量ZHUHUI_SECRET_NO_SUCH_SECRET提供\n"), await RunAsync("C", "check", "--site", _file));
        File.WriteAllText(_file, File.ReadAllText(_file).Replace(", \"credential\": \"no-such-secret\"", "", StringComparison.Ordinal));
        Assert.Equal((1, "", $"zhuhui-edge: 缺少{_folder.At("models", "pack.json")}；请运行deploy/models.sh下载模型包\n"),
            await RunAsync("C", "check", "--site", _file));
    }

    private void Write(string language, string ofDoor, string more = "") => File.WriteAllText(_file, $$"""
        { // 配置
          "district": "zhuhui", "compound": "test", "gateway": "gate-1", "dataFolder": "data", {{more}}
          "language": "{{language}}", "boards": [{ "id": "box", "kind": "simulated" }], "link": { "enabled": false },
          "readers": [{ "id": "card", "board": "box", "data0Pin": 14, "data1Pin": 15 }],
          "doors": [{ {{ofDoor}} "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 }, "readers": ["card"] }]
        }
        """);

    private static Task<(int Code, string Output, string Error)> RunAsync(string terminal, params string[] words) =>
        TypedCommand.RunOnTerminalAsync(name => name == "LANG" ? terminal : null, words);
}
