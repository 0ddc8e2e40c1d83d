using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Pages.Tests.Browser;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Pages;

/// <summary>What a browser that was never here receives until the duty page stands, as the browser itself counts it: headers and
/// all.</summary>
internal static class FirstLoad
{
    public static async Task MeasureAsync(Table table)
    {
        Table.Doing("the first load");
        await using var estate = await Estate.StartAsync();
        await using var browser = new RealBrowser();
        await browser.InitializeAsync();
        await using var guard = await Visitor.LoggedInAsync(browser, estate.Gateway, Role.Guard);
        var page = guard.Page;
        var network = await page.Context.NewCDPSessionAsync(page);
        var (bytes, files) = (0.0, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, said) =>
        {
            bytes += said!.Value.GetProperty("encodedDataLength").GetDouble();
            files++;
        };
        await network.SendAsync("Network.enable");
        foreach (var path in new[] { "/login", "/duty" })
        {
            await network.SendAsync("Network.clearBrowserCache");
            (bytes, files) = (0, 0);
            await page.GotoAsync(path);
            await page.WaitForLoadStateAsync();
            if (path == "/duty")
            {
                await page.WaitForFunctionAsync("() => document.getElementById('stale').hidden");
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
            table.Figure($"{path}, nothing of it known yet", $"load{path.Trim('/')}Kilobytes", bytes / 1000, $"KB in {files} answers");
        }

        (bytes, files) = (0, 0);
        await page.GotoAsync("/duty");
        await Task.Delay(TimeSpan.FromSeconds(1));
        table.Figure("/duty, the second time", "loadAgainKilobytes", bytes / 1000, $"KB in {files} answers");
    }
}
