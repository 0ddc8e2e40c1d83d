using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>A backlog that is drained while ten alarms a second are raised: how long it takes, and what each alarm waits from its journal
/// to whoever subscribes.</summary>
internal static class Drain
{
    private static readonly TimeSpan _everyAlarm = TimeSpan.FromMilliseconds(100);

    public static async Task MeasureAsync(Table table, int events, int rate, bool hub)
    {
        foreach (var some in new[] { 10_000, 100_000, events }.Where(n => n <= events).Distinct())
        {
            Table.Doing($"{some:N0} events to {(hub ? "the hub" : "a bare receiver")}");
            await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_inflight_messages "
                + "64\nmax_queued_messages 0");
            await using var receiver = await Receiver.StartAsync(broker.Port, takesBatches: true, acknowledges: !hub);
            using var store = hub ? await HubWithStore.StartAsync(broker.Port) : null;
            await OneAsync(table, broker.Port, receiver, some, rate);
            if (store is not null)
            {
                var kept = await store.StoredAsync();
                table.Figure($"{some:N0} events: in the hub's store, alarms included", $"stored_{some}", kept, "events");
            }
        }
    }

    private static async Task OneAsync(Table table, int port, Receiver receiver, int events, int rate)
    {
        var (passages, alarms) = (new Backlog("passages", "passage.granted", events), new Backlog("alarms", "alarm.raised", 0));
        var raised = new Dictionary<long, long>();
        await using var running = new Running(new LinkOptions { Port = port, ReplayPerSecond = rate }, passages.Feed, alarms.Feed);
        using var drained = new CancellationTokenSource();
        var raising = Task.Run(async () =>
        {
            using var every = new PeriodicTimer(_everyAlarm);
            while (!drained.IsCancellationRequested && await every.WaitForNextTickAsync())
            {
                raised[alarms.Last + 1] = Stopwatch.GetTimestamp();
                alarms.Append();
            }
        });
        var seconds = await running.UntilAcknowledgedAsync("passages", events);
        await drained.CancelAsync();
        await raising;
        await running.UntilAcknowledgedAsync("alarms", alarms.Last);
        var waits = raised.Where(r => receiver.Alarms.ContainsKey(r.Key)).Select(r => Stopwatch.GetElapsedTime(r.Value,
            receiver.Alarms[r.Key]).TotalMilliseconds).ToList();
        var totals = running.Link.Status.Totals;
        var name = string.Create(CultureInfo.InvariantCulture, $"{events:N0} events");
        table.Figure($"{name}: drained in", $"seconds_{events}", seconds, string.Create(CultureInfo.InvariantCulture,
            $"s, {receiver.Messages:N0} messages, {receiver.Bytes / 1e6:0.0} MB; batches "
            + $"{totals.BatchBytesIn / (double)Math.Max(1, totals.BatchBytesOut):0.0} times smaller"));
        table.Figure($"{name}: a second", $"rate_{events}", events / seconds, "events/s");
        table.Figure($"{name}: came / came twice / sent again", $"came_{events}", receiver.Distinct,
            string.Create(CultureInfo.InvariantCulture, $"/ {receiver.Doubled} / {totals.Resent}"));
        if (waits.Count > 0)
        {
            table.Percentiles($"{name}: an alarm raised meanwhile waits", $"alarm_{events}", waits);
        }

        table.Figure($"{name}: alarms that did not come", $"alarms_lost_{events}", raised.Count - waits.Count, "");
    }
}
