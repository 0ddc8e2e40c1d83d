using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>All cameras of the site. Each runs on its own: one that is broken never touches the others.</summary>
public sealed class CameraSet : IDisposable
{
    private readonly List<Camera> _cameras = [];
    private readonly FaceGallery _gallery;
    private readonly TimeProvider _time;
    private readonly StreamAnalysers _analysers;
    private readonly bool _openCv;

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
        (_gallery, _time) = (gallery, time);
        var logger = loggers.CreateLogger<CameraSet>();
        OrphanedPipes.Sweep(Path.GetTempPath(), time);
        if (!FfmpegProgram.IsInstalled && cameras.Count > 0)
        {
            logger.NoFfmpeg(FfmpegProgram.Missing);
        }

        var hardware = cameras.Any(camera => camera.Decoder != StreamDecoder.Software) ? Hardware.Probe() : Hardware.None;
        _openCv = cameras.Count > 0 && OpenCvNative.Probe(options, logger);
        _analysers = new StreamAnalysers(options, _openCv, cameras, gallery, onSighting, time);
        foreach (var camera in cameras)
        {
            var credential = camera.Credential.Length == 0 ? null : secret(camera.Credential);
            var roles = Camera.RolesOf(camera);
            var presence = new CameraPresence(roles.Count, onSighting);
            _cameras.Add(new Camera(camera,
                [.. roles.Select(role => StreamOf(camera, role, role == roles[0], role == roles[^1]))], time));

            CameraStream StreamOf(CameraOptions camera, StreamRole role, bool takesFaces, bool takesScene)
            {
                var settings = StreamSettings.From(camera, role);
                return new CameraStream(role,
                    new RtspSource(settings, credential, hardware, change => presence.Report(role, change), time, logger), camera,
                    _analysers.For(camera, takesFaces, takesScene, watch(camera.Id)), time,
                    SlowStream.For(camera, takesFaces, takesScene, time), line =>
                    {
                        logger.StreamSlow(camera.Id, role, line);
                        onSighting(new CameraNoted(camera.Id, time.GetTimestamp(), settings.Noted(line)));
                    });
            }
        }
    }

    /// <summary>Every camera's, in the order of the site file.</summary>
    public IReadOnlyList<CameraHealth> Health => [.. _cameras.Select(camera => camera.Health)];

    /// <summary>Runs all cameras, and keeps the gallery's thresholds, until cancelled. An exception that flies out is a bug.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => CameraStream.TogetherAsync(
        [.. _cameras.Select(camera => (Func<CancellationToken, Task>)camera.RunAsync), stop => _gallery.KeepCalibratedAsync(_time, stop)],
        cancellationToken);

    /// <returns>The camera's picture as a JPEG, with boxes around people and faces where OpenCV is there; null where there is no such
    /// camera or it is offline.</returns>
    public async Task<byte[]?> StillAsync(string camera, CancellationToken cancellationToken)
    {
        if (_cameras.Find(each => each.Id == camera) is not { } found || await found.StillAsync(cancellationToken) is not { } still)
        {
            return null;
        }

        return _openCv ? StillPicture.Draw(still.Frame, still.Marks) : LiveJpeg.Encode(still.Frame);
    }

    /// <returns>The camera's next picture for somebody who watches, and who is in it; null where there is no such camera or it is
    /// offline.</returns>
    public async Task<LivePicture?> LiveAsync(string camera, CancellationToken cancellationToken) =>
        _cameras.Find(each => each.Id == camera) is { } found ? await found.LiveAsync(cancellationToken) : null;

    /// <returns>A copy of the camera's next frame that is looked at, which may be shared; null where there is no such camera or it is
    /// offline.</returns>
    public async Task<Frame?> FrameAsync(string camera, CancellationToken cancellationToken) =>
        _cameras.Find(each => each.Id == camera) is { } found && await found.FaceStillAsync(cancellationToken) is { } still
            ? still.Frame : null;

    /// <summary>Call after <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        foreach (var camera in _cameras)
        {
            camera.Dispose();
        }

        _analysers.Dispose();
    }
}
