using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Vision.Rtsp;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>A source under test, running, with its sightings in order.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(100);
    private readonly Task _running;

    public Watched(string url, string? credential = null, string id = "gate", string ffmpegFolder = "")
    {
        Source = new RtspSource(new CameraOptions { Id = id, Url = url, NoFrameSeconds = 2 }, credential,
            sighting => Assert.True(_sightings.Writer.TryWrite(sighting)), TimeProvider.System, NullLogger.Instance, ffmpegFolder);
        _running = Source.KeepCapturingAsync(_stop.Token);
    }

    public RtspSource Source { get; }

    /// <summary>The next sighting, which must be of this type.</summary>
    public async Task<T> NextAsync<T>()
        where T : Sighting
    {
        using var patience = new CancellationTokenSource(Patience);
        var next = _sightings.Reader.ReadAsync(patience.Token).AsTask();
        if (await Task.WhenAny(next, _running) == _running)
        {
            await _running;
        }

        return Assert.IsType<T>(await next);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Patience));
        Source.Dispose();
        _stop.Dispose();
    }
}
