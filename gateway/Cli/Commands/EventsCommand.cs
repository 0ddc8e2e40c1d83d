using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Shows what happened, newest first: through the running gateway where there is one, else out of its files.</summary>
internal static class EventsCommand
{
    private const int UsualLimit = 50;

    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        var by = CliOptions.Text("--operator", "NAME", "who looks; whoever looks at names is on record");
        var noNames = CliOptions.Switch("--no-names", "ids alone, and nobody is put on record");
        var day = CliOptions.Text("--day", "today|yesterday|DATE", "a whole day");
        var from = CliOptions.Text("--from", "TIME", "from a day, or a day and a time such as 2026-12-31T18:00");
        var to = CliOptions.Text("--to", "TIME", "to the end of that day, or to that time");
        var door = CliOptions.Text("--door", "ID", "of one door");
        var person = CliOptions.Text("--person", "ID|NAME", "of one person");
        var kind = CliOptions.Text("--kind", "K", "an event's type or its first part, for example passage");
        var stream = CliOptions.Text("--stream", "S", $"a journal: {string.Join(", ", EventLedger.Names)}");
        var limit = CliOptions.Number(
            "--limit", $"how many, {EventLookup.MostEvents} at most; {UsualLimit} by default", most: EventLookup.MostEvents);
        var before = CliOptions.Text("--before", "PLACE", "go on from there: the last line of the page before says where");
        var json = CliOptions.Switch("--json", "one line of JSON an event");
        stream.CompletionSources.Add([.. EventLedger.Names]);
        day.CompletionSources.Add("today", "yesterday");
        const string description = "what happened, newest first, for example: --operator 'Zhang Min' --kind passage --door "
            + "east-gate --day yesterday";
        var command = new Command("events", description)
        {
            site, by, noNames, day, from, to, door, person, kind, stream, limit, before, json,
        };
        command.Validators.Add(result =>
        {
            if (result.IsGiven(by) == result.IsGiven(noNames))
            {
                result.AddError(CommandTexts.WhoLooks.Say());
            }

            if (result.IsGiven(day) && (result.IsGiven(from) || result.IsGiven(to)))
            {
                result.AddError(CommandTexts.DayOrSpan.Say());
            }
        });
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var (since, until) = parsed.GetValue(day) is { } whole ? Moments.Day(whole, where, TimeProvider.System.GetUtcNow())
                : ((DateTimeOffset?, DateTimeOffset?))
                    (Moments.Parse(parsed, from, where, atItsEnd: false), Moments.Parse(parsed, to, where, atItsEnd: true));
            var request = new EventsRequest(parsed.GetValue(by), since, until, parsed.GetValue(door), parsed.GetValue(person),
                parsed.GetValue(kind), parsed.GetValue(stream), parsed.GetValue(before), parsed.GetValue(limit) ?? UsualLimit);
            return EventLookup.Misnamed(request) is { } misnamed ? throw new UsageException(misnamed.Why)
                : await RunAsync(parsed, where, parsed.GetValue(json), request);
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, SiteFile site, bool isJson, EventsRequest request)
    {
        var answer = await AskAsync(site, request);
        if (answer.Refused is { } refused)
        {
            // A door that there is not, and never was, is a word that was mistyped.
            return request.Door is { } door && site.Doors.All(known => known.Id != door) ? throw new UsageException(Wording.Same(refused))
                : parsed.Refuse(refused);
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        foreach (var one in answer.Events)
        {
            parsed.Answer(isJson ? JsonSerializer.Serialize(one, EventJson.Options)
                : string.Create(CultureInfo.InvariantCulture,
                    $"{TimeZoneInfo.ConvertTime(one.At, zone):yyyy-MM-dd HH:mm:ss}  ")
                    + (one.Text ?? $"{one.Type} {one.Door} {one.Person}".TrimEnd()));
        }

        if (answer.Next is { } next)
        {
            parsed.InvocationConfiguration.Error.WriteLine(CommandTexts.More(next).Say());
        }

        return Exit.Done;
    }

    public static async Task<EventsAnswer> AskAsync(SiteFile site, EventsRequest request) =>
        await EventsEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? FindHere(site, request);

    private static EventsAnswer FindHere(SiteFile site, EventsRequest request)
    {
        using var gateway = OfflineGateway.Open(site);
        return gateway.Find(request, TimeProvider.System);
    }
}
