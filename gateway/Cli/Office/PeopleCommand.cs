using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>The office's people: who they are, what they may, and that they are erased.</summary>
internal static class PeopleCommand
{
    public const string Word = "people";

    /// <summary>What the command was called before there were lists of people.</summary>
    public const string EarlierWord = "person";

    public static Command Create() => new Command(Word, "list, find, show and change people; works while the gateway runs")
    {
        PeopleLists.List(),
        PeopleLists.Find(),
        PeopleLists.Show(),
        PersonExport.Create(),
        PeopleFiles.Import(),
        PeopleFiles.Export(),
        PeopleData.Add(),
        PeopleData.Edit(),
        PeopleData.Move(),
        Rights(),
        End(),
        Change("block", "nothing of the person's opens a door, until unblocked", id => new RightsRequest.PersonBlocking(id, true)),
        Change("unblock", "take the person off the block list", id => new RightsRequest.PersonBlocking(id, false)),
        Change("remove", "the person moves out: cards, PINs and faces are erased, out of the backups too",
            id => new RightsRequest.PersonRemoval(id)).OrCalled("erase"),
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
    }.OrCalled(EarlierWord);

    private static Command OrCalled(this Command command, string word)
    {
        command.Aliases.Add(word);
        return command;
    }

    private static Command End()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose right");
        var at = CliOptions.Needed("--at", "DATE", "to the end of that day, or to that time");
        var command = new Command("end", "the person's right ends then; cards and faces stay until the person is erased")
        {
            site, person, at,
        };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            return await parsed.SubmitAsync(where, new RightsRequest.RightsChange(parsed.GetRequiredValue(person), null, null, null, null,
                Moments.Parse(parsed, at, where, atItsEnd: true), null));
        });
        return command;
    }

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
        var more = CliOptions.Text("--more-doors", "A,B", "these beside those of the home; '' for none");
        var not = CliOptions.Text("--not-doors", "A,B", "not these, whatever the home says; '' for none");
        var longer = CliOptions.Switch("--longer", "doors stay released longer for the person");
        var notLonger = CliOptions.Switch("--not-longer", "doors stay released as long as for others");
        var from = CliOptions.Text("--from", "DATE", "not before: a day, or a day and a time such as 2026-12-31T18:00");
        var to = CliOptions.Text("--to", "DATE", "to the end of that day, or to that time");
        var uses = CliOptions.Number("--uses", "how often in all, counted from the enrolment");
        var (noFrom, noTo) = (CliOptions.Switch("--no-from", "from ever"), CliOptions.Switch("--no-to", "without an end"));
        var noUses = CliOptions.Switch("--no-uses", "as often as they like");
        var command = new Command("rights", "change when, where and how often the person may pass; what is not named stays")
        {
            site, person, schedule, always, doors, allDoors, more, not, longer, notLonger, from, noFrom, to, noTo, uses, noUses,
        };
        command.KeepsApart(schedule, always);
        command.KeepsApart(doors, allDoors);
        command.KeepsApart(longer, notLonger);
        command.KeepsApart(from, noFrom);
        command.KeepsApart(to, noTo);
        command.KeepsApart(uses, noUses);
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
                parsed.GetValue(uses),
                parsed.GetValue(more) is { } further ? DoorList.Read(further) : null,
                parsed.GetValue(not) is { } none ? DoorList.Read(none) : null,
                [.. new[] { (noFrom, RightsPart.From), (noTo, RightsPart.To), (noUses, RightsPart.Uses) }
                    .Where(one => parsed.GetValue(one.Item1)).Select(one => one.Item2)]));
        });
        return command;
    }
}
