using System.Text.Json;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Runs the gateway until it is told to stop, and leaves its last status in the data folder. Told at any moment, it is gone within
/// <see cref="_longestGoodbye"/>, its relays at rest.</summary>
internal static class RunningGateway
{
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(3);

    /// <summary>The service manager kills what has not ended after 20 s.</summary>
    private static readonly TimeSpan _longestGoodbye = TimeSpan.FromSeconds(17);

    /// <param name="bare">The site file; what was changed from afar comes over it.</param>
    public static async Task<int> RunAsync(BareSite bare)
    {
        var stop = StopSignals.Listen();
        using var notice = NoticeFrom(Environment.GetEnvironmentVariable, TimeProvider.System);
        var site = Twin.Started(bare.Site);
        if (Secrets.Missing(site).ToArray() is { Length: > 0 } missing)
        {
            throw new SiteException(missing);
        }

        using var logs = LoggerFactory.Create(GatewayHost.Logs);
        try
        {
            DataFolder.Make(site);
        }
        catch (StorageException) when (site.Fire is not null)
        {
            // No disk: the boards come first all the same, and the start below says it.
        }

        WaitingThreads.Reserve();
        var exit = new ExitCode();
        using var hardware = new DoorHardware(site, TimeProvider.System, logs);

        // On a thread of its own: a disk that hangs in the middle of a start, or of a stop, keeps nobody from putting the relays at rest,
        // and takes no thread from the loops.
        var run = Task.Factory.StartNew(() => RunHostAsync(bare, site, hardware, exit, stop, notice), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Task.WhenAny(run, stop.WaitAsync());
        try
        {
            await run.WaitAsync(_longestGoodbye);
        }
        catch (TimeoutException)
        {
            System.Console.Error.WriteLine($"zhuhui-edge: not everything could be closed within {_longestGoodbye.TotalSeconds:0}"
                + " s; ended all the same");
        }

        return exit.Value;
    }

    /// <inheritdoc cref="ServiceNotice.FromEnvironment"/>
    internal static ServiceNotice NoticeFrom(Func<string, string?> variable, TimeProvider time) =>
        ServiceNotice.FromEnvironment(variable, time);

    /// <summary>A start goes on to its end although it is to stop, and then the stop begins: a host that is stopped half-way takes it for a
    /// failure, and stops what was never started.</summary>
    private static async Task RunHostAsync(BareSite bare, SiteFile site, DoorHardware hardware, ExitCode exit, StopSignals stop,
        ServiceNotice notice)
    {
        await using var app = await BuildAsync(bare, site, hardware, exit, stop, notice);
        if (app is null || stop.IsRequested)
        {
            return;
        }

        var lastStatus = Path.Combine(site.DataFolder, Status.FileName);
        File.Delete(lastStatus);
        var board = app.Services.GetRequiredService<StatusBoard>();
        board.Start();
        TellOfBox(app.Services, site);
        using var ownReason = app.Lifetime.ApplicationStopping.Register(stop.Request);
        if (await StartAsync(app, site))
        {
            notice.LivesWhile(app.Services.GetRequiredService<DoorWatchdog>().IsAlive);
            notice.Ready();
        }

        await stop.WaitAsync();
        notice.Stopping();
        await StopAsync(app);
        var status = board.Now();
        try
        {
            AtomicFile.Write(lastStatus, JsonSerializer.SerializeToUtf8Bytes(status, EventJson.Options));
        }
        catch (IOException full)
        {
            System.Console.Error.WriteLine($"zhuhui-edge: the last status could not be kept in {lastStatus}: {full.Message}");
        }
    }

    /// <summary>The district hears how the box is, with each connection and whenever that changes.</summary>
    private static void TellOfBox(IServiceProvider services, SiteFile site)
    {
        var box = services.GetRequiredService<BoxReport>();
        if (site.Web is not null)
        {
            var shown = services.GetRequiredService<WebCertificate>();
            box.WebCertificateEnds = () => shown.Ends;
        }

        services.GetRequiredService<LinkService>().Tell(box.Now);
    }

    /// <returns>False where a part of it met what must not happen before all were started: the host stops.</returns>
    private static async Task<bool> StartAsync(WebApplication app, SiteFile site)
    {
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }

        AdminSocket.Restrict(site.DataFolder);
        var page = app.Urls.FirstOrDefault(u => u.StartsWith("http://", StringComparison.Ordinal)
            && !u.Contains("unix:", StringComparison.Ordinal));
        System.Console.Out.WriteLine(page is not null
            ? $"local status: {page}"
            : $"local status: off; port {site.Console.Port} of {site.Console.Host} is in use by another program, choose "
            + "another in Site.Console.Port");
        if (site.Web is { } web)
        {
            var api = app.Urls.FirstOrDefault(u => u.StartsWith("https://", StringComparison.Ordinal));
            System.Console.Out.WriteLine(api is not null
                ? $"console and API: {api}, certificate {app.Services.GetRequiredService<WebCertificate>().Fingerprint}"
                : $"console and API: off; {ListeningPlace.Problem(ApiListener.PlaceOf(web), "Site.Web") ?? "start again"}");
        }

        return true;
    }

    /// <summary>A part that has not ended in its time is left behind: the program ends in order all the same.</summary>
    private static async Task StopAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (OperationCanceledException)
        {
            System.Console.Error.WriteLine("zhuhui-edge: not everything stopped in its time");
        }
        catch (AggregateException late) when (late.Flatten().InnerExceptions.All(one => one is OperationCanceledException))
        {
            System.Console.Error.WriteLine("zhuhui-edge: not everything stopped in its time");
        }
    }

    /// <summary>Where there is a fire contact, a disk that can't be used does not end the gateway: the locks, held here, release in a fire
    /// without it, and the rest is tried again until it starts.</summary>
    /// <returns>Null where it was told to stop before that.</returns>
    private static async Task<WebApplication?> BuildAsync(BareSite bare, SiteFile site, DoorHardware hardware, ExitCode exit,
        StopSignals stop, ServiceNotice notice)
    {
        var isSaid = false;
        while (!stop.IsRequested)
        {
            try
            {
                return GatewayHost.Build(bare, site, hardware, exit);
            }
            catch (StorageException refused) when (site.Fire is not null)
            {
                if (!isSaid)
                {
                    isSaid = true;
                    System.Console.Error.WriteLine($"zhuhui-edge: {refused.Message}; until then nobody is let in, and the fire contact "
                        + "alone releases the doors");
                    notice.Ready();
                }

                await Task.WhenAny(stop.WaitAsync(), Task.Delay(_again, TimeProvider.System));
            }
        }

        return null;
    }
}
