using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>Many gateways in this process: the real link each, with two journals in memory.</summary>
internal sealed class Gateways : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(HubLink Link, TestJournal Passages, TestJournal Health)> _all = [];
    private readonly List<Task> _running = [];

    public Gateways(int count, int port, string folder)
    {
        for (var i = 0; i < count; i++)
        {
            var (passages, health) = (new TestJournal("passages"), new TestJournal("health"));
            var link = new HubLink(new LinkOptions { Port = port, Tls = false }, new GatewayRun(new GatewayAddress("d-1", $"c-{i}",
                $"g-{i}"), Guid.NewGuid(), "0.2.0"),
                [passages.Feed, health.Feed], [], Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)), _ => null,
                TimeProvider.System, NullLogger.Instance);
            _all.Add((link, passages, health));
            _running.Add(link.RunAsync(_stop.Token));
        }
    }

    /// <param name="since">Connections from before do not count.</param>
    /// <param name="atMost">After so long it is given up.</param>
    public async Task UntilAllAreConnectedAsync(DateTimeOffset since, TimeSpan atMost)
    {
        var started = Stopwatch.GetTimestamp();
        while (_all.Exists(gateway => gateway.Link.Status is not { Connected: true } status || status.Since < since))
        {
            if (Stopwatch.GetElapsedTime(started) > atMost)
            {
                throw new TimeoutException($"{_all.Count(gateway => !gateway.Link.Status.Connected)} of {_all.Count} gateways are not "
                    + $"connected after {atMost}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>So many events a second each, spread evenly; how many were written, and how long a sample of them took to be acknowledged,
    /// in ms.</summary>
    public async Task<(long Written, List<double> Latencies)> WriteAsync(int rate, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var (written, latencies) = (0L, new List<double>());
        var waiting = new List<(int Gateway, long Seq, double At)>();
        var passages = new long[_all.Count];
        while (clock.Elapsed < time)
        {
            var due = (long)(clock.Elapsed.TotalSeconds * rate * _all.Count);
            for (; written < due; written++)
            {
                var i = (int)(written % _all.Count);
                var at = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
                // Every fifth event is one of health.
                if (written / _all.Count % 5 == 4)
                {
                    _all[i].Health.Append(type: "device.online", data: """{"device":"box"}""", at: at);
                    continue;
                }

                _all[i].Passages.Append(type: "passage.completed", data: District.Data((int)(written % 1_000_000)), at: at);
                passages[i]++;
                if (written % 23 == 0)
                {
                    waiting.Add((i, passages[i], clock.Elapsed.TotalMilliseconds));
                }
            }

            var now = clock.Elapsed.TotalMilliseconds;
            waiting.RemoveAll(one =>
            {
                var arrived = _all[one.Gateway].Link.Status.Streams.Single(stream => stream.Name == "passages").Acknowledged >= one.Seq;
                if (arrived)
                {
                    latencies.Add(now - one.At);
                }

                return arrived;
            });
            await Task.Delay(5);
        }

        return (written, latencies);
    }

    public async Task DrainAsync(TimeSpan atMost)
    {
        var drained = await Task.WhenAll(_all.Select(gateway => gateway.Link.DrainAsync(atMost, CancellationToken.None)));
        if (!Array.TrueForAll(drained, one => one))
        {
            Console.Error.WriteLine($"district: {drained.Count(one => !one)} gateways still have events after {atMost}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(static _ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}
