using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Benchmarks.Crash;
using Zhuhui.Edge.Benchmarks.Power;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Power;

if (args is ["write", var place, var gateway, var brokerPort, var first, var eventsASecond])
{
    return await PowerWriter.RunAsync(place, gateway, Number(brokerPort), long.Parse(first, CultureInfo.InvariantCulture),
        Number(eventsASecond));
}

if (DroppingDisk.Missing is { } missing)
{
    Console.Error.WriteLine($"power: {missing}");
    return 2;
}

if (args is ["wear", ..])
{
    return await Wear.RunAsync(double.Parse(Option("--minutes") ?? "10", CultureInfo.InvariantCulture),
        Number(Option("--people") ?? "2100"));
}

var (cuts, rate, seed, most, slowest) = (Number(Option("--cuts") ?? "500"), Number(Option("--rate") ?? "200"),
    Number(Option("--seed") ?? "1"), Number(Option("--faults") ?? "20"), Number(Option("--sync-ms") ?? "8"));
var began = Stopwatch.GetTimestamp();
await using var broker = await MosquittoBroker.StartAsync();
using var hub = await RunningHub.StartAsync(broker.Port);
var run = new Boxes(new Random(seed), broker.Port, rate, TimeSpan.FromMilliseconds(slowest));
await run.RunAsync(cuts, most);
var stored = Verdict.Of("the hub's store", await hub.StoredAsync(), run.Numbers);
var alarms = hub.Alarms;
Console.WriteLine($"{run.Done} power cuts at {rate} events a second, seed {seed}, "
    + $"{Stopwatch.GetElapsedTime(began).TotalMinutes:F1} minutes; {run.InOpening} in the middle of an opening");
Console.WriteLine($"{run.Acknowledged:N0} things acknowledged, {run.People:N0} people among them; {run.Records:N0} records");
foreach (var fault in run.Faults)
{
    Console.WriteLine($"FAULT {fault}");
}

Console.WriteLine($"{stored.Place}: {stored.Records:N0} records, {stored.Lost} acknowledged lost, {stored.Gaps} gaps, "
    + $"{stored.Doubled} doubled; its alarms of gaps and broken chains: {alarms}");
Console.WriteLine($"numbers that journals left out and said so: {run.LeftOut}");
Console.WriteLine($"records that were appended and not yet synced: {run.Lost} lost, the eldest {run.EldestMs:F0} ms old");
Console.WriteLine(JsonSerializer.Serialize(new
{
    cuts = run.Done,
    rate,
    seed,
    acknowledged = run.Acknowledged,
    faults = run.Faults,
    leftOut = run.LeftOut,
    lostUnsynced = run.Lost,
    eldestLostMs = run.EldestMs,
    hubAlarms = alarms,
    stored,
}, JsonSerializerOptions.Web));
return run.Faults.Count == 0 && (stored.Lost, stored.Gaps, stored.Doubled) == (0, run.LeftOut, 0) ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
