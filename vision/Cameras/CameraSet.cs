using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>All cameras of the site. Each runs on its own: one that is broken never touches the others, nor does one that is stopped,
/// begun or changed while they run.</summary>
public sealed class CameraSet : IDisposable
{
    private readonly Func<string, string?> _secret;
    private readonly Func<string, GalleryScope> _watch;
    private readonly FaceGallery _gallery;
    private readonly Action<Sighting> _onSighting;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StreamAnalysers _analysers;
    private readonly bool _openCv;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TaskCompletionSource _bug = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<Hardware> _hardware = new(static () => Hardware.Probe());
    private volatile RunningCamera[] _cameras;
    private CancellationToken? _running;

    /// <param name="secret">Gives user:password for a secret's name; null where there is none.</param>
    /// <param name="onSighting">Called from the cameras' loops, from several threads at once; must not block.</param>
    /// <exception cref="ModelPackException">A camera needs the model pack and it is missing or altered.</exception>
    /// <param name="watch">What the faces before a camera, by its id, are looked at for.</param>
    public CameraSet(VisionOptions options, IReadOnlyList<CameraOptions> cameras, Func<string, string?> secret,
        Func<string, GalleryScope> watch, FaceGallery gallery, Action<Sighting> onSighting, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(secret);
        (_secret, _watch, _gallery, _onSighting, _time) = (secret, watch, gallery, onSighting, time);
        _logger = loggers.CreateLogger<CameraSet>();
        OrphanedPipes.Sweep(Path.GetTempPath(), time);
        if (!FfmpegProgram.IsInstalled && cameras.Count > 0)
        {
            _logger.NoFfmpeg(FfmpegProgram.Missing);
        }

        _openCv = cameras.Count > 0 && OpenCvNative.Probe(options, _logger);
        _analysers = new StreamAnalysers(options, _openCv, gallery, onSighting, time);
        _analysers.Open(cameras);
        _cameras = [.. cameras.Select(Make)];
    }

    /// <summary>Every camera's, in the order of the site file.</summary>
    public IReadOnlyList<CameraHealth> Health => [.. _cameras.Select(camera => camera.Camera.Health)];

    /// <summary>Runs all cameras, and keeps the gallery's thresholds, until cancelled. An exception that flies out is a bug.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        _running = stop.Token;
        Array.ForEach(_cameras, Begin);
        _turn.Release();
        var calibrating = _gallery.KeepCalibratedAsync(_time, stop.Token);
        var first = await Task.WhenAny(calibrating, _bug.Task);
        await stop.CancelAsync();
        await _turn.WaitAsync(CancellationToken.None);
        await Task.WhenAll([calibrating, .. _cameras.Select(camera => camera.Ended)]).ContinueWith(static _ => { },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _turn.Release();
        await first;
    }

    /// <summary>From now on these are the cameras. One that is not there any more ends, a new one begins, one that has changed is stopped
    /// and started; all others run on.</summary>
    /// <param name="cameras">All of them, in the order of the site file.</param>
    /// <param name="changed">The ids of those that are others than before.</param>
    /// <param name="whileStill">Called once those have ended, before any begins.</param>
    /// <exception cref="ModelPackException">One needs the model pack, and it is missing or altered; all is as before.</exception>
    public async Task ChangeAsync(IReadOnlyList<CameraOptions> cameras, IReadOnlySet<string> changed, Action whileStill,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(whileStill);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(changed);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            _analysers.Open(cameras);
            var stays = _cameras.Where(one => !changed.Contains(one.Id) && cameras.Any(camera => camera.Id == one.Id))
                .ToDictionary(one => one.Id, StringComparer.Ordinal);
            RunningCamera[] gone = [.. _cameras.Where(one => !stays.ContainsKey(one.Id))];
            _cameras = [.. _cameras.Where(one => stays.ContainsKey(one.Id))];
            foreach (var one in gone)
            {
                await one.StopAsync();
            }

            whileStill();
            _cameras = [.. cameras.Select(camera => stays.GetValueOrDefault(camera.Id) ?? Make(camera))];
            if (_running is { IsCancellationRequested: false })
            {
                Array.ForEach([.. _cameras.Where(one => !stays.ContainsKey(one.Id))], Begin);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <returns>The camera's picture as a JPEG, with boxes around people and faces where OpenCV is there; null where there is no such
    /// camera or it is offline.</returns>
    public async Task<byte[]?> StillAsync(string camera, CancellationToken cancellationToken)
    {
        if (Find(camera) is not { } found || await found.StillAsync(cancellationToken) is not { } still)
        {
            return null;
        }

        return _openCv ? StillPicture.Draw(still.Frame, still.Marks) : LiveJpeg.Encode(still.Frame);
    }

    /// <returns>The camera's next picture for somebody who watches, and who is in it; null where there is no such camera or it is
    /// offline.</returns>
    public async Task<LivePicture?> LiveAsync(string camera, CancellationToken cancellationToken) =>
        Find(camera) is { } found ? await found.LiveAsync(cancellationToken) : null;

    /// <returns>A copy of the camera's next frame that is looked at, which may be shared; null where there is no such camera or it is
    /// offline.</returns>
    public async Task<Frame?> FrameAsync(string camera, CancellationToken cancellationToken) =>
        Find(camera) is { } found && await found.FaceStillAsync(cancellationToken) is { } still ? still.Frame : null;

    /// <returns>Where people walked before the camera within the last hour; null where nobody is looked for.</returns>
    public TrackHistory? Tracks(string camera) => _analysers.Tracks(camera);

    /// <summary>Call after <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        foreach (var one in _cameras)
        {
            one.Dispose();
        }

        _analysers.Dispose();
        _turn.Dispose();
    }

    private Camera? Find(string camera) => Array.Find(_cameras, each => each.Id == camera)?.Camera;

    private void Begin(RunningCamera camera) => camera.Begin(bug => _bug.TrySetException(bug), _running!.Value);

    private RunningCamera Make(CameraOptions camera)
    {
        var hardware = camera.Decoder == StreamDecoder.Software ? Hardware.None : _hardware.Value;
        var credential = camera.Credential.Length == 0 ? null : _secret(camera.Credential);
        var roles = Camera.RolesOf(camera);
        var presence = new CameraPresence(roles.Count, _onSighting);
        return new RunningCamera(new Camera(camera, [.. roles.Select(role => StreamOf(role, role == roles[0], role == roles[^1]))],
            _time));

        CameraStream StreamOf(StreamRole role, bool takesFaces, bool takesScene)
        {
            var settings = StreamSettings.From(camera, role);
            return new CameraStream(role,
                new RtspSource(settings, credential, hardware, change => presence.Report(role, change), _time, _logger), camera,
                _analysers.For(camera, takesFaces, takesScene, _watch(camera.Id)), _time,
                SlowStream.For(camera, takesFaces, takesScene, _time), line =>
                {
                    _logger.StreamSlow(camera.Id, role, line);
                    _onSighting(new CameraNoted(camera.Id, _time.GetTimestamp(), settings.Noted(line)));
                });
        }
    }
}
