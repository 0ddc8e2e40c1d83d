using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

internal sealed record GrantedCounts(SortedDictionary<string, long> ByMethod, SortedDictionary<string, long> ByPerson);

internal sealed record DeniedCounts(SortedDictionary<string, long> ByReason);

internal sealed record AlarmCounts(SortedDictionary<string, long> ByKind);

internal sealed record FrameCounts(long Decoded, long Dropped);

/// <param name="FromKeptPhotos">How many people's templates the next start makes anew from the photos they agreed to have kept.</param>
/// <param name="MustEnrolAgain">Whose photos have to be taken again, by name.</param>
internal sealed record PackChange(string Pack, int FromKeptPhotos, IReadOnlyList<string> MustEnrolAgain);

/// <summary>Counts over the data folder. Passages, denials, alarms and events come from the journal and its bookmarks, for their whole
/// life; frames and waits from the last status, for the last run alone, and nothing of them is said where that run was cut off.</summary>
/// <param name="Faces">Who is without a face template of the model pack in use; null where there is no pack.</param>
internal sealed record Report(GrantedCounts PassagesGranted, DeniedCounts PassagesDenied, AlarmCounts Alarms, long EventsJournaled,
    long EventsPublished, long EventsAcknowledged,
    FrameCounts? Frames, Percentiles? FaceUsableToRelayMs, Percentiles? CardToRelayMs, PackChange? Faces = null);

/// <summary>Prints the report as one line of JSON. The gateway must not be running.</summary>
internal static class ReportCommand
{
    private const int Page = 1000;

    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("report", "counts of what the journal holds, as one line of JSON; stop the gateway first") { site };
        command.SetAction(parsed => Run(site.Read(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(SiteFile site, TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(Collect(site), EventJson.Options));
        return Exit.Done;
    }

    private static Report Collect(SiteFile site)
    {
        using var gateway = OfflineGateway.Open(site);
        var tally = new EventCounters();
        var (journaled, published, acknowledged) = (0L, 0L, 0L);
        foreach (var journal in gateway.Ledger.Journals)
        {
            journaled += journal.LastSeq;
            var progress = LinkProgress.Read(DataFolder.Bookmarks(site), journal.Stream, journal.Ledger);
            published += progress.Published;
            acknowledged += progress.Acknowledged;
            for (long after = 0; journal.ReadAfter(after, Page) is { Count: > 0 } records; after = records[^1].Seq)
            {
                foreach (var record in records)
                {
                    if (record.ToEvent() is { } happened)
                    {
                        tally.Count(happened);
                    }
                }
            }
        }

        var residents = gateway.People.Residents;
        var faces = VisionModels.Open(site).Pack is { } pack ? Due(gateway.People.Registry, pack.Id) : null;
        var last = LastStatus(site.DataFolder);
        var byPerson = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (person, count) in tally.GrantedByPerson)
        {
            var name = residents.NameOf(person);
            byPerson[name] = byPerson.GetValueOrDefault(name) + count;
        }

        return new Report(new GrantedCounts(tally.GrantedByMethod, byPerson), new DeniedCounts(tally.DeniedByReason),
            new AlarmCounts(tally.AlarmsByKind), journaled,
            published, acknowledged,
            last is null ? null : new FrameCounts(last.Cameras.Sum(c => c.Decoded), last.Cameras.Sum(c => c.Dropped)), last?.Waits.Face,
            last?.Waits.Card, faces);
    }

    internal static PackChange Due(RegistryStore registry, string pack)
    {
        var due = registry.AllWithTemplates().Where(one => FaceRenewal.IsDue(one.Resident, one.Templates, pack)).Select(one => one.Resident)
            .ToLookup(r => registry.Photos.Holds(r.Id));
        return new PackChange(pack, due[true].Count(), [.. due[false].Select(r => $"{r.Name} ({r.Id})").Order(StringComparer.Ordinal)]);
    }

    private static Status? LastStatus(string dataFolder)
    {
        var file = Path.Combine(dataFolder, Status.FileName);
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<Status>(File.ReadAllBytes(file), EventJson.Options) : null;
        }
        catch (JsonException)
        {
            // Torn by a full disk or a cut: the same as none.
            return null;
        }
    }
}
