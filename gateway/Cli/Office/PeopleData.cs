using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Changes what the office knows of a person, and where the person lives.</summary>
internal static class PeopleData
{
    public static Command Add()
    {
        var site = new SiteOption(isForRunning: true);
        var name = CliOptions.Needed("--name", "NAME", "the person's name");
        var isNew = CliOptions.Switch("--new", "another person of the same name");
        var home = CliOptions.Text("--home", "HOME", "the home: building, unit and room, as 3-2-501; only staff may be without one");
        var cards = CliOptions.Texts("--card", "CARD", "a card, as printed");
        var (kind, sex, born, phone, notes, plates) = Known();
        var command = new Command("add", "somebody new, admitted at the doors of the home from the first moment")
        {
            site, name, isNew, home, cards, kind, sex, born, phone, notes, plates,
        };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.PersonAddition(
            parsed.GetRequiredValue(name), parsed.GetValue(isNew), parsed.GetValue(home), new RightsRequest.DetailsChange("", null,
            parsed.GetValue(kind), parsed.GetValue(sex), parsed.GetValue(born), parsed.GetValue(phone), parsed.GetValue(notes), null,
            parsed.GetValue(plates) is { } named ? DoorList.Read(named) : null), null,
            [.. (parsed.GetValue(cards) ?? []).Select(text => CardText.Read(text).Card)])));
        return command;
    }

    public static Command Edit()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose data");
        var name = CliOptions.Text("--name", "NAME", "another name");
        var (kind, sex, born, phone, notes, plates) = Known();
        var noSex = CliOptions.Switch("--no-sex", "the person's sex is not kept");
        var alone = CliOptions.Switch("--lives-alone", "the person lives alone, and care is wanted");
        var notAlone = CliOptions.Switch("--not-alone", "the person does not live alone, or wants no care");
        var command = new Command("edit", "change what the office knows of a person; what is not named stays")
        {
            site, person, name, kind, sex, noSex, born, phone, notes, plates, alone, notAlone,
        };
        command.KeepsApart(alone, notAlone);
        command.KeepsApart(sex, noSex);
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.DetailsChange(
            parsed.GetRequiredValue(person),
            parsed.GetValue(name),
            parsed.GetValue(kind),
            parsed.GetValue(sex),
            parsed.GetValue(born),
            parsed.GetValue(phone),
            parsed.GetValue(notes),
            parsed.GetValue(alone) ? true : parsed.GetValue(notAlone) ? false : null,
            parsed.GetValue(plates) is { } named ? DoorList.Read(named) : null,
            parsed.GetValue(noSex))));
        return command;
    }

    public static Command Move()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("who moves");
        var to = CliOptions.Needed("--to", "HOME", "the home: building, unit and room, as 3-2-501");
        var kind = CliOptions.Word<PersonKind>("--kind", "what the person is there");
        var command = new Command("move", "the person lives in another home from now on, and is admitted at its doors")
        {
            site, person, to, kind,
        };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.PersonMove(
            parsed.GetRequiredValue(person), parsed.GetRequiredValue(to), parsed.GetValue(kind))));
        return command;
    }

    /// <summary>What there is to know of a person.</summary>
    private static (Option<PersonKind?> Kind, Option<Sex?> Sex, Option<string> Born, Option<string> Phone, Option<string> Notes,
        Option<string> Plates) Known() => (CliOptions.Word<PersonKind>("--kind", "what the person is here"),
        CliOptions.Word<Sex>("--sex", "the person's sex"),
        CliOptions.Text("--born", "DATE", "the birth date, as 1950-01-31; '' takes it away"),
        CliOptions.Text("--phone", "N", "the telephone number; '' takes it away"),
        CliOptions.Text("--notes", "TEXT", "a note for the office; '' takes it away"),
        CliOptions.Text("--plates", "A,B", "the number plates of the person's vehicles; '' takes them away"));
}
