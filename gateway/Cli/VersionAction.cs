using System.CommandLine;
using System.CommandLine.Invocation;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Prints the bare version; the parser's own prints what a build adds behind a plus sign too.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine(ThisProgram.Version);
        return 0;
    }
}
