using System.Text.Json;
using Zhuhui.Edge.Benchmarks.Fuzz;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Pages;

/// <summary>Cards at eight doors of a gateway that is a process of its own: alone, beside 50 open duty pages, and beside 50 pages while one
/// list of 2,100 people after the other is looked through and a report is drawn again and again. Who asks is at nice 19, as if
/// elsewhere; and beside such an office that does both every five seconds.</summary>
internal static class DoorsBeside
{
    public static async Task MeasureAsync(Table table, TimeSpan time)
    {
        using var estate = new Fuzz.Estate();
        Table.Doing("an estate of 2,100 people, and eight who will hold up cards at eight doors");
        await estate.FillAsync(2100);
        var quiet = await HoldAsync(table, estate, "nobody looks", "quiet", time, null);
        var pages = await HoldAsync(table, estate, "50 duty pages", "pages", time, Order(estate, time, [], false));
        var work = await HoldAsync(table, estate, "50 duty pages, an import and a report", "work", time, Order(estate, time,
            ["/passages"], true));
        var office = await HoldAsync(table, estate, "50 duty pages, an import and a report every 5 s", "office", time, Order(estate, time,
            ["/passages"], true, every: 5));
        var after = await HoldAsync(table, estate, "nobody looks, again", "after", time, null);
        var alone = (quiet.P99 + after.P99) / 2;
        table.Figure("p99 with 50 pages, over without", "doorsPagesRatio", pages.P99 / alone, "times");
        table.Figure("p99 with an import and a report every 5 s too, over without", "doorsOfficeRatio", office.P99 / alone, "times");
        table.Figure("p99 with an import and a report all the time, over without", "doorsWorkRatio", work.P99 / alone, "times");
    }

    private static WorkOrder Order(Fuzz.Estate estate, TimeSpan time, IReadOnlyList<string> lists, bool imports, double every = 0) =>
        new(new Uri("none:"), estate.Token(Role.Office), estate.Token(Role.Guard), time.TotalSeconds, "/live/duty", lists, Exports: false,
            Imports: imports, Every: every);

    private static async Task<Waits> HoldAsync(Table table, Fuzz.Estate estate, string name, string key, TimeSpan time, WorkOrder? order)
    {
        Table.Doing(name);
        await using var gateway = await estate.StartAsync();
        using var office = order is null ? null : ChanceCaller.Start(19, OfficeWork.Argument);
        var reporting = office?.StandardOutput.ReadToEndAsync();
        if (office is not null)
        {
            await JsonSerializer.SerializeAsync(office.StandardInput.BaseStream, order! with { Api = gateway.Api });
            office.StandardInput.Close();
        }

        var held = await gateway.HoldCardsAsync(time);
        var waits = await gateway.WaitsAsync();
        table.Say($"card to relay: {name}", waits.Of(held));
        table.Count($"{key}P50", waits.P50);
        table.Count($"{key}P95", waits.P95);
        table.Count($"{key}P99", waits.P99);
        table.Figure("  the gateway's processor time", $"{key}Core", 100 * gateway.ProcessorTime / time, "% of a core");
        if (reporting is not null)
        {
            var report = JsonSerializer.Deserialize<WorkReport>(await reporting)!;
            await office!.WaitForExitAsync();
            table.Say("  meanwhile", $"{report.Imports} lists of 2,100 people looked through, {report.Lists} reports, "
                + $"{report.Heartbeats} words to "
                + $"{report.Pages} pages");
        }

        return await gateway.StopAsync() == 0 ? waits : throw new InvalidOperationException("the gateway did not end well");
    }
}
