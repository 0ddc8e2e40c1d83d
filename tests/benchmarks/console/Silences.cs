using System.Diagnostics;
using Microsoft.Playwright;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Pages;

/// <summary>Fifty duty pages in a real browser behind a network that falls silent, is cut, or whose gateway starts again: when each of them
/// says so, and when each is fresh again, by the page's own record of what it showed.</summary>
internal static class Silences
{
    private const int Pages = 50;

    private const string Record = """
        () => {
            window.told = [];
            const stale = document.getElementById('stale');
            new MutationObserver(() => window.told.push([Date.now(), !stale.hidden])).observe(stale, { attributes: true });
            new MutationObserver(() => {
                if (!window.alarmAt && document.querySelector('.alarm.unseen')) window.alarmAt = Date.now();
            }).observe(document.querySelector('main'), { subtree: true, childList: true });
        }
        """;

    public static async Task MeasureAsync(Table table, IReadOnlyList<int> silences)
    {
        await using var estate = await Estate.StartAsync();
        await using var network = StallingProxy.Before(estate.Gateway.Api);
        await using var browser = new RealBrowser();
        await browser.InitializeAsync();
        await using var guard = await Visitor.LoggedInAsync(browser, estate.Gateway, Role.Guard, network.Address);
        List<IPage> pages = [guard.Page];
        Table.Doing($"opens {Pages} pages");
        while (pages.Count < Pages)
        {
            var page = await guard.Page.Context.NewPageAsync();
            await page.GotoAsync("/duty");
            pages.Add(page);
        }

        await Task.WhenAll(pages.Select(FreshAsync));
        foreach (var page in pages)
        {
            await page.EvaluateAsync(Record);
        }

        foreach (var seconds in silences)
        {
            Table.Doing($"silent for {seconds} s");
            var began = Now();
            network.Stall();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var ended = Now();
            network.Pass();
            await TellAsync(table, pages, $"silent for {seconds} s", $"silent{seconds}", began, ended);
        }

        Table.Doing("cut for 10 s");
        var cut = Now();
        network.Cut();
        await Task.Delay(TimeSpan.FromSeconds(10));
        var mended = Now();
        network.Pass();
        await TellAsync(table, pages, "cut for 10 s", "cut", cut, mended);

        Table.Doing("starts the gateway again");
        var stopped = Now();
        await estate.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(8));
        await estate.StartAgainAsync();
        var started = Now();
        network.Target = estate.Gateway.Api.Port;
        await TellAsync(table, pages, $"the gateway started again, {(started - stopped) / 1000.0:0} s", "restart", stopped, started);

        Table.Doing("an alarm");
        var forced = Now();
        await estate.ForceAsync();
        await Task.WhenAll(pages.Select(page => page.WaitForSelectorAsync(".alarm.unseen", new PageWaitForSelectorOptions
        {
            State = WaitForSelectorState.Attached,
        })));
        table.Percentiles("a door is forced: until it stands on each of the pages", "alarmOnPages",
            [.. await Task.WhenAll(pages.Select(async page => await page.EvaluateAsync<double>("() => window.alarmAt") - forced))]);
    }

    private static double Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static Task FreshAsync(IPage page) => page.WaitForFunctionAsync("() => document.getElementById('stale').hidden", null,
        new PageWaitForFunctionOptions { Timeout = 120_000 });

    private static async Task TellAsync(Table table, List<IPage> pages, string name, string key, double began, double ended)
    {
        var back = Stopwatch.GetTimestamp();
        await Task.WhenAll(pages.Select(FreshAsync));

        // Told and fresh for good: the last of either.
        await Task.Delay(TimeSpan.FromSeconds(2));
        List<double> told = [], fresh = [];
        foreach (var page in pages)
        {
            var shown = (await page.EvaluateAsync<double[][]>("() => window.told.splice(0).map(([at, is]) => [at, is ? 1 : 0])"))!;
            told.Add(shown.First(one => one[1] == 1)[0] - began);
            fresh.Add(shown.Last(one => one[1] == 0)[0] - ended);
        }

        table.Percentiles($"{Pages} pages, {name}: told after", $"{key}Told", told);
        table.Percentiles("  fresh again after", $"{key}Fresh", fresh);
        Table.Doing($"{name}: all fresh {Stopwatch.GetElapsedTime(back).TotalSeconds:0.0} s after");
    }
}
