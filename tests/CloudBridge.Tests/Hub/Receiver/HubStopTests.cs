using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>The receiver as a service: told to stop at any moment of its start, and what a service manager hears of it.</summary>
[Trait("needs", "process")]
public sealed class HubStopTests
{
    /// <summary>What SIGTERM and SIGINT end a program with that has no handler for them yet.</summary>
    private static readonly int[] _tooEarly = [128 + 15, 128 + 2];

    private static readonly TimeSpan _within = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_receiver_that_is_stopped_at_a_random_moment_of_its_start_ends_with_0()
    {
        var random = new ParallelOptions { MaxDegreeOfParallelism = 4 };
        await Parallel.ForEachAsync(Enumerable.Range(0, 12), random, async (i, cancellationToken) =>
        {
            var moment = _within * Random.Shared.NextDouble();
            using var hub = Start(manager: null);
            await Task.Delay(moment, cancellationToken);
            var code = await StopAsync(hub, i % 2 == 0 ? "TERM" : "INT");
            var said = await hub.StandardOutput.ReadToEndAsync(Eventually.Token) + await hub.StandardError.ReadToEndAsync(Eventually.Token);
            Assert.True(code == 0 || (_tooEarly.Contains(code) && said.Length == 0), $"after {moment.TotalSeconds:F3} s: {code}\n{said}");
        });
    }

    [Fact]
    public async Task A_service_manager_hears_that_it_is_ready_that_it_lives_without_a_broker_and_that_it_stops()
    {
        using var folder = new TemporaryFolder();
        using var manager = new NotifySocket(folder.At("notify"));
        using var hub = Start(manager);
        await manager.SaysAsync("READY=1");
        await manager.SaysAsync("WATCHDOG=1", manager.Times("WATCHDOG=1") + 4);
        Assert.Equal(0, await StopAsync(hub, "TERM"));
        Assert.Equal("STOPPING=1", manager.Said.Last(said => said != "WATCHDOG=1"));
    }

    /// <summary>With a database and a broker that nobody answers for.</summary>
    private static Process Start(NotifySocket? manager)
    {
        // A shell that runs the tests in the background has them ignore SIGINT, and their children with them.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "zhuhui-hub"),
            "run", "--port", "9", "--store", "Host=127.0.0.1;Port=9;Username=hub;Database=hub"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (manager is not null)
        {
            (start.Environment["NOTIFY_SOCKET"], start.Environment["WATCHDOG_USEC"]) = (manager.Path, "2000000");
        }

        return Process.Start(start)!;
    }

    private static async Task<int> StopAsync(Process hub, string signal)
    {
        using (var kill = Process.Start("/bin/kill", [$"-{signal}", hub.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Eventually.Token);
        }

        try
        {
            await hub.WaitForExitAsync(Eventually.Token);
        }
        catch (OperationCanceledException)
        {
            hub.Kill();
            throw new TimeoutException($"a minute after SIG{signal} it still runs");
        }

        return hub.ExitCode;
    }
}
