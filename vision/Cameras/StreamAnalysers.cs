using System.Collections.Concurrent;
using Zhuhui.Edge.Vision.Codes;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tamper;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>Makes what looks at each stream: faces and codes at the large one, everything else at the small one, all at the same where
/// there is only one. Owns the models the cameras share.</summary>
internal sealed class StreamAnalysers : IDisposable
{
    private readonly VisionOptions _options;
    private readonly bool _openCv;
    private readonly FaceGallery _gallery;
    private readonly Action<Sighting> _onSighting;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, TrackMemory> _walked = new(StringComparer.Ordinal);
    private FaceModels? _faces;
    private PersonModel? _people;

    public StreamAnalysers(VisionOptions options, bool openCv, FaceGallery gallery, Action<Sighting> onSighting, TimeProvider time) =>
        (_options, _openCv, _gallery, _onSighting, _time) = (options, openCv, gallery, onSighting, time);

    /// <summary>Opens the models that these cameras need and that are not open yet; one at a time.</summary>
    /// <exception cref="ModelPackException">A camera needs the model pack and it is missing or altered.</exception>
    public void Open(IReadOnlyList<CameraOptions> cameras)
    {
        var (faces, people) = (_faces is null && cameras.Any(camera => camera.Faces), _people is null && cameras.Any(WatchesPeople));
        var pack = faces || people ? ModelPack.Open(_options.ModelFolder) : null;
        _faces ??= pack is not null && faces ? new FaceModels(pack, _options.ModelThreads) : null;
        _people ??= pack is not null && people ? new PersonModel(pack, _options.ModelThreads) : null;
    }

    /// <param name="takesFaces">Faces and codes are looked for in this stream.</param>
    /// <param name="takesScene">People, and the picture itself, are watched in this stream.</param>
    public List<FrameAnalyser> For(CameraOptions camera, bool takesFaces, bool takesScene, GalleryScope watch)
    {
        var analysers = new List<FrameAnalyser>();
        if (takesFaces && camera.Faces && _faces is not null)
        {
            analysers.Add(new FaceAnalyser(camera.Id, watch, _faces, _options, _gallery, _time, _onSighting));
        }

        if (takesScene && WatchesPeople(camera) && _people is not null)
        {
            MotionGate gate = _openCv ? new Mog2MotionGate(_time) : new PlainMotionGate(_time);
            analysers.Add(new PeopleAnalyser(camera, _people, gate, _onSighting, _time, MemoryOf(camera.Id)));
        }

        if (takesScene && camera.Tamper)
        {
            analysers.Add(new TamperWatch(camera.Id, _onSighting, _time));
        }

        if (takesFaces && camera.QrCodes)
        {
            analysers.Add(new QrAnalyser(camera.Id, _onSighting, _time));
        }

        if (takesScene && _openCv)
        {
            analysers.Add(new PictureWatch(_time));
        }

        return analysers;
    }

    public void Dispose()
    {
        _faces?.Dispose();
        _people?.Dispose();
    }

    /// <summary>Where people walked before a camera; null where nobody was ever looked for.</summary>
    public TrackHistory? Tracks(string camera) => _walked.TryGetValue(camera, out var memory) ? memory.Read() : null;

    /// <summary>A camera that begins anew goes on in it.</summary>
    private TrackMemory MemoryOf(string camera)
    {
        var memory = _walked.GetOrAdd(camera, _ => new TrackMemory(_time));
        memory.Break();
        return memory;
    }

    /// <summary>Whether persons are looked for.</summary>
    private static bool WatchesPeople(CameraOptions camera) => camera.Lines.Count > 0 || camera.Zones.Count > 0;
}
