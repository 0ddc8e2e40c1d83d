using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Zhuhui.Edge.Hub.Operator;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary>All commands of the program: what is parsed, what help prints and what a shell completes.</summary>
internal static class HubCommandTree
{
    /// <summary>Names may begin with @, which no file is read for; and a dash begins no bundle of letters.</summary>
    private static readonly ParserConfiguration _plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <param name="words">The command line.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    /// <param name="receive">Receives until it is told to stop.</param>
    public static ParseResult Parse(IReadOnlyList<string> words, Func<string, string?> environment, Func<HubOptions, Task<int>> receive) =>
        Create(environment, receive).Parse(words, _plain);

    private static RootCommand Create(Func<string, string?> environment, Func<HubOptions, Task<int>> receive)
    {
        const string what = "The district's hub: receives what gateways send into PostgreSQL, lists the gateways, and orders something of "
            + "one or of many.";
        var root = new RootCommand(what)
        {
            RunCommand.Create(environment, receive),
            MigrateCommand.Create(),
            ReportCommand.Create(),
            CountCommand.Create(),
            FleetCommand.Create(),
            GroupCommand.Create(),
            OrdersCommand.Create(),
            RolloutCommand.Create(environment, TimeProvider.System),
            Keygen.Create(environment),
            SendCommand.Create(environment, TimeProvider.System),
            SendRoster.Create(environment, TimeProvider.System),
            SendTwin.Create(environment, TimeProvider.System),
        };
        root.HelpName = "zhuhui-hub";
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Add(new HelpOption("--help", "-h") { Description = "what the command does and takes", Action = new OverviewAction() });
        var version = root.Options.OfType<VersionOption>().Single();
        (version.Description, version.Action) = ("the program's version", new VersionAction());
        return root;
    }

    /// <summary>A command's help; for the program's own, what its exit codes mean as well.</summary>
    private sealed class OverviewAction : SynchronousCommandLineAction
    {
        private const string ExitCodes = """
            Exit codes: 0 done; 1 no broker, no database or no answer; 2 the command line is not right; 3 the gateway refused.
            Each command has its own help, for example: zhuhui-hub command unlock --help
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

    /// <summary>Prints the bare version; the parser's own prints what a build adds behind a plus sign too.</summary>
    private sealed class VersionAction : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var version = typeof(HubCommandTree).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine(version?.Split('+')[0] ?? "0");
            return 0;
        }
    }
}
