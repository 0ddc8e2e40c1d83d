using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>A district on this machine: real links with journals in memory, mosquitto, two receivers as programs of their own, PostgreSQL
/// with fsync. After a third of the time one receiver is killed and started again 5 s later, after a half the broker is killed and started
/// again.</summary>
internal static class District
{
    /// <summary>The data of a passage, as long as the gateway's are.</summary>
    public static string Data(int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"door":"gate-1","side":"{{(number % 2 == 0 ? "entry" : "exit")}}","person":"p-{{number % 2100:x12}}","area":"yard"}""");

    public static async Task<bool> GrowAsync(IReadOnlyList<int> sizes, int seconds, int rate, int databaseDown)
    {
        Console.WriteLine($"{rate} events/s a gateway for {seconds} s; a receiver killed at {seconds / 3} s, the broker at {seconds / 2} s"
            + $"{(databaseDown > 0 ? $", the database down for {databaseDown} s from {2 * seconds / 3} s" : "")}");
        Console.WriteLine($"{"gateways",8} {"events",9} {"stored",9} {"missing",8} {"twice",6} {"refused",8} {"sent again",11} "
            + $"{"hub alarms",11} {"all back in",12} {"drained in",11} {"ack p50",9} {"p99",9}");
        var outcomes = new List<DistrictOutcome>();
        foreach (var size in sizes)
        {
            var outcome = await RunAsync(size, seconds, rate, databaseDown);
            outcomes.Add(outcome);
            Console.WriteLine($"{size,8} {outcome.Events,9:N0} {outcome.Stored,9:N0} {outcome.Missing,8:N0} {outcome.Twice,6:N0} "
                + $"{outcome.Refused,8:N0} {outcome.SentAgain,11:N0} {outcome.HubAlarms,11:N0} {outcome.ReconnectSeconds,10:0.0} s "
                + $"{outcome.DrainSeconds,9:0.0} s {outcome.AckP50Ms,6:0} ms {outcome.AckP99Ms,6:0} ms");
        }

        Console.WriteLine(JsonSerializer.Serialize(outcomes, JsonSerializerOptions.Web));
        return outcomes.TrueForAll(outcome => outcome is { Missing: 0, Twice: 0, Refused: 0, HubAlarms: 0 }
            && outcome.Stored == outcome.Events);
    }

    private static async Task<DistrictOutcome> RunAsync(int size, int seconds, int rate, int databaseDown)
    {
        using var cluster = PostgresCluster.Start(fsync: true);
        var database = cluster.NewDatabase();
        await Migrations.ApplyAsync(StoreAddress.Parse(cluster.Url(database)), CancellationToken.None);
        await using var broker = await MosquittoBroker.StartAsync("allow_anonymous true\nmax_inflight_messages "
            + "2000\nmax_queued_messages 100000");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => broker.KillAsync().GetAwaiter().GetResult();
        var folder = Directory.CreateTempSubdirectory("zhuhui-district-").FullName;
        using var first = new Receiver("hub-1", broker.Port, cluster.Url(database));
        using var second = new Receiver("hub-2", broker.Port, cluster.Url(database));
        first.Start();
        second.Start();
        await using var gateways = new Gateways(size, broker.Port, folder);
        await gateways.UntilAllAreConnectedAsync(DateTimeOffset.MinValue, TimeSpan.FromMinutes(3));
        var reconnect = TimeSpan.Zero;
        List<(int At, Func<Task> Do)> events =
        [
            (seconds / 3, () => Task.Run(first.Kill)),
            ((seconds / 3) + 5, () => Task.Run(first.Start)),
            (seconds / 2, async () =>
            {
                var killed = DateTimeOffset.UtcNow;
                await broker.KillAsync();
                await broker.StartAgainAsync();
                var started = Stopwatch.GetTimestamp();
                await gateways.UntilAllAreConnectedAsync(killed, TimeSpan.FromMinutes(3));
                reconnect = Stopwatch.GetElapsedTime(started);
            }),
            (2 * seconds / 3, async () =>
            {
                if (databaseDown > 0)
                {
                    cluster.Stop();
                    await Task.Delay(TimeSpan.FromSeconds(databaseDown));
                    cluster.StartAgain();
                }
            }),
        ];
        var writing = gateways.WriteAsync(rate, TimeSpan.FromSeconds(Math.Max(seconds, (2 * seconds / 3) + databaseDown + 5)));
        var clock = Stopwatch.StartNew();
        foreach (var (at, act) in events)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Max(0, at - clock.Elapsed.TotalSeconds)));
            await act();
        }

        var (written, latencies) = await writing;
        var ended = Stopwatch.GetTimestamp();
        await gateways.DrainAsync(TimeSpan.FromMinutes(5));
        var drained = Stopwatch.GetElapsedTime(ended);
        first.Stop();
        second.Stop();
        long One(string sql) => long.Parse(cluster.Query(database, sql)[0], CultureInfo.InvariantCulture);
        latencies.Sort();
        double At(double share) => latencies.Count == 0 ? 0 : latencies[(int)(share * (latencies.Count - 1))];
        var outcome = new DistrictOutcome(size, written, One("SELECT count(*) FROM events"),
            written - One("SELECT coalesce(sum(last - first + 1), 0)::bigint FROM runs WHERE first = 1"),
            One("SELECT count(*) - count(DISTINCT (stream_id, seq)) FROM events"),
            One("SELECT count(*) FROM refused"), One("SELECT sum(duplicates)::bigint FROM streams"), One("SELECT count(*) FROM hub_alarms"),
            reconnect.TotalSeconds,
            drained.TotalSeconds, At(0.5), At(0.99));
        Directory.Delete(folder, recursive: true);
        return outcome;
    }
}

/// <summary>One line of the table.</summary>
internal sealed record DistrictOutcome(int Gateways, long Events, long Stored, long Missing, long Twice, long Refused, long SentAgain,
    long HubAlarms, double ReconnectSeconds,
    double DrainSeconds, double AckP50Ms, double AckP99Ms);
