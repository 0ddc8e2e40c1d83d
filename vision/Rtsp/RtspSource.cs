using System.Globalization;
using FFMpegCore;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>What the stream that is running now looks like.</summary>
internal sealed record StreamFacts(int Width, int Height, string Codec);

/// <summary>One camera's stream, decoded by one ffmpeg process: keeps it up for as long as it is asked to, puts every frame in <see cref="Frames"/>, and
/// says once when the camera goes and once when it is back. No ffmpeg process outlives a call.</summary>
internal sealed class RtspSource : IDisposable
{
    /// <summary>How long connecting and finding the first key frame may take.</summary>
    private static readonly TimeSpan FirstFrame = TimeSpan.FromSeconds(15);

    private readonly CameraOptions _options;
    private readonly CameraAddress? _address;
    private readonly Action<Sighting> _onSighting;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Backoff _backoff = new();
    private readonly TimeSpan _noFrame;
    private readonly FrameRate _rate;
    private readonly FFOptions _ffmpeg;
    private volatile StreamFacts? _facts;
    private bool _toldOffline;
    private bool _wasOnline;
    private long _decoded;
    private long _lastFrameAt;
    private int _reconnects;

    /// <param name="credential">user:password, or null where the camera asks for none.</param>
    /// <param name="ffmpegFolder">Where ffmpeg is; empty where the search path tells.</param>
    public RtspSource(CameraOptions options, string? credential, Action<Sighting> onSighting, TimeProvider time, ILogger logger, string ffmpegFolder = "")
    {
        (_options, _onSighting, _time, _logger) = (options, onSighting, time, logger);
        _rate = new FrameRate(time);
        _ffmpeg = new FFOptions { BinaryFolder = ffmpegFolder };
        _address = CameraAddress.Parse(options.Url, credential);
        _noFrame = TimeSpan.FromSeconds(options.NoFrameSeconds);
    }

    public LatestFrame Frames { get; } = new();

    /// <summary>The running stream; null while the camera is offline.</summary>
    public StreamFacts? Facts => _facts;

    public long Decoded => Interlocked.Read(ref _decoded);

    /// <summary>Over the last ten seconds.</summary>
    public double FramesPerSecond => _rate.Now;

    /// <summary>How often the camera came back after an outage.</summary>
    public int Reconnects => Volatile.Read(ref _reconnects);

    /// <summary>When the last frame arrived; null before the first.</summary>
    public long? LastFrameAt => Decoded == 0 ? null : Interlocked.Read(ref _lastFrameAt);

    /// <summary>Captures until cancelled; every end that was not asked for is an outage, after which it tries again.</summary>
    public async Task KeepCapturingAsync(CancellationToken cancel)
    {
        while (true)
        {
            var reason = await CaptureOnceAsync(cancel);
            if (!_toldOffline)
            {
                _toldOffline = true;
                _logger.LogWarning("camera {Camera}: {Reason}", _options.Id, reason);
                _onSighting(new CameraOffline(_options.Id, _time.GetTimestamp(), reason));
            }

            await Task.Delay(_backoff.Next(), _time, cancel);
        }
    }

    public void Dispose() => Frames.Dispose();

    /// <summary>Captures until the stream ends.</summary>
    /// <returns>Why it ended, in one line without credentials.</returns>
    private async Task<string> CaptureOnceAsync(CancellationToken cancel)
    {
        if (_address is null)
        {
            return "its address must begin with rtsp:// or rtsps:// and name a host";
        }

        if (!FfmpegProgram.IsInstalled)
        {
            return FfmpegProgram.Missing;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var log = new StreamLog();
        log.Flooded += stop.Cancel;
        var stalled = false;
        string? fault = null;
        await using var watchdog = _time.CreateTimer(_ => StopStalled(), null, FirstFrame, Timeout.InfiniteTimeSpan);
        var sink = new Y4mSink(_time, BeginAsync, Put, stop.Cancel);
        try
        {
            await RunFfmpegAsync(_address, sink, log, stop.Token);
            sink.ThrowIfFailed();
        }
        catch (Exception e) when (StreamFault.ReasonOf(e) is not null)
        {
            fault = StreamFault.ReasonOf(e);
        }

        var began = _facts is not null;
        _facts = null;
        cancel.ThrowIfCancellationRequested();
        return Volatile.Read(ref stalled) && (began || log.Reason is null)
            ? string.Create(CultureInfo.InvariantCulture, $"no frame for {(began ? _noFrame : FirstFrame).TotalSeconds:0} s")
            : log.Reason ?? fault ?? (began ? "the stream ended" : "the camera gives no stream");

        void StopStalled()
        {
            Volatile.Write(ref stalled, true);
            stop.Cancel();
        }

        async Task BeginAsync(int width, int height)
        {
            var codec = await log.Codec.WaitAsync(FirstFrame, _time, stop.Token);
            _facts = new StreamFacts(width, height, codec);
        }

        void Put(Frame frame)
        {
            watchdog.Change(_noFrame, Timeout.InfiniteTimeSpan);
            Count(frame);
            Frames.Put(frame);
        }
    }

    private async Task RunFfmpegAsync(CameraAddress address, Y4mSink sink, StreamLog log, CancellationToken stop)
    {
        var ffmpeg = Ffmpeg(address, sink).NotifyOnStandardError(log.Add).CancellableThrough(out var kill);
        await using var killing = stop.Register(() => Kill(kill));
        try
        {
            await ffmpeg.ProcessAsynchronously(throwOnError: false, _ffmpeg, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before the process was there.
        }
    }

    private static void Kill(Action kill)
    {
        try
        {
            kill();
        }
        catch (IOException)
        {
            // FFMpegCore first asks the process to go, and it had just gone by itself.
        }
    }

    private void Count(Frame frame)
    {
        Interlocked.Exchange(ref _lastFrameAt, frame.ArrivedAt);
        Interlocked.Increment(ref _decoded);
        _rate.Count();
        if (frame.Number > 1 || _facts is not { } facts)
        {
            return;
        }

        _backoff.Reset();
        _toldOffline = false;
        if (_wasOnline)
        {
            Interlocked.Increment(ref _reconnects);
        }

        _wasOnline = true;
        _logger.LogInformation("camera {Camera}: {Width}x{Height} {Codec}", _options.Id, facts.Width, facts.Height, facts.Codec);
        _onSighting(new CameraOnline(_options.Id, frame.ArrivedAt, facts.Width, facts.Height, facts.Codec));
    }

    /// <summary>ffmpeg's own timeout only ends a process whose gateway is gone; our watchdog is the one that counts. Frames are numbered anew (setpts): their
    /// times often do not fit the nominal rate, and ffmpeg would say so of every single one. The stream is probed when the list is opened, so the list itself
    /// is not (probesize). The title tells in the process list whose ffmpeg it is.</summary>
    private FFMpegArgumentProcessor Ffmpeg(CameraAddress address, Y4mSink sink) => FFMpegArguments
        .FromPipeInput(new StreamAddress(address, _noFrame), input => input.WithCustomArgument("-hide_banner -nostats -threads 1 -probesize 32 -fpsprobesize 0"))
        .OutputToPipe(sink, output => output
            .WithCustomArgument($"-map 0:v:0 -fps_mode passthrough -vf setpts=N/TB -pix_fmt yuv420p -metadata title=camera-{_options.Id}").DisableAudio());
}
