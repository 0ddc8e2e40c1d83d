using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>The real link over feeds, from its start until it is disposed.</summary>
internal sealed class Running : IAsyncDisposable
{
    private static readonly GatewayRun _run = new(new GatewayAddress("bench", "link", "g-1"), Guid.NewGuid(), "0");
    private readonly string _bookmarks = Directory.CreateTempSubdirectory("zhuhui-bench-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly long _started = Stopwatch.GetTimestamp();

    public Running(LinkOptions options, params IReadOnlyList<OutboxFeed> feeds)
    {
        Link = new HubLink(options with { Tls = false }, _run, feeds, [], _bookmarks, _ => null, TimeProvider.System, NullLogger.Instance);
        _running = Link.RunAsync(_stop.Token);
    }

    public HubLink Link { get; }

    /// <summary>Seconds from the start until a stream is acknowledged up to a number.</summary>
    public async Task<double> UntilAcknowledgedAsync(string stream, long seq)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(30));
        await Link.UntilAsync(status => status.Streams.First(s => s.Name == stream).Acknowledged >= seq, limit.Token);
        return Stopwatch.GetElapsedTime(_started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        Directory.Delete(_bookmarks, recursive: true);
    }
}
