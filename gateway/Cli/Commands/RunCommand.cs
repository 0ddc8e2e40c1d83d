using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Runs the gateway.</summary>
internal static class RunCommand
{
    public static Command Create(Func<BareSite, Task<int>> run)
    {
        var site = new SiteOption();
        var command = new Command("run", "run the gateway until it is told to stop") { site };
        command.SetAction(parsed => run(Read(parsed, site)));
        return command;
    }

    /// <summary>The same bytes are checked, run with, and compared with the file later on.</summary>
    private static BareSite Read(ParseResult parsed, SiteOption option)
    {
        var source = SiteSource.Read(parsed.GetRequiredValue(option));
        return source is not null && SiteFiles.Read(source).Site is { } site ? new BareSite(site, source)
            : new BareSite(option.Read(parsed), source);
    }
}
