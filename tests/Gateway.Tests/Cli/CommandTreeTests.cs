using System.CommandLine;
using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Cli;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>All commands of the gateway's program: their help, and what a shell completes.</summary>
public sealed class CommandTreeTests
{
    private const int LeastCommands = 40;

    [Fact]
    public async Task Every_command_and_every_option_says_what_it_is_and_the_help_of_every_command_names_them()
    {
        var commands = TypedCommand.Under(CommandTree.Create(_ => Task.FromResult(0))).ToArray();
        Assert.True(commands.Length >= LeastCommands, $"only {commands.Length} commands were found");
        foreach (var (words, command) in commands.Where(one => !one.Command.Hidden))
        {
            Assert.All(command.Options.Cast<Symbol>().Concat(command.Arguments).Prepend(command),
                symbol => Assert.False(string.IsNullOrWhiteSpace(symbol.Description),
                    $"{string.Join(' ', words)}: what is {symbol.Name}?"));
            var (code, output, error) = await TypedCommand.RunAsync([.. words, "--help"]);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"zhuhui-edge {string.Join(' ', words)}".TrimEnd(), output, StringComparison.Ordinal);
            Assert.Contains(command.Description!, output, StringComparison.Ordinal);
            Assert.All(command.Options.Where(option => !option.Hidden),
                option => Assert.Contains(option.Name, output, StringComparison.Ordinal));
            Assert.All(command.Subcommands.Where(one => !one.Hidden),
                one => Assert.Matches($@"(?m)^  (?:\S+, )*{one.Name}[, ]", output));
        }
    }

    [Fact]
    public void No_command_is_without_an_action_but_those_that_have_commands_below_them() => Assert.All(
        TypedCommand.Under(CommandTree.Create(_ => Task.FromResult(0))),
        one => Assert.Equal(one.Command.Subcommands.Count > 0, one.Command.Action is null));

    [Theory]
    [InlineData(0, "help")]
    [InlineData(0, "--help")]
    [InlineData(0, "-h")]
    [InlineData(2)]
    public async Task The_overview_names_the_commands_and_the_exit_codes(int code, params string[] words)
    {
        var (ended, output, error) = await TypedCommand.RunAsync(words);
        Assert.Equal((code, ""), (ended, error));
        Assert.Contains("  enrol ", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done; 1 ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("convert-person-model", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_made_ready_alone_is_the_one_of_the_whole_tree() => Assert.All(
        CommandTree.Create(_ => Task.FromResult(0)).Subcommands.Where(one => !one.Hidden),
        one => Assert.Equal(Shape(one), Shape(Assert.Single(CommandTree.Create(_ => Task.FromResult(0), one.Name).Subcommands))));

    [Fact]
    public async Task The_version_is_bare() => Assert.Equal((0, ThisProgram.Version + "\n", ""), await TypedCommand.RunAsync("--version"));

    [Fact]
    [Trait("needs", "process")]
    public async Task Bash_offers_what_begins_as_the_word_at_the_cursor()
    {
        var line = "zhuhui-edge door ho";
        var script = $$"""
            PATH="{{AppContext.BaseDirectory}}:$PATH"; source "{{Repository.At("deploy", "completion", "zhuhui.bash")}}"
            COMP_LINE="{{line}}" COMP_POINT={{line.Length}} COMP_WORDS=({{line}}) COMP_CWORD=2
            _zhuhui zhuhui-edge ho door; printf '%s\n' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal("hold-open\n", await bash.StandardOutput.ReadToEndAsync().WaitAsync(RunningProgram.Patience));
    }

    [Theory]
    [InlineData("do", "door")]
    [InlineData("door ", "forgive", "hold-open", "lockdown", "normal", "unlock")]
    [InlineData("door unlock --d", "--door")]
    [InlineData("door unlock --door ")]
    [InlineData("watch arm --ring ", "commonArea", "entrance", "perimeter", "unitDoor")]
    public async Task A_shell_is_told_what_may_come_next(string line, params string[] expected)
    {
        var (code, output, _) = await TypedCommand.RunAsync($"[suggest:{line.Length}]", line);
        Assert.Equal(0, code);
        var offered = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(expected, word => Assert.Contains(word, offered));
        Assert.True(expected.Length > 0 || offered.Length == 0, $"a door's name was offered: {output}");
    }

    private static string[] Shape(Command command) => [.. TypedCommand.Under(command)
        .SelectMany(one => one.Command.Options.Select(option => $"{string.Join(' ', one.Words)} {option.Name} {option.Description}"))];
}
