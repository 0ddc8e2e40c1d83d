using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Blocks and removes people, changes their rights, erases their faces and photos.</summary>
internal static class PersonCommand
{
    public static Command Create() => new("person", "block, remove or change a person; works while the gateway runs")
    {
        Change("block", "nothing of the person's opens a door, until unblocked", id => new RightsRequest.PersonBlocking(id, true)),
        Change("unblock", "take the person off the block list", id => new RightsRequest.PersonBlocking(id, false)),
        Change("remove", "the person moves out: cards, PINs and faces are erased", id => new RightsRequest.PersonRemoval(id)),
        new Command("faces", "the person's face templates")
        {
            Change("clear", "the person withdraws the consent to face recognition: all templates and kept photos are erased, cards stay",
                id => new RightsRequest.FacesClearing(id)),
        },
        new Command("photos", "the person's kept photos")
        {
            Change("clear", "the person withdraws the agreement to keep the photos: they are erased, the face stays enrolled",
                id => new RightsRequest.PhotosClearing(id)),
        },
        Rights(),
    };

    private static Command Change(string word, string description, Func<string, RightsRequest> request)
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("which person");
        var command = new Command(word, description) { site, person };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), request(parsed.GetRequiredValue(person))));
        return command;
    }

    private static Command Rights()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose rights");
        var schedule = CliOptions.Text("--schedule", "S", "a schedule of the site file");
        var always = CliOptions.Switch("--always", "at any time");
        var doors = CliOptions.Text("--doors", "A,B", "these doors alone");
        var allDoors = CliOptions.Switch("--all-doors", "every door");
        var longer = CliOptions.Switch("--longer", "doors stay released longer for the person");
        var notLonger = CliOptions.Switch("--not-longer", "doors stay released as long as for others");
        var from = CliOptions.Text("--from", "DATE", "not before: a day, or a day and a time such as 2026-12-31T18:00");
        var to = CliOptions.Text("--to", "DATE", "to the end of that day, or to that time");
        var uses = CliOptions.Number("--uses", "how often in all, counted from the enrolment");
        var command = new Command("rights", "change when, where and how often the person may pass; what is not named stays")
        {
            site, person, schedule, always, doors, allDoors, longer, notLonger, from, to, uses,
        };
        command.KeepsApart(schedule, always);
        command.KeepsApart(doors, allDoors);
        command.KeepsApart(longer, notLonger);
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            return await parsed.SubmitAsync(where, new RightsRequest.RightsChange(
                parsed.GetRequiredValue(person),
                parsed.GetValue(always) ? "" : parsed.GetValue(schedule),
                parsed.GetValue(allDoors) ? [] : parsed.GetValue(doors) is { } named ? DoorList.Read(named) : null,
                parsed.GetValue(longer) ? true : parsed.GetValue(notLonger) ? false : null,
                Moments.Parse(parsed, from, where, atItsEnd: false),
                Moments.Parse(parsed, to, where, atItsEnd: true),
                parsed.GetValue(uses)));
        });
        return command;
    }
}
