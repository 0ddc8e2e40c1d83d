using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Benchmarks.Fuzz;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support;

switch (args)
{
    case [ChanceCaller.Argument]:
        return await ChanceCaller.RunAsync();
    case [OfficeWork.Argument]:
        return await OfficeWork.RunAsync();
    case [ChanceCaller.BurnArgument, var seconds]:
        return ChanceCaller.Burn(seconds);
    default:
        break;
}

var (minutes, seed, phases) = (10.0, Environment.TickCount, new[] { "quiet", "fuzz", "polite", "office", "burn", "after" });
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
        case ["--only", var text]:
            phases = text.Split(',');
            break;
        default:
            Console.Error.WriteLine("fuzz: known are --minutes N, --seed N and --only quiet,fuzz,polite,office,burn,after");
            return 2;
    }
}

using var estate = new Estate();
var table = new Table(estate.Folder);
Table.Doing("an estate of 300 people, and eight who will hold up cards at eight doors");
await estate.FillAsync(300);
var length = TimeSpan.FromMinutes(minutes);
var shorter = TimeSpan.FromMinutes(Math.Max(minutes / 10, Math.Min(minutes, 1)));
var isFine = true;
foreach (var phase in phases)
{
    // The main run has the whole time, each of the others a tenth, but a minute at least where there is one.
    isFine &= phase switch
    {
        "fuzz" => await CallAsync(phase, "called by chance", 0, length),
        "polite" => await CallAsync(phase, "the same by a caller at nice 19", 19, shorter),
        "office" => await OfficeAsync(phase, shorter),
        "burn" => await BurnAsync(phase, shorter),
        _ => await QuietAsync(phase, shorter),
    };
}

table.Print();
return isFine ? 0 : 1;

async Task<bool> QuietAsync(string key, TimeSpan time)
{
    Table.Doing($"{key}: the doors alone");
    await using var gateway = await estate.StartAsync();
    var held = await gateway.HoldCardsAsync(time);
    return await EndAsync(key, "nobody calls", gateway, held, time);
}

async Task<bool> BurnAsync(string key, TimeSpan time)
{
    Table.Doing($"{key}: the doors, and a program that keeps all cores busy");
    await using var gateway = await estate.StartAsync();
    using var burning = ChanceCaller.Start(0, ChanceCaller.BurnArgument, time.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    var held = await gateway.HoldCardsAsync(time);
    await burning.WaitForExitAsync();
    return await EndAsync(key, "a program that keeps all cores busy and calls nobody", gateway, held, time);
}

async Task<bool> OfficeAsync(string key, TimeSpan time)
{
    Table.Doing($"{key}: the doors, an office at work elsewhere, and 50 pages");
    await using var gateway = await estate.StartAsync();
    using var office = ChanceCaller.Start(19, OfficeWork.Argument);
    var reporting = office.StandardOutput.ReadToEndAsync();
    await JsonSerializer.SerializeAsync(office.StandardInput.BaseStream, new WorkOrder(gateway.Api, estate.Token(Role.Office),
        estate.Token(Role.Guard), time.TotalSeconds, "/api/v1/live", ["/api/v1/people?limit=100", "/api/v1/events?limit=100"], true));
    office.StandardInput.Close();
    var held = await gateway.HoldCardsAsync(time);
    var report = JsonSerializer.Deserialize<WorkReport>(await reporting)!;
    await office.WaitForExitAsync();
    var isWell = await EndAsync(key, "an office at nice 19: imports tried, exports, lists; 50 pages", gateway, held, time);
    table.Say("  done", $"{report.Imports} lists of 2,100 people looked through, {report.Exports} exports, {report.Lists} pages of lists, "
        + $"{report.Heartbeats} words to {report.Pages} open pages");
    table.Count($"{key}Imports", report.Imports);
    table.Count($"{key}Exports", report.Exports);
    table.Count($"{key}Lists", report.Lists);
    table.Figure("  the office's processor time", $"{key}CallerCore", 100 * report.ProcessorSeconds / time.TotalSeconds, "% of a core");
    return isWell;
}

async Task<bool> CallAsync(string key, string name, int nice, TimeSpan time)
{
    Table.Doing($"{key}: the doors and the API, seed {seed}");
    await using var gateway = await estate.StartAsync();
    using var caller = ChanceCaller.Start(nice, ChanceCaller.Argument);
    var reporting = caller.StandardOutput.ReadToEndAsync();
    var roles = Enum.GetValues<Role>().Where(role => role != Role.None).Select(estate.Token);
    await JsonSerializer.SerializeAsync(caller.StandardInput.BaseStream, new CallerOrder(gateway.Api,
        [.. roles, .. Enumerable.Repeat(estate.Token(Role.Administrator), 8)], [.. estate.Measured], seed, time.TotalSeconds));
    caller.StandardInput.Close();
    var held = await gateway.HoldCardsAsync(time);
    var report = JsonSerializer.Deserialize<CallerReport>(await reporting)!;
    await caller.WaitForExitAsync();
    var isWell = await EndAsync(key, name, gateway, held, time);
    Tell(key, report, time);
    return isWell && report.Findings.Count == 0;
}

async Task<bool> EndAsync(string key, string name, RunningEstate gateway, int held, TimeSpan time)
{
    var waits = await gateway.WaitsAsync();
    table.Say($"{key}: {name}", "");
    table.Say("  card's last bit to relay", waits.Of(held));
    table.Count($"{key}P50", waits.P50);
    table.Count($"{key}P95", waits.P95);
    table.Count($"{key}P99", waits.P99);
    table.Count($"{key}Cards", waits.Count);
    if (waits.Count < held)
    {
        // The whole estate's refusals, those of the phases before among them.
        table.Say("  refused so far", string.Join(", ", await gateway.RefusalsAsync(estate.Token(Role.Administrator))));
    }

    table.Figure("  the gateway's processor time", $"{key}Core", 100 * gateway.ProcessorTime / time, "% of a core");
    var code = await gateway.StopAsync();
    if (code != 0)
    {
        table.Figure("  the gateway's exit code", $"{key}Exit", code, "");
    }

    return code == 0;
}

void Tell(string key, CallerReport report, TimeSpan time)
{
    var calls = report.Counts.Sum(one => one.Calls);
    table.Figure("  calls", $"{key}Calls", calls, string.Create(CultureInfo.InvariantCulture,
        $"of {report.Operations} operations, {calls / time.TotalSeconds:N0} a second"));
    table.Figure("  the caller's processor time", $"{key}CallerCore", 100 * report.ProcessorSeconds / time.TotalSeconds, "% of a core");
    foreach (var status in report.Counts.GroupBy(one => one.Status).OrderBy(group => group.Key))
    {
        table.Figure($"  answered {status.Key}", $"{key}Status{status.Key}", status.Sum(one => one.Calls),
            $"by {status.Select(one => one.Operation).Distinct().Count()} operations");
    }

    table.Figure("  operations that never answered 200 to 299", $"{key}NeverDone", report.NeverDone.Count,
        string.Join(", ", report.NeverDone.Take(8)));
    table.Figure("  findings", $"{key}Findings", report.Findings.Count, "");
    foreach (var group in report.Findings.GroupBy(one => (one.Operation, one.Status, one.What.Split('\n')[0]))
        .OrderByDescending(group => group.Count()).Take(40))
    {
        Console.WriteLine($"{group.Count()} times {group.Key.Operation} {group.Key.Status}: {group.First().What}\n    "
            + $"{group.First().Request}");
    }
}
