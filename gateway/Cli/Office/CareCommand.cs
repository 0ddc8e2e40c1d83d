using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Who agreed to be looked after, and how; and quiet notices.</summary>
internal static class CareCommand
{
    public static Command Create() => new("care", "who is looked after by consent, and quiet notices; works while the gateway runs")
    {
        List("list", "who is looked after, and the notices that nobody has seen to", isOne: false),
        List("show", "how one person is looked after", isOne: true),
        Agree(),
        Change(),
        Away(),
        Withdraw(),
        Acknowledge(),
    };

    private static Command List(string word, string description, bool isOne)
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Needed("--operator", "NAME", "who looks; it goes on record");
        var json = CliOptions.Switch("--json", "one line of JSON each");
        var person = CliOptions.Person("which person");
        var command = new Command(word, description) { site, by, json };
        if (isOne)
        {
            command.Add(person);
        }

        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var answer = await PeopleLists.AskAsync(where, new PeopleRequest.Care(parsed.GetRequiredValue(by),
                isOne ? parsed.GetRequiredValue(person) : null));
            if (answer.Refused is { } refused)
            {
                return parsed.Refuse(refused);
            }

            var (format, isJson) = (new PeopleFormatter(where), parsed.GetValue(json));
            foreach (var line in (answer.Notices ?? []).Select(one => isJson ? Json(one) : format.Line(one))
                .Concat((answer.Care ?? []).SelectMany(one => isJson ? [Json(one)] : PeopleFormatter.Lines(one))))
            {
                parsed.Answer(line);
            }

            return Exit.Done;
        });
        return command;
    }

    private static Command Agree()
    {
        var (site, settings) = (new SiteOption(isForRunning: true), new Settings());
        var person = CliOptions.Person("who is to be looked after");
        var witness = CliOptions.Needed("--witness", "WHO", "who witnessed that the notice on care was read and agreed to");
        var guardian = CliOptions.Text("--guardian", "WHO", "the guardian who agrees, for a child or for somebody who cannot");
        var command = new Command("agree", "the person agrees to be looked after, alone or as a child; notice --care prints what is agreed "
            + "to") { site, person, witness, guardian };
        settings.AddTo(command);
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CareAgreement(
            parsed.GetRequiredValue(person), parsed.GetRequiredValue(witness), parsed.GetValue(guardian), settings.Read(parsed))));
        return command;
    }

    private static Command Change()
    {
        var (site, settings) = (new SiteOption(isForRunning: true), new Settings());
        var person = CliOptions.Person("whose");
        var command = new Command("change", "other hours, or others to tell; what is not named stays") { site, person };
        settings.AddTo(command);
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CareChange(
            parsed.GetRequiredValue(person), settings.Read(parsed))));
        return command;
    }

    private static Command Away()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Text("--person", "WHO", "who is away: an id, a name that one person has, or a name and the home");
        var home = CliOptions.Text("--home", "HOME", "all of a household who are looked after");
        var from = CliOptions.Text("--from", "DATE", "the first day, as 2026-12-31");
        var to = CliOptions.Text("--to", "DATE", "the last day; without it one day");
        var none = CliOptions.Switch("--none", "they are back: strike all such days out");
        var command = new Command("away", "nothing is looked after on these days, and the counting begins anew after them")
        {
            site, person, home, from, to, none,
        };
        command.NeedsOneOf(person, home);
        command.NeedsOneOf(from, none);
        command.KeepsApart(to, none);
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CareAway(
            parsed.GetValue(person), parsed.GetValue(home), parsed.GetValue(from), parsed.GetValue(to))));
        return command;
    }

    private static Command Withdraw()
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose consent");
        var command = new Command("withdraw", "the consent is withdrawn: it ends at once, and what was set is erased") { site, person };
        command.SetAction(async parsed => await parsed.SubmitAsync(await site.FindAsync(parsed), new RightsRequest.CareWithdrawal(
            parsed.GetRequiredValue(person))));
        return command;
    }

    private static Command Acknowledge()
    {
        var (site, by) = (new SiteOption(isForRunning: true), CliOptions.Operator());
        var notice = CliOptions.Text("--notice", "ID", "which notice; care list shows them");
        var all = CliOptions.Switch("--all", "every notice that nobody has seen to");
        var command = new Command("acknowledge", "say that notices are seen to, at the running gateway") { site, notice, all, by };
        command.NeedsOneOf(notice, all);
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var answer = await NoticesEndpoint.TryAskAsync(where.DataFolder, new NoticeRequest(parsed.GetValue(notice),
                parsed.GetRequiredValue(by)), CancellationToken.None)
                ?? throw new GatewayAwayException(Answers.NotRunning(where, CareTexts.OnlyRunning));
            return answer.Notices.Count == 0 ? parsed.Refuse(CareTexts.NoNotice)
                : parsed.Answer(CareTexts.NoticesSeenTo(string.Join(", ", answer.Notices)));
        });
        return command;
    }

    private static string Json<T>(T line) => JsonSerializer.Serialize(line, EventJson.Options);

    /// <summary>The options of how somebody is looked after.</summary>
    private sealed class Settings
    {
        private readonly Option<int?> _hours = CliOptions.Number("--hours",
            $"after so many hours of the person's days without coming or going; {AloneHours.UsualHours} by default",
            most: AloneHours.MostHours);

        private readonly Option<int?> _inAll = CliOptions.Number("--hours-in-all",
            "or after so many of days and nights, at night too; 0 for none, which is usual", least: 0, most: AloneHours.MostHours);

        private readonly Option<string> _dayFrom = CliOptions.Text("--day-from", "TIME", "when the person's day begins; 06:00 by default");
        private readonly Option<string> _dayTo = CliOptions.Text("--day-to", "TIME", "when it ends; 22:00 by default");
        private readonly Option<string> _by = CliOptions.Text("--by", "TIME", "for a child: home by then, as 21:00");

        private readonly Option<string> _beforeDayOff = CliOptions.Text("--by-before-day-off", "TIME",
            "the same on an evening before a day that nobody works");

        private readonly Option<string[]> _carers = CliOptions.Texts("--carer", "WHO",
            "who is to be told: a person by id or name, or 'NAME TELEPHONE'; again for more, '' for nobody");

        public void AddTo(Command command) => new Option[] { _hours, _inAll, _dayFrom, _dayTo, _by, _beforeDayOff, _carers }.ToList()
            .ForEach(command.Add);

        public CareSettings Read(ParseResult parsed) => new(parsed.GetValue(_hours), parsed.GetValue(_inAll), parsed.GetValue(_dayFrom),
            parsed.GetValue(_dayTo), parsed.GetValue(_by), parsed.GetValue(_beforeDayOff),
            parsed.GetResult(_carers) is { Implicit: false } ? parsed.GetValue(_carers) : null);
    }
}
