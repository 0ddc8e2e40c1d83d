using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Zhuhui.Edge.Benchmarks.Crash;
using Zhuhui.Edge.Benchmarks.Power;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Power;

if (args is ["write", var place, var brokerPort, var first, var eventsASecond])
{
    return await PowerWriter.RunAsync(place, Number(brokerPort), long.Parse(first, CultureInfo.InvariantCulture), Number(eventsASecond));
}

if (DroppingDisk.Missing is { } missing)
{
    Console.Error.WriteLine($"power: {missing}");
    return 2;
}

var (cuts, rate, seed, most, slowest) = (Number(Option("--cuts") ?? "500"), Number(Option("--rate") ?? "200"),
    Number(Option("--seed") ?? "1"), Number(Option("--faults") ?? "20"), Number(Option("--sync-ms") ?? "8"));
var began = Stopwatch.GetTimestamp();
using var mount = new TemporaryFolder();
using var cluster = PostgresCluster.Start();
await using var broker = await MosquittoBroker.StartAsync();
var database = cluster.NewDatabase();
using var hub = Process.Start(new ProcessStartInfo(Path.GetFullPath("../../Zhuhui.Edge.Hub/release/zhuhui-hub", AppContext.BaseDirectory),
    ["run", "--migrate", "--port", broker.Port.ToString(CultureInfo.InvariantCulture), "--store", cluster.Url(database)])
{ RedirectStandardOutput = true })!;
try
{
    while (!(await hub.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the hub ended")).Contains("receives from",
        StringComparison.Ordinal))
    {
    }

    _ = hub.StandardOutput.ReadToEndAsync();
    using var disk = DroppingDisk.At(mount.Path, TimeSpan.FromMilliseconds(slowest));
    Begin(disk);
    var run = new Cuts(disk, new Random(seed), broker.Port, rate);
    await run.RunAsync(cuts, most);

    using var rooms = new Rooms(disk.Place);
    var link = rooms.Link(broker.Port);
    using var stop = new CancellationTokenSource();
    var running = link.RunAsync(stop.Token);
    var isDrained = await link.DrainAsync(TimeSpan.FromMinutes(3), CancellationToken.None);
    await stop.CancelAsync();
    await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    Verdict[] verdicts = [Verdict.Of("the journals", Verdict.RecordsOf(rooms.Ledger), run.Expected.Numbers),
        Verdict.Of("the hub's store", await StoredAsync(), run.Expected.Numbers)];
    var alarms = cluster.Query(database, "select count(*) from hub_alarms").Single();

    Console.WriteLine($"{run.Done} power cuts at {rate} events a second, seed {seed}, {Stopwatch.GetElapsedTime(began).TotalMinutes:F1} minutes; "
        + $"{run.InOpening} in the middle of an opening; {run.Expected.Acknowledged:N0} things acknowledged, {run.Expected.People.Count:N0} people");
    foreach (var fault in run.Faults)
    {
        Console.WriteLine($"FAULT {fault}");
    }

    foreach (var verdict in verdicts)
    {
        Console.WriteLine($"{verdict.Place,-16} {verdict.Records,9:N0} records, {verdict.Lost} acknowledged lost, {verdict.Gaps} gaps, "
            + $"{verdict.Doubled} doubled");
    }

    Console.WriteLine($"records that were appended and not yet synced: {run.Findings.Lost} lost, the eldest {run.Findings.EldestMs:F0} ms old");
    Console.WriteLine($"the hub's alarms of gaps and broken chains: {alarms}; all brought to the hub: {isDrained}");
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        cuts = run.Done,
        rate,
        seed,
        acknowledged = run.Expected.Acknowledged,
        faults = run.Faults,
        lostUnsynced = run.Findings.Lost,
        eldestLostMs = run.Findings.EldestMs,
        hubAlarms = alarms,
        verdicts,
    }, JsonSerializerOptions.Web));
    return run.Faults.Count == 0 && isDrained && verdicts.All(verdict => (verdict.Lost, verdict.Doubled) == (0, 0)) && alarms == "0" ? 0 : 1;
}
finally
{
    hub.Kill();
    await hub.WaitForExitAsync();
}

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

// What a package or a technician had laid out long before.
static void Begin(DroppingDisk disk)
{
    foreach (var folder in new[] { "data", "site" })
    {
        Directory.CreateDirectory(Path.Combine(disk.Place, folder));
    }

    disk.SyncAll();
}

async Task<List<(string, long, ReadOnlyMemory<byte>)>> StoredAsync()
{
    await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(database));
    await using var command = source.CreateCommand("select s.stream, e.seq, e.payload from events e join streams s on s.id = e.stream_id");
    await using var reader = await command.ExecuteReaderAsync();
    var rows = new List<(string, long, ReadOnlyMemory<byte>)>();
    while (await reader.ReadAsync())
    {
        rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
    }

    return rows;
}
