using System.CommandLine;
using System.Text;
using Zhuhui.Edge.Hub.Cli;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>The hub's command line: help for every command, and one line for what is wrong.</summary>
public sealed class HubCommandTests
{
    private const int LeastCommands = 23;

    [Fact]
    public async Task Every_command_and_every_option_says_what_it_is_and_the_help_of_every_command_names_them()
    {
        var commands = Under(HubCommandTree.Parse([], _ => null, _ => Task.FromResult(0)).RootCommandResult.Command).ToArray();
        Assert.True(commands.Length >= LeastCommands, $"only {commands.Length} commands were found");
        foreach (var (words, command) in commands)
        {
            Assert.All(command.Options.Cast<Symbol>().Prepend(command),
                symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description),
                    $"{string.Join(' ', words)}: what is {symbol.Name}?"));
            var (code, output, error) = await HubCommands.RunAsync([.. words, "--help"]);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"zhuhui-hub {string.Join(' ', words)}".TrimEnd(), output, StringComparison.Ordinal);
            Assert.Contains(command.Description!, output, StringComparison.Ordinal);
            Assert.All(command.Options.Where(option => !option.Hidden),
                option => Assert.Contains(option.Name, output, StringComparison.Ordinal));
            Assert.All(command.Subcommands, one => Assert.Contains($"  {one.Name} ", output, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_names_all_commands_and_the_exit_codes(string word)
    {
        var (code, output, error) = await HubCommands.RunAsync(word);
        Assert.Equal((0, ""), (code, error));
        Assert.All(["run", "migrate", "report", "keygen", "command", "roster", "twin"], command => Assert.Contains($"  {command} ", output,
            StringComparison.Ordinal));
        Assert.Contains("Exit codes: 0 done; 1 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_bare()
    {
        var (code, output, _) = await HubCommands.RunAsync("--version");
        Assert.Equal(0, code);
        Assert.Matches(@"^\d+\.\d+\.\d+[0-9a-z.-]*\n$", output);
    }

    [Theory]
    [InlineData("command needs one of unlock, hold-open, lock-down, release, revoke, sync, still, restart, log-level, upgrade; "
        + "zhuhui-hub command --help", "command")]
    [InlineData("command needs one of unlock, hold-open, lock-down, release, revoke, sync, still, restart, log-level, upgrade, not 'open'; "
        + "zhuhui-hub command --help", "command open")]
    [InlineData("--gateway DISTRICT/COMPOUND/GATEWAY is missing; zhuhui-hub command unlock --help",
        "command unlock --door g --key k --by Chen")]
    [InlineData("--gateway gate must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -",
        "command sync --gateway gate --key k --by Chen")]
    [InlineData("the option --by needs a value; zhuhui-hub command unlock --help",
        "command unlock --by --door gate --gateway d/c/g --key k")]
    [InlineData("the option --by comes twice; zhuhui-hub command sync --help", "command sync --by Chen --by Li --gateway d/c/g --key k")]
    [InlineData("the option --tls comes twice", "command sync --by Chen --tls --tls --gateway d/c/g --key k")]
    [InlineData("the option --door is not known here; zhuhui-hub command sync --help",
        "command sync --door gate --by Chen --gateway d/c/g --key k")]
    [InlineData("--door or --all is needed, and not both", "command release --by Chen --gateway d/c/g --key k")]
    [InlineData("--card or --person is needed, and not both", "command revoke --card 1 --person p --by Chen --gateway d/c/g --key k")]
    [InlineData("--minutes 1441 must be a whole number from 1 to 1440", "command hold-open --all --minutes 1441 --by "
        + "Chen --gateway d/c/g --key k")]
    [InlineData("--wait 0 must be a whole number from 1 to 600", "command sync --wait 0 --by Chen --gateway d/c/g --key k")]
    [InlineData("--version N is missing; zhuhui-hub twin --help", "twin --gateway d/c/g --key k --file f")]
    [InlineData("--id Duty must be made of a-z, 0-9 and -, 32 at most", "keygen --key /nowhere/k --id Duty")]
    [InlineData("the option --dot is not known here; zhuhui-hub keygen --help", "keygen --dot x --key k --id duty")]
    public async Task Wrong_words_get_one_line_with_the_remedy_and_exit_code_2(string expected, string line) =>
        Assert.Equal((2, "", $"zhuhui-hub: {expected}\n"), await HubCommands.RunAsync(line.Split(' ')));

    [Theory]
    [InlineData("roster")]
    [InlineData("twin --version 1")]
    public async Task A_file_that_is_not_UTF_8_or_was_not_before_is_refused_with_its_place_and_nothing_is_signed(string command)
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("roster.json");

        // "name": and a name of two letters, as a Windows program of China writes it.
        byte[] gbk = [.. "{\n\"base\": null, \"people\": [{ \"name\": \""u8, 0xCD, 0xF5, 0xCE, 0xB0, .. "\" }] }"u8];
        await RefusedAsync(gbk, "line 2: this is not UTF-8");
        await RefusedAsync(Encoding.UTF8.GetBytes("""{ "base": null, "people": [{ "name": "\ufffd\ufffd" }] }"""),
            "$.people[0].name holds U+FFFD");
        await RefusedAsync([.. Encoding.UTF8.Preamble, .. """{ "base": null, "base": 3 }"""u8], "base");
        await RefusedAsync("[]"u8.ToArray(), "it holds no object");

        async Task RefusedAsync(byte[] content, string why)
        {
            await File.WriteAllBytesAsync(file, content);
            var (code, output, error) = await HubCommands.RunAsync([.. command.Split(' '), "--file", file, "--gateway", "d/c/g", "--key",
                folder.At("key")]);
            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith($"zhuhui-hub: --file {file}: ", Assert.Single(error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
            Assert.Contains(why, error, StringComparison.Ordinal);
        }
    }

    /// <summary>As it always was: in a receiver's line the last one holds, and one line serves run, migrate and report.</summary>
    [Fact]
    public async Task A_receivers_option_may_come_again_and_the_last_one_holds()
    {
        var read = await HubCommands.ReadAsync("run", "--store", "dbname=a host=/run", "--port", "1", "--name", "hub-1", "--tls", "--tls",
            "--port", "2", "--name", "hub-2", "--store", "dbname=b host=/run");
        Assert.Equal((2, "hub-2", "dbname=b host=/run", true), (read.Port, read.Name, read.Store!.Text, read.Tls));
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("report")]
    public async Task What_only_a_receiver_needs_is_passed_over_by_the_commands_on_the_database(string command)
    {
        var (code, _, error) = await HubCommands.RunAsync(
            command, "--store", "postgresql://nobody@127.0.0.1:1/none", "--host", "broker", "--port", "8883", "--tls", "--metrics", "9101",
            "--name", "hub-1");
        Assert.Equal(1, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    private static IEnumerable<(string[] Words, Command Command)> Under(Command command, params string[] words) =>
        command.Subcommands.SelectMany(one => Under(one, [.. words, one.Name])).Prepend((words, command));
}
