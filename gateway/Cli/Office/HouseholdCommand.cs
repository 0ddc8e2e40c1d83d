using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Households: who lives where, who moves together, who moves out.</summary>
internal static class HouseholdCommand
{
    public static Command Create() => new("household", "list, show, move and end households; works while the gateway runs")
    {
        PeopleLists.Households("list", "all households, by their homes", isOne: false),
        PeopleLists.Households("show", "one household", isOne: true),
        Edit(),
        Move(),
        End(),
    };

    public static Option<string> Home(string description) => CliOptions.Needed("--home", "HOME",
        $"{description}: building, unit and room, as 3-2-501");

    private static Command Edit()
    {
        var site = new SiteOption(isForRunning: true);
        var home = Home("where it lives");
        var notes = CliOptions.Text("--notes", "TEXT", "a note for the office; '' takes it away");
        var plates = CliOptions.Text("--plates", "A,B", "the number plates of its vehicles; '' takes them away");
        var command = new Command("edit", "change what the office knows of a household; what is not named stays")
        {
            site, home, notes, plates,
        };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.HouseholdEdit(
            parsed.GetRequiredValue(home), parsed.GetValue(notes), parsed.GetValue(plates) is { } named ? DoorList.Read(named) : null)));
        return command;
    }

    private static Command Move()
    {
        var site = new SiteOption(isForRunning: true);
        var home = Home("where it lives now");
        var to = CliOptions.Needed("--to", "HOME", "where it lives from now on");
        var command = new Command("move", "all who live there move to another home, and are admitted at its doors") { site, home, to };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.HouseholdMove(
            parsed.GetRequiredValue(home), parsed.GetRequiredValue(to))));
        return command;
    }

    private static Command End()
    {
        var site = new SiteOption(isForRunning: true);
        var home = Home("where it lives");
        var at = CliOptions.Text("--at", "DATE", "to the end of that day, or to that time; without it at once");
        const string description = "all who live there move out: they pass until then, and are erased after it, out of the backups too";
        var command = new Command("end", description) { site, home, at };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            return await parsed.SubmitAsync(where, new RightsRequest.HouseholdEnd(parsed.GetRequiredValue(home), Moments.Parse(parsed, at,
                where, atItsEnd: true)));
        });
        return command;
    }
}
