using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Issues visitor passes.</summary>
internal static class VisitorCommand
{
    public static Command Create() => new("visitor", "passes for visitors") { Issue() };

    private static Command Issue()
    {
        var site = new SiteOption(isForRunning: true);
        var host = CliOptions.Needed("--host", "ID", "the resident who is visited");
        var doors = CliOptions.Needed("--doors", "A,B", "the doors that the pass opens");
        var hours = CliOptions.NeededNumber("--hours", "for how long");
        var uses = CliOptions.NeededNumber("--uses", "how often");
        const string description = "print a visitor pass's text, to be shown as a QR code; works while the gateway runs";
        var command = new Command("issue", description) { site, host, doors, hours, uses };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.PassRequest(
            parsed.GetRequiredValue(host),
            DoorList.Read(parsed.GetRequiredValue(doors)),
            parsed.GetRequiredValue(hours) ?? 0,
            parsed.GetRequiredValue(uses) ?? 0)));
        return command;
    }
}
