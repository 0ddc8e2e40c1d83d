using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Tamper;

namespace Zhuhui.Edge.Vision;

/// <summary>All cameras of the site. Each runs on its own: one that is broken never touches the others. Owns the models they share.</summary>
public sealed class Cameras : IDisposable
{
    private readonly List<Camera> _cameras = [];
    private readonly FaceModels? _faces;
    private readonly PersonModel? _people;
    private readonly bool _openCv;

    /// <param name="secret">Gives user:password for a secret's name; null where there is none.</param>
    /// <param name="onSighting">Called from the cameras' loops, from several threads at once; must not block.</param>
    /// <exception cref="ModelPackException">A camera needs the model pack and it is missing or altered.</exception>
    /// <param name="watch">What the faces before a camera, by its id, are looked at for.</param>
    public Cameras(VisionOptions options, IReadOnlyList<CameraOptions> cameras, Func<string, string?> secret, Func<string, FaceWatch> watch, FaceGallery gallery,
        Action<Sighting> onSighting, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(cameras);
        ArgumentNullException.ThrowIfNull(secret);
        var logger = loggers.CreateLogger<Cameras>();
        OrphanedPipes.Sweep(Path.GetTempPath(), time);
        if (!FfmpegProgram.IsInstalled && cameras.Count > 0)
        {
            logger.LogError("{Missing}; until then every camera is offline", FfmpegProgram.Missing);
        }

        _openCv = cameras.Count > 0 && OpenCvNative.Probe(options, logger);
        var pack = cameras.Any(camera => camera.Faces || WatchesPeople(camera)) ? ModelPack.Open(options.ModelFolder) : null;
        _faces = pack is not null && cameras.Any(camera => camera.Faces) ? new FaceModels(pack, options.ModelThreads) : null;
        _people = pack is not null && cameras.Any(WatchesPeople) ? new PersonModel(pack, options.ModelThreads) : null;
        foreach (var camera in cameras)
        {
            var analysers = new List<FrameAnalyser>();
            if (camera.Faces && _faces is not null)
            {
                analysers.Add(new FaceAnalyser(camera.Id, watch(camera.Id), _faces, options, gallery, time, onSighting));
            }

            if (WatchesPeople(camera) && _people is not null)
            {
                MotionGate gate = _openCv ? new Mog2MotionGate(time) : new PlainMotionGate(time);
                analysers.Add(new PeopleAnalyser(camera, _people, gate, onSighting, time));
            }

            if (camera.Tamper)
            {
                analysers.Add(new TamperWatch(camera.Id, onSighting, time));
            }

            if (camera.QrCodes && _openCv)
            {
                analysers.Add(new QrAnalyser(camera.Id, onSighting, time));
            }

            var credential = camera.Credential.Length == 0 ? null : secret(camera.Credential);
            if (_openCv)
            {
                analysers.Add(new PictureWatch(time));
            }

            _cameras.Add(new Camera(camera, new RtspSource(camera, credential, onSighting, time, logger), analysers, time));
        }
    }

    /// <summary>Whether persons are looked for.</summary>
    private static bool WatchesPeople(CameraOptions camera) => camera.Lines.Count > 0 || camera.Zones.Count > 0;

    /// <summary>Every camera's, in the order of the site file.</summary>
    public IReadOnlyList<CameraHealth> Health => [.. _cameras.Select(camera => camera.Health)];

    /// <summary>Runs all cameras until cancelled. An exception that flies out is a bug.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = _cameras.ConvertAll(camera => camera.RunAsync(stop.Token));
        running.Add(Task.Delay(Timeout.InfiniteTimeSpan, stop.Token));
        var first = await Task.WhenAny(running);
        await stop.CancelAsync();
        await Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
    }

    /// <returns>The camera's picture as a JPEG, with boxes around people and faces where OpenCV is there; null where there is no such camera or it is offline.</returns>
    public async Task<byte[]?> StillAsync(string camera, CancellationToken cancel)
    {
        if (_cameras.Find(each => each.Id == camera) is not { } found || await found.StillAsync(cancel) is not { } still)
        {
            return null;
        }

        return _openCv ? StillPicture.Draw(still.Frame, still.Marks) : await Photo.ToJpegAsync(still.Frame, cancel);
    }

    /// <summary>Call after <see cref="RunAsync"/> has ended.</summary>
    public void Dispose()
    {
        foreach (var camera in _cameras)
        {
            camera.Dispose();
        }

        _faces?.Dispose();
        _people?.Dispose();
    }
}
