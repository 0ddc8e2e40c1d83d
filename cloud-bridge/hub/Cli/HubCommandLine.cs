using System.CommandLine;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary>Does what a command line asks for. What is wrong with it is one line on standard error; a bug flies.</summary>
internal static class HubCommandLine
{
    public const int Done = 0;

    /// <summary>No database, no broker, no answer.</summary>
    public const int Failed = 1;

    public const int BadInput = 2;

    /// <param name="words">The command line.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    /// <param name="output">For what was asked for.</param>
    /// <param name="errors">For what is in the way.</param>
    /// <param name="receive">Receives until it is told to stop.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words,
        Func<string, string?> environment, TextWriter output, TextWriter errors, Func<HubOptions, Task<int>> receive)
    {
        // No handler of the parser's: it would end a bug with code 1, and the receiver 2 s after SIGTERM, which its own host stops in
        // order.
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            if (words.FirstOrDefault(word => word.Contains('\uFFFD', StringComparison.Ordinal)) is { } garbled)
            {
                throw new UsageException($"'{garbled}' is not UTF-8; set the terminal to UTF-8 and say it again");
            }

            var parsed = HubCommandTree.Parse(words, environment, receive);
            return ParseProblem.Find(parsed) is { } problem ? throw new UsageException(problem) : await parsed.InvokeAsync(invocation);
        }
        catch (UsageException wrong)
        {
            await errors.WriteLineAsync($"zhuhui-hub: {wrong.Message}");
            return BadInput;
        }
    }
}
