using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Does what a command line asks for. Errors are one line each on standard error; a bug flies.</summary>
internal static class CommandLine
{
    /// <param name="run">Runs the gateway.</param>
    /// <param name="variable">An environment variable's value; null where it is not set.</param>
    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors, Func<BareSite, Task<int>> run,
        Func<string, string?> variable)
    {
        // No handler of the parser's: it would end a bug with code 1, and the gateway 2 s after SIGTERM, which its own host stops in order.
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        AnswerLanguage.Choose(words, variable);
        try
        {
            if (words is ["--version"])
            {
                // Known without the parser, which takes as long as the rest of the answer.
                output.WriteLine(ThisProgram.Version);
                return Exit.Done;
            }

            if (words.FirstOrDefault(word => word.Contains('\uFFFD', StringComparison.Ordinal)) is { } garbled)
            {
                // The runtime puts this sign where bytes are no UTF-8: what it stands for is lost, and two names become one.
                throw new UsageException(CommandTexts.NotUtf8(garbled));
            }

            var parsed = CommandTree.Parse(words.Length == 0 ? ["--help"] : words, run);
            if (ParseProblem.Find(parsed) is { } problem)
            {
                throw new UsageException(problem);
            }

            var code = await parsed.InvokeAsync(invocation);
            return words.Length == 0 ? Exit.BadInput : code;
        }
        catch (Exception inTheWay) when (CommandProblem.Of(inTheWay) is { } problem)
        {
            foreach (var line in problem.Lines)
            {
                errors.WriteLine(inTheWay is SiteException ? line.Say() : $"zhuhui-edge: {line.Say()}");
            }

            return problem.Code;
        }
    }
}
