using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli;

namespace Zhuhui.Edge.Gateway.Tests.Cli;

/// <summary>A command line without a process.</summary>
internal static class TypedCommand
{
    public static ParseResult Parse(params string[] words) => CommandTree.Parse(words, _ => Task.FromResult(0));

    public static Task<(int Code, string Output, string Error)> RunAsync(params string[] words) => RunOnTerminalAsync(_ => null, words);

    public static async Task<(int Code, string Output, string Error)> RunOnTerminalAsync(Func<string, string?> variable,
        params string[] words)
    {
        await using StringWriter output = new() { NewLine = "\n" }, errors = new() { NewLine = "\n" };
        var code = await CommandLine.RunAsync(words, output, errors, _ => Task.FromResult(0), variable);
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Every command with its words, the hidden ones too.</summary>
    public static IEnumerable<(string[] Words, Command Command)> Under(Command command, params string[] words) =>
        command.Subcommands.SelectMany(one => Under(one, [.. words, one.Name])).Prepend((words, command));
}
