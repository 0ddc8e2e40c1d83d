using System.Reflection;
using Microsoft.Playwright;

namespace Zhuhui.Edge.Pages.Tests.Browser;

/// <summary>Debian's Chromium, driven by Playwright, which brings no browser of its own.</summary>
public class RealBrowser : IAsyncDisposable
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>To be called once, before anything else.</summary>
    public async ValueTask InitializeAsync()
    {
        // The driver stays where the package lies.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(RealBrowser).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "PlaywrightPackage").Value);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",

            // What it would ask of the internet at its start, and a sandbox that a container lacks.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
        });
    }

    /// <summary>A browser that nobody has used yet: its own cookies, its own storage.</summary>
    public async Task<IBrowserContext> NewAsync(BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions();
        options.IgnoreHTTPSErrors = true;
        options.ViewportSize ??= new ViewportSize { Width = 1366, Height = 768 };
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        GC.SuppressFinalize(this);
    }
}
