using System.CommandLine;
using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

internal sealed record GrantedCounts(SortedDictionary<string, long> ByMethod, SortedDictionary<string, long> ByPerson);

internal sealed record DeniedCounts(SortedDictionary<string, long> ByReason);

internal sealed record AlarmCounts(SortedDictionary<string, long> ByKind);

internal sealed record FrameCounts(long Decoded, long Dropped);

/// <summary>Counts over the data folder. Passages, denials, alarms and events come from the journal and its bookmarks, for their whole
/// life; frames and waits from the last status, for the last run alone, and nothing of them is said where that run was cut off.</summary>
/// <param name="Faces">Who is without a face template of the model pack in use; null where there is no pack.</param>
internal sealed record Report(GrantedCounts PassagesGranted, DeniedCounts PassagesDenied, AlarmCounts Alarms, long EventsJournaled,
    long EventsPublished, long EventsAcknowledged,
    FrameCounts? Frames, Percentiles? FaceUsableToRelayMs, Percentiles? CardToRelayMs, PackChange? Faces = null);

/// <summary>Prints the report as one line of JSON: of what was written as it began, for the gateway may go on.</summary>
internal static class ReportCommand
{
    private const int Page = 1000;

    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        var command = new Command("report", "counts of what the journal holds, as one line of JSON; works while the gateway runs") { site };
        command.SetAction(async parsed => await RunAsync(await site.FindAsync(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(SiteFile site, TextWriter output)
    {
        output.WriteLine(JsonSerializer.Serialize(await CollectAsync(site), EventJson.Options));
        return Exit.Done;
    }

    private static async Task<Report> CollectAsync(SiteFile site)
    {
        var tally = new EventCounters();
        var (journaled, published, acknowledged) = (0L, 0L, 0L);
        foreach (var journal in LedgerView.Open(site.DataFolder).Journals)
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

        string[] people = [.. tally.GrantedByPerson.Keys];
        var asked = new ReportRequest(people);
        var known = await ReportEndpoint.TryAskAsync(site.DataFolder, asked, CancellationToken.None) ?? AnswerHere(site, asked);
        var last = LastStatus(site.DataFolder);
        var byPerson = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (person, name) in people.Zip(known.Names))
        {
            byPerson[name] = byPerson.GetValueOrDefault(name) + tally.GrantedByPerson[person];
        }

        return new Report(new GrantedCounts(tally.GrantedByMethod, byPerson), new DeniedCounts(tally.DeniedByReason),
            new AlarmCounts(tally.AlarmsByKind), journaled,
            published, acknowledged,
            last is null ? null : new FrameCounts(last.Cameras.Sum(c => c.Decoded), last.Cameras.Sum(c => c.Dropped)), last?.Waits.Face,
            last?.Waits.Card, known.Faces);
    }

    private static ReportAnswer AnswerHere(SiteFile site, ReportRequest request)
    {
        using var gateway = OfflineGateway.Open(site);
        return ReportEndpoint.Answer(gateway.People.Residents, gateway.People.Registry, VisionModels.Open(site), request);
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
