using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>Shows what happened, newest first: through the running gateway where there is one, else out of its files.</summary>
internal static class EventsCommand
{
    private const int UsualLimit = 50;

    public static async Task<int> RunAsync(IReadOnlyList<string> words, TextWriter output, TextWriter errors, TimeProvider time)
    {
        var arguments = new Arguments(words, ["--site", "--operator", "--day", "--from", "--to", "--door", "--person", "--kind", "--stream", "--before", "--limit"], ["--no-names", "--json"]);
        if (arguments.Has("--operator") == arguments.Has("--no-names"))
        {
            throw new UsageException("--operator NAME is needed, for who looks at whose passages is on record; or --no-names shows ids alone");
        }

        var site = CommandLine.Site(arguments);
        var request = Request(arguments, site, time);
        var answer = await EventsEndpoint.TryAskAsync(site.DataFolder, request, CancellationToken.None) ?? LookHere(site, request, time);
        if (answer.Refused is { } refused)
        {
            errors.WriteLine($"zhuhui-edge: {refused}");
            return Exit.Refused;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone);
        foreach (var one in answer.Events)
        {
            output.WriteLine(arguments.Has("--json") ? JsonSerializer.Serialize(one, EventJson.Options)
                : string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(one.At, zone):yyyy-MM-dd HH:mm:ss}  {one.Text ?? $"{one.Type} {one.Door} {one.Person}".TrimEnd()}"));
        }

        if (answer.Next is { } next)
        {
            errors.WriteLine($"more: --before {next}");
        }

        return Exit.Done;
    }

    private static EventsRequest Request(Arguments arguments, SiteFile site, TimeProvider time)
    {
        if (arguments.Has("--day") && (arguments.Has("--from") || arguments.Has("--to")))
        {
            throw new UsageException("--day and --from or --to contradict each other");
        }

        var (from, to) = arguments.One("--day") is { } day ? Moments.Day(day, site, time.GetUtcNow())
            : ((DateTimeOffset?, DateTimeOffset?))(Moments.Parse(arguments, "--from", site, atItsEnd: false), Moments.Parse(arguments, "--to", site, atItsEnd: true));
        var limit = arguments.One("--limit") is not { } text ? UsualLimit
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= EventLookup.MostEvents ? number
            : throw new UsageException($"--limit {text}: a whole number from 1 to {EventLookup.MostEvents} is needed");
        var door = arguments.One("--door");
        if (door is not null && site.Doors.All(known => known.Id != door))
        {
            throw new UsageException($"--door {door}: there is no such door; the doors are {string.Join(", ", site.Doors.Select(known => known.Id))}");
        }

        return new EventsRequest(arguments.One("--operator"), from, to, door, arguments.One("--person"), arguments.One("--kind"), arguments.One("--stream"), arguments.One("--before"), limit);
    }

    private static EventsAnswer LookHere(SiteFile site, EventsRequest request, TimeProvider time)
    {
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        ResidentDirectory residents;
        using (var people = OfflinePeople.Open(site, ledger))
        {
            residents = people.Residents;
        }

        using var buffer = new EventBuffer(site.DataFolder, ledger.Journals, time, NullLogger.Instance, site.Buffer);
        buffer.CatchUp();
        return new EventLookup(buffer, new EventFormatter(site, residents), residents, ledger).Find(request);
    }
}
