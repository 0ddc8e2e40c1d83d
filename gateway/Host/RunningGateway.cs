using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Hosting.Systemd;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Cli.Commands;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Runs the gateway until it is told to stop, and leaves its last status in the data folder.</summary>
internal static class RunningGateway
{
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _longestGoodbye = TimeSpan.FromSeconds(10);

    /// <param name="bare">The site file; what was changed from afar comes over it.</param>
    public static async Task<int> RunAsync(BareSite bare)
    {
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

        var exit = new ExitCode();
        using var hardware = new DoorHardware(site, TimeProvider.System, logs);
        if (await BuildAsync(bare, site, hardware, exit) is not { } app)
        {
            return Exit.Done;
        }

        var lastStatus = Path.Combine(site.DataFolder, Status.FileName);
        File.Delete(lastStatus);
        var board = app.Services.GetRequiredService<StatusBoard>();
        board.Start();
        await app.StartAsync();
        AdminSocket.Restrict(site.DataFolder);
        var page = app.Urls.FirstOrDefault(u => u.StartsWith("http://", StringComparison.Ordinal)
            && !u.Contains("unix:", StringComparison.Ordinal));
        System.Console.Out.WriteLine(page is not null
            ? $"status page: {page}"
            : $"status page: off; port {site.Console.Port} of {site.Console.Host} is in use by another program, choose "
            + "another in Site.Console.Port");
        await app.WaitForShutdownAsync();
        var status = board.Now();
        try
        {
            AtomicFile.Write(lastStatus, JsonSerializer.SerializeToUtf8Bytes(status, EventJson.Options));
        }
        catch (IOException full)
        {
            System.Console.Error.WriteLine($"zhuhui-edge: the last status could not be kept in {lastStatus}: {full.Message}");
        }

        var code = exit.Value;
        try
        {
            // A database on a full disk may never close; everything that counts is on disk or lost by now, and the relays are at rest.
            await Task.Run(async () => await app.DisposeAsync()).WaitAsync(_longestGoodbye);
        }
        catch (TimeoutException)
        {
            System.Console.Error.WriteLine($"zhuhui-edge: not everything could be closed within {_longestGoodbye.TotalSeconds:0}"
                + " s; ended all the same");
        }

        return code;
    }

    /// <summary>Where there is a fire contact, a disk that can't be used does not end the gateway: the locks, held here, release in a fire
    /// without it, and the rest is tried again until it starts.</summary>
    /// <returns>Null where it was told to stop before that.</returns>
    private static async Task<WebApplication?> BuildAsync(BareSite bare, SiteFile site, DoorHardware hardware, ExitCode exit)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var isSaid = false;
        while (!stop.IsCancellationRequested)
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
                    new SystemdNotifier().Notify(ServiceState.Ready);
                }

                await Task.Delay(_again, TimeProvider.System, stop.Token).ContinueWith(static _ => { }, CancellationToken.None,
                    TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        return null;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
