using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>A source under test, running, with its sightings and log lines in order.</summary>
internal sealed class Watched : IAsyncDisposable, ILogger
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Sighting> _sightings = Channel.CreateBounded<Sighting>(10_000);
    private readonly Task _running;

    public Watched(string url, string? credential = null, string id = "gate", string? ffmpegFolder = null, TimeProvider? time = null,
        Hardware? hardware = null,
        StreamTransport transport = StreamTransport.Tcp, StreamDecoder decoder = StreamDecoder.Auto, double noFrame = 2,
        int mostPerSecond = 100)
    {
        var settings = new StreamSettings(id, StreamRole.Main, url, transport, decoder, TimeSpan.FromSeconds(noFrame), mostPerSecond);
        Source = new RtspSource(settings, credential, hardware ?? Hardware.None, sighting =>
            Assert.True(_sightings.Writer.TryWrite(sighting)), time ?? TimeProvider.System, this, ffmpegFolder);
        _running = Source.KeepCapturingAsync(_stop.Token);
    }

    public RtspSource Source { get; }

    public ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>The next sighting, which must be of this type; what is only noted is passed over, unless it is asked for.</summary>
    public async Task<T> NextAsync<T>()
        where T : Sighting
    {
        while (true)
        {
            var next = await NextAsync();
            if (next is not CameraNoted || typeof(T) == typeof(CameraNoted))
            {
                return Assert.IsType<T>(next);
            }
        }
    }

    public async Task<Sighting> NextAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var next = _sightings.Reader.ReadAsync(patience.Token).AsTask();
        if (await Task.WhenAny(next, _running) == _running)
        {
            await _running;
        }

        return await next;
    }

    /// <summary>All that has been told since.</summary>
    public IReadOnlyList<Sighting> Told
    {
        get
        {
            var told = new List<Sighting>();
            while (_sightings.Reader.TryRead(out var sighting))
            {
                told.Add(sighting);
            }

            return told;
        }
    }

    /// <summary>Nothing has been told since.</summary>
    public bool IsQuiet => !_sightings.Reader.TryPeek(out _);

    /// <summary>Waits for another so many frames.</summary>
    public async Task FramesAsync(int count)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        for (var i = 0; i < count; i++)
        {
            using var frame = await Source.Frames.TakeAsync(patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Eventually.Patience));
        Source.Dispose();
        _stop.Dispose();
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);
}
