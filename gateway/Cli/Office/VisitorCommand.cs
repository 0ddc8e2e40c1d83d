using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Issues visitors' passes, lists and cancels them.</summary>
internal static class VisitorCommand
{
    public static Command Create() => new("visitor", "issue, list and cancel passes for visitors; works while the gateway runs")
    {
        Issue(),
        List(),
        PeopleLists.Visit(),
        Cancel(),
    };

    private static Command Issue()
    {
        var site = new SiteOption(isForRunning: true);
        var host = CliOptions.Needed("--host", "WHO", "the resident who is visited: an id, a name that one person has, or name and home");
        var doors = CliOptions.Needed("--doors", "A,B", "the doors that the pass opens");
        var hours = CliOptions.NeededNumber("--hours", "for how long");
        var uses = CliOptions.NeededNumber("--uses", "how often");
        var name = CliOptions.Text("--name", "NAME", "the visitor's name");
        var phone = CliOptions.Text("--phone", "N", "the visitor's telephone number");
        var plate = CliOptions.Text("--plate", "PLATE", "the number plate of the visitor's vehicle");
        var picture = CliOptions.Text("--picture", "FILE.png", "write the pass as the picture of a QR code, to be forwarded");
        var page = CliOptions.Text("--page", "FILE.html", "write the pass as a page to print");
        const string description = "issue a visitor pass and print its text, to be shown as a QR code; --picture "
            + "and --page write that code";
        var command = new Command("issue", description) { site, host, doors, hours, uses, name, phone, plate, picture, page };
        command.SetAction(async parsed =>
        {
            OutputFile.Check(picture, parsed.GetValue(picture));
            OutputFile.Check(page, parsed.GetValue(page));
            var where = await site.FindAsync(parsed);
            var request = new RightsRequest.PassRequest(parsed.GetRequiredValue(host), DoorList.Read(parsed.GetRequiredValue(doors)),
                parsed.GetRequiredValue(hours) ?? 0, parsed.GetRequiredValue(uses) ?? 0, parsed.GetValue(name), parsed.GetValue(phone),
                parsed.GetValue(plate));
            return await parsed.SubmitAsync(where, request, pass => Write(parsed.GetValue(picture), parsed.GetValue(page), where,
                request, pass));
        });
        return command;
    }

    private static void Write(string? picture, string? page, SiteFile site, RightsRequest.PassRequest request, string pass)
    {
        if (picture is not null)
        {
            OutputFile.Write(picture, VisitorPage.Picture(pass));
        }

        if (page is not null)
        {
            OutputFile.Write(page, VisitorPage.Page(site, request, pass));
        }
    }

    private static Command List()
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Needed("--operator", "NAME", "who looks; it goes on record");
        var ended = CliOptions.Switch("--ended", "those that are over or cancelled too");
        var command = new Command("list", "the visitors' passes and how often each was used") { site, by, ended };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var answer = await PeopleLists.AskAsync(where, new PeopleRequest.Visits(parsed.GetRequiredValue(by), parsed.GetValue(ended)));
            foreach (var visit in answer.Visits ?? [])
            {
                parsed.Answer(new PeopleFormatter(where).Line(visit));
            }

            return answer.Refused is { } refused ? parsed.Refuse(refused) : Exit.Done;
        });
        return command;
    }

    private static Command Cancel()
    {
        var site = new SiteOption(isForRunning: true);
        var pass = CliOptions.Needed("--pass", "ID", "the pass's id, as the list has it");
        var command = new Command("cancel", "the pass opens nothing from now on") { site, pass };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.PassCancellation(
            parsed.GetRequiredValue(pass))));
        return command;
    }
}
