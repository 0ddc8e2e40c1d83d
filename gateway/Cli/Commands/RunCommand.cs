using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Remote.Configuration;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Runs the gateway.</summary>
internal static class RunCommand
{
    public static Command Create(Func<BareSite, Task<int>> run)
    {
        var site = new SiteOption();
        var command = new Command("run", "run the gateway until it is told to stop") { site };
        command.SetAction(parsed => run(new BareSite(site.Read(parsed))));
        return command;
    }
}
