using System.Globalization;
using Zhuhui.Edge.Benchmarks.Fuzz;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.OpenApi;

var (minutes, seed, lanes) = (10.0, Environment.TickCount, 3);
foreach (var pair in args.Chunk(2))
{
    switch (pair)
    {
        case ["--minutes", var text] when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && n > 0:
            minutes = n;
            break;
        case ["--seed", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n):
            seed = n;
            break;
        default:
            Console.Error.WriteLine("fuzz: known are --minutes N and --seed N");
            return 2;
    }
}

using var estate = new Estate();
var table = new Table(estate.Folder);
Table.Doing("an estate of 300 people, and eight who will hold up cards at eight doors");
await estate.FillAsync(300);
var length = TimeSpan.FromMinutes(minutes);

Table.Doing("the doors alone");
await using (var quiet = await estate.StartAsync())
{
    var held = await quiet.HoldCardsAsync(length / 5);
    Say("quiet", await quiet.WaitsAsync(), held);
    await quiet.StopAsync();
}

Table.Doing($"the doors and the API, seed {seed}");
await using (var busy = await estate.StartAsync())
{
    var seen = new SeenValues(estate.Measured);
    var document = ApiDocument.Parse(await busy.Client(null).GetStringAsync("/api/v1/openapi.json"));
    HttpClient[] clients = [.. Enum.GetValues<Role>().Where(role => role != Role.None).Select(role => busy.Client(estate.Token(role))),
        .. Enumerable.Range(0, 8).Select(_ => busy.Client(estate.Token(Role.Administrator)))];
    var fuzzer = new ApiFuzzer(document, clients, seen, seed);
    using var stop = new CancellationTokenSource(length);
    var calling = fuzzer.RunAsync(lanes, _ => stop.IsCancellationRequested);
    var held = await busy.HoldCardsAsync(length);
    await calling;
    Say("fuzz", await busy.WaitsAsync(), held);
    table.Figure("calls", "calls", fuzzer.Counts.Values.Sum(), $"of {document.Operations.Count} operations");
    foreach (var status in fuzzer.Counts.GroupBy(one => one.Key.Status).OrderBy(group => group.Key))
    {
        table.Figure($"  answered {status.Key}", $"status{status.Key}", status.Sum(one => one.Value),
            $"by {status.Select(one => one.Key.Operation).Distinct().Count()} operations");
    }

    var never = document.Operations.Where(one => !fuzzer.Counts.Keys.Any(key => key.Operation == one.ToString() && key.Status < 300))
        .ToArray();
    table.Figure("operations that never answered 200 to 299", "neverDone", never.Length, string.Join(", ", never.Take(8)));
    table.Figure("findings", "findings", fuzzer.Findings.Count, "");
    foreach (var group in fuzzer.Findings.GroupBy(one => (one.Operation, one.Status, one.What.Split('\n')[0])).OrderByDescending(group =>
        group.Count())
        .Take(40))
    {
        Console.WriteLine($"{group.Count()} times {group.Key.Operation} {group.Key.Status}: {group.First().What}\n    "
            + $"{group.First().Request}");
    }

    var code = await busy.StopAsync();
    table.Figure("the gateway's exit code", "exit", code, "");
    table.Print();
    return fuzzer.Findings.Count == 0 && code == 0 ? 0 : 1;
}

void Say(string key, Waits waits, int held)
{
    table.Say($"{key}: card's last bit to relay", string.Create(CultureInfo.InvariantCulture,
        $"p50 {waits.P50:0.000}  p95 {waits.P95:0.000}  p99 {waits.P99:0.000} ms over {waits.Count} of {held} cards held up"));
    table.Count($"{key}P50", waits.P50);
    table.Count($"{key}P99", waits.P99);
    table.Count($"{key}Cards", waits.Count);
}
