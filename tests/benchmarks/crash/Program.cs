using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Zhuhui.Edge.Benchmarks.Crash;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Tests.Support;

switch (args)
{
    case ["append", var folder, var port, var first, var rate]:
        return await Writer.AppendAsync(folder, Number(port), long.Parse(first, CultureInfo.InvariantCulture), Number(rate));
    case ["drain", var folder, var port]:
        return await Writer.DrainAsync(folder, Number(port));
}

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
var (kills, eventsASecond, given) = (Number(Option("--kills") ?? "100"), Number(Option("--rate") ?? "200"), Option("--folder"));
var data = given is null ? Directory.CreateTempSubdirectory("zhuhui-crash-").FullName : Directory.CreateDirectory(given).FullName;
var began = Stopwatch.GetTimestamp();

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
    var killing = await Killing.RunAsync(kills, data, broker.Port, eventsASecond);
    var seconds = await Killing.DrainAsync(data, broker.Port);

    using var ledger = new EventLedger(data, TimeProvider.System, NullLoggerFactory.Instance);
    Verdict[] verdicts = [Verdict.Of("the journals", Verdict.RecordsOf(ledger), killing.Acknowledged), Verdict.Of("the hub's store",
        await StoredAsync(), killing.Acknowledged)];
    var alarms = cluster.Query(database, "select count(*) from hub_alarms").Single();
    Console.WriteLine($"{kills} kills -9 at {eventsASecond} events a second, {Stopwatch.GetElapsedTime(began).TotalMinutes:F1} minutes; "
        + $"{killing.Acknowledged.Count:N0} appends had returned; all brought to the hub in {seconds:F1} s after the last");
    foreach (var verdict in verdicts)
    {
        Console.WriteLine($"{verdict.Place,-16} {verdict.Records,9:N0} records, {verdict.Lost} acknowledged lost, {verdict.Gaps} gaps, "
            + $"{verdict.Doubled} doubled");
    }

    Console.WriteLine($"the hub's alarms of gaps and broken chains: {alarms}");
    Console.WriteLine(JsonSerializer.Serialize(new
    {
        kills,
        eventsASecond,
        acknowledged = killing.Acknowledged.Count,
        drainSeconds = seconds,
        hubAlarms = alarms,
        verdicts
    }, JsonSerializerOptions.Web));
    return verdicts.All(verdict => verdict.IsWhole) && alarms == "0" ? 0 : 1;
}
finally
{
    hub.Kill();
    await hub.WaitForExitAsync();
    if (given is null)
    {
        Directory.Delete(data, recursive: true);
    }
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

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
