using FFMpegCore;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>One stream of a camera, decoded by one ffmpeg process: keeps it up for as long as it is asked to, puts every frame in
/// <see cref="Frames"/>, and says once when the stream goes and once when it is back. No ffmpeg process outlives a call, nor this
/// process.</summary>
internal sealed class RtspSource : IDisposable
{
    /// <summary>From the start of ffmpeg until the camera has described its stream.</summary>
    private static readonly TimeSpan _answer = TimeSpan.FromSeconds(8);

    /// <summary>From there to the first picture. A camera at night may send one in five seconds, only each sixth of them can be decoded
    /// alone, and ffmpeg gives it out when the next one begins.</summary>
    internal static readonly TimeSpan LongestFirstFrame = TimeSpan.FromSeconds(40);

    /// <summary>Within which an outage is told, whatever is still being tried: another decoder, another picture.</summary>
    private static readonly TimeSpan _longestUntold = TimeSpan.FromSeconds(9);

    /// <summary>The same while the stream has never been there: a first try, and another decoder's.</summary>
    private static readonly TimeSpan _longestFirst = TimeSpan.FromSeconds(60);

    /// <summary>Of this codec ffmpeg gives out a picture once it has it; of the others when the next one begins.</summary>
    private const string WholePictures = "mjpeg";

    private readonly StreamSettings _settings;
    private readonly CameraAddress? _address;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StreamOutage _outage;
    private readonly Backoff _backoff = new();
    private readonly DecoderChoice _decoder;
    private readonly FramePool _pool = new();
    private readonly FrameRate _rate;
    private readonly StreamPace _pace;
    private readonly FFOptions _ffmpeg;
    private readonly FfmpegProcess _process;
    private volatile StreamFacts? _facts;
    private volatile StreamFacts? _lastFacts;
    private long _decoded;
    private long _leftOut;
    private long _lastFrameAt;

    /// <param name="credential">user:password, or null where the camera asks for none.</param>
    /// <param name="onSighting">Told <see cref="CameraOnline"/> and <see cref="CameraOffline"/> of this stream.</param>
    /// <param name="ffmpegFolder">Where ffmpeg is; null for this machine's.</param>
    public RtspSource(StreamSettings settings, string? credential, Hardware hardware, Action<Sighting> onSighting, TimeProvider time,
        ILogger logger,
        string? ffmpegFolder = null)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        _outage = new StreamOutage(settings, onSighting, time, logger);
        _rate = new FrameRate(time);
        _pace = new StreamPace(settings.NoFrame, time);
        _ffmpeg = new FFOptions { BinaryFolder = ffmpegFolder ?? FfmpegProgram.LauncherFolder };
        _process = new FfmpegProcess(settings.Title, time);
        _decoder = new DecoderChoice(settings.Decoder, hardware);
        _address = CameraAddress.Parse(settings.Url, credential);
    }

    public LatestFrame Frames { get; } = new();

    /// <summary>The running stream; null while it is offline.</summary>
    public StreamFacts? Facts => _facts;

    /// <summary>Why it is offline; null while it is not, or has not been tried to the end.</summary>
    public string? Reason => _outage.Reason;

    public long Decoded => Interlocked.Read(ref _decoded);

    /// <summary>Nobody looked at them: more than are wanted a second, or replaced by a newer one.</summary>
    public long Dropped => Frames.Dropped + Interlocked.Read(ref _leftOut);

    /// <summary>Over the last ten seconds.</summary>
    public double FramesPerSecond => _rate.Now;

    /// <summary>Of one core, what ffmpeg takes; null while it is not known.</summary>
    public double? DecodeShare => _facts is null ? null : _process.Share;

    /// <summary>So long it may be silent, by its own pace.</summary>
    public TimeSpan Patience => _pace.Limit;

    /// <summary>How often the stream came back after an outage.</summary>
    public int Reconnects => _outage.Reconnects;

    /// <summary>When the last frame arrived; null before the first.</summary>
    public long? LastFrameAt => Decoded == 0 ? null : Interlocked.Read(ref _lastFrameAt);

    /// <summary>Captures until cancelled; every end that was not asked for is an outage, after which it tries again.</summary>
    public async Task KeepCapturingAsync(CancellationToken cancellationToken)
    {
        _outage.KeepAlive();
        while (true)
        {
            StreamLoss? loss;
            await using (_outage.OverdueTimer(Decoded == 0 ? _longestFirst : _longestUntold + _pace.Limit - _settings.NoFrame))
            {
                loss = await CaptureOnceAsync(cancellationToken);
            }

            if (loss is null)
            {
                continue;
            }

            if (loss.Kind == StreamLossKind.Unauthorised)
            {
                loss = await LoginOffer.RefusalAsync(_address!, _time, cancellationToken) ?? loss;
            }

            _outage.Begin(loss.Reason);
            await Task.Delay(_backoff.After(loss.Kind), _time, cancellationToken);
        }
    }

    public void Dispose() => Frames.Dispose();

    /// <summary>Captures until the stream ends.</summary>
    /// <returns>Why it ended; null where it is to be tried again at once: with another decoder, or as another picture.</returns>
    private async Task<StreamLoss?> CaptureOnceAsync(CancellationToken cancellationToken)
    {
        if (_address is null)
        {
            return StreamLoss.BadAddress;
        }

        if (!FfmpegProgram.IsInstalled)
        {
            return new StreamLoss(StreamLossKind.NoProgram, FfmpegProgram.Missing);
        }

        if (await RtspProbe.AtAsync(_address, _time, cancellationToken) is { } nobody)
        {
            return nobody;
        }

        var way = _decoder.For(_lastFacts?.Codec);
        using var run = new StreamRun(cancellationToken);
        await using var watchdog = _time.CreateTimer(_ => run.End(RunEnd.Stalled), null, _answer, Timeout.InfiniteTimeSpan);
        run.Log.Described += () => watchdog.Change(LongestFirstFrame, Timeout.InfiniteTimeSpan);
        var lastNumber = 0L;
        var sink = new PictureSink(_time, _pool, BeginAsync, Put, () => run.End(RunEnd.Failed));
        StreamLoss? fault = null;
        try
        {
            await FfmpegStart.RunAsync(Ffmpeg(_address, way, sink).NotifyOnStandardError(run.Log.Add), _ffmpeg, run.Stopped);
            sink.ThrowIfFailed();
        }
        catch (Exception e) when (StreamFault.ReasonOf(e) is not null)
        {
            fault = new StreamLoss(StreamLossKind.Machine, StreamFault.ReasonOf(e)!);
        }

        var began = _facts is not null;
        _facts = null;
        _process.Forget();
        cancellationToken.ThrowIfCancellationRequested();
        if (run.EndedAs == RunEnd.OtherDecoder || (began && run.EndedAs == RunEnd.SizeChanged))
        {
            return null;
        }

        var said = run.Log.Loss;
        if (!began && way != DecoderArguments.Software && (said is null ? run.Log.Codec.IsCompleted
            : said.Kind == StreamLossKind.Undecodable))
        {
            _decoder.Failed(way);
            _logger.HardwareGivenUp(_settings.Camera, _settings.Role, way.Name);
            return null;
        }

        return (run.EndedAs == RunEnd.Stalled, began) switch
        {
            (true, true) => StreamLoss.NoFrameFor(_pace.Limit),
            (true, false) => said ?? (run.Log.IsDescribed ? StreamLoss.NoPicture : StreamLoss.NoAnswer),
            (false, true) => said ?? fault ?? StreamLoss.Ended,
            (false, false) => said ?? fault ?? StreamLoss.NoStream,
        };

        async Task<PictureTraits> BeginAsync(int width, int height)
        {
            var codec = await run.Log.Codec.WaitAsync(LongestFirstFrame, _time, run.Stopped);
            var facts = new StreamFacts(width, height, codec, run.Log.SoftwareInstead ? DecoderArguments.Software.Name : way.Name);
            (_lastFacts, var before) = (facts, _lastFacts);
            if (_decoder.For(codec) != way && before?.Codec != codec)
            {
                run.End(RunEnd.OtherDecoder);
                return PictureTraits.Plain;
            }

            _pace.Begin();
            _facts = facts;
            return new PictureTraits(codec != WholePictures, await run.Log.Range.WaitAsync(LongestFirstFrame, _time, run.Stopped));
        }

        void Put(Frame frame)
        {
            _pace.Put(_time.GetTimestamp());
            watchdog.Change(_pace.Limit, Timeout.InfiniteTimeSpan);
            Count(frame, (int)Math.Max(1, frame.Number - lastNumber));
            lastNumber = frame.Number;
            Frames.Put(frame);
        }
    }

    /// <param name="sent">So many the camera has sent since the last one, this one among them.</param>
    private void Count(Frame frame, int sent)
    {
        Interlocked.Exchange(ref _lastFrameAt, frame.ArrivedAt);
        _outage.KeepAlive();
        _rate.Count(sent);
        var first = Interlocked.Add(ref _decoded, sent) == sent;
        Interlocked.Add(ref _leftOut, sent - 1);
        if (frame.Number > 1 || _facts is not { } facts)
        {
            return;
        }

        _backoff.Reset();
        _outage.End(facts, frame.ArrivedAt, first);
    }

    /// <summary>ffmpeg's own timeout only ends a process whose gateway is gone and whose kernel did not end it; our watchdog is the one
    /// that counts. Frames are numbered anew (setpts): their times often do not fit the nominal rate, and ffmpeg would say so of every
    /// single one. The stream is probed when the list is opened, so the list itself is not (probesize). What the camera describes is said
    /// only at this log level. The title tells in the process list whose ffmpeg it is.</summary>
    private FFMpegArgumentProcessor Ffmpeg(CameraAddress address, DecoderArguments way, PictureSink sink) => FFMpegArguments
        .FromPipeInput(new StreamAddress(address, _settings.Transport),
            input => input.WithCustomArgument($"-hide_banner -nostats -loglevel verbose -threads 1 {way.Arguments} -probesize 32 "
                + "-fpsprobesize 0"))
        .OutputToPipe(sink, output => output
            .WithCustomArgument($"-map 0:v:0 -fps_mode passthrough -vf {PictureSink.Filters(_settings.MostPerSecond)} "
                + $"-metadata title={_settings.Title}")
            .DisableAudio());
}
