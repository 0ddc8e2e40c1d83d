using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Notices;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Shows the notice that people read before they agree to face recognition.</summary>
internal static class NoticeCommand
{
    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        const string description = "print the notice on face recognition, to be read or handed out before consent is given";
        var care = CliOptions.Switch("--care", "the notice on care instead");
        var command = new Command("notice", description) { site, care };
        command.SetAction(async parsed => parsed.Answer(Notice.InForce(await site.FindAsync(parsed),
            parsed.GetValue(care) ? NoticeOn.Care : NoticeOn.Face).Text.TrimEnd()));
        return command;
    }
}
