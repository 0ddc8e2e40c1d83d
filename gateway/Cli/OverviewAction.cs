using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>A command's help; for the program's own, what its exit codes mean as well.</summary>
internal sealed class OverviewAction : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes: 0 done; 1 something on this machine is in the way; 2 the site file or the command line is wrong; 3 refused; 70 a bug.
        Each command has its own help, for example: zhuhui-edge door unlock --help
        """;

    private readonly HelpAction _help = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ExitCodes);
        }

        return code;
    }
}
