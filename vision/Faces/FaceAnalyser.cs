using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Liveness;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Looks for faces in one camera's frames and has every usable view of them judged. While nothing moves and no face is followed
/// the detector rests, but for a look a second: a person who keeps so still that no motion is seen is seen then.</summary>
internal sealed class FaceAnalyser : FrameAnalyser
{
    /// <summary>Below the sure score, but good enough to go on with a face that is already followed.</summary>
    private const float Unsure = 0.5f;

    /// <summary>A view is matched only where the detector has hardly a doubt: 95 of 100 portrait photos.</summary>
    private const float Certain = 0.8f;

    /// <summary>While no view of any face is wanted: whoever comes is seen a frame or two later.</summary>
    private static readonly TimeSpan _calmly = TimeSpan.FromMilliseconds(80);

    /// <summary>The longest rest.</summary>
    private static readonly TimeSpan _lookAgain = TimeSpan.FromSeconds(1);

    private readonly VisionOptions _options;
    private readonly TimeProvider _time;
    private readonly PlainMotionGate _gate;
    private readonly GalleryScope _watch;
    private readonly FaceDetector _detector;
    private readonly FaceLandmarks _landmarks;
    private readonly FaceEmbedder _embedder;
    private readonly FaceDescriber _describer;
    private readonly LivenessCheck _liveness;
    private readonly FaceTracks _tracks;
    private readonly List<Detection> _found = [];
    private readonly List<Box> _regions = [];
    private int _tiles;
    private long? _lastLook;
    private bool _isCalm;

    public FaceAnalyser(string camera, GalleryScope watch, FaceModels models, VisionOptions options, FaceGallery gallery, TimeProvider time,
        Action<Sighting> report)
    {
        (_options, _watch, _time, _gate) = (options, watch, time, new PlainMotionGate(time));
        _detector = new FaceDetector(models);
        _landmarks = new FaceLandmarks(models);
        _embedder = new FaceEmbedder(models);
        _describer = new FaceDescriber(_landmarks, _embedder);
        _liveness = new LivenessCheck(models.Liveness);
        _tracks = new FaceTracks(camera, watch.Partition, models.Pack, options, gallery, time, report);
    }

    /// <summary>The followed faces in the last frame.</summary>
    public IReadOnlyList<SeenFace> Present { get; private set; } = [];

    /// <summary>In how many frames faces were looked for.</summary>
    public int Looks { get; private set; }

    public override void Analyse(Frame frame)
    {
        var idle = !_gate.Evaluate(frame).Any && !_tracks.Any;
        if ((idle || _isCalm) && _lastLook is { } last && _time.GetElapsedTime(last, frame.ArrivedAt) < (idle ? _lookAgain : _calmly))
        {
            return;
        }

        _lastLook = frame.ArrivedAt;
        Looks++;
        _tiles = FaceRegions.Choose(frame, _options.MinFacePixels, _tiles, idle, _regions);
        _detector.Detect(frame, _regions, Unsure, _found);
        var seen = _tracks.See(_found, frame.ArrivedAt);
        Present = seen;
        _isCalm = seen.Count > 0;
        var described = 0;
        foreach (var face in _tracks.Wanted(seen, frame.ArrivedAt))
        {
            _isCalm = false;
            if (face.Detection.Score >= Certain && face.Detection.Box.Width >= _options.MinFacePixels
                && View(frame, face.Detection) is { } view)
            {
                _tracks.Add(face, view, _watch.Liveness && _options.LivenessThreshold > 0
                    ? () => _liveness.Judge(frame, face.Detection.Box) : null);
                if (++described == FaceTurns.MostAFrame)
                {
                    break;
                }
            }
        }
    }

    public override void Dispose()
    {
        _detector.Dispose();
        _landmarks.Dispose();
        _embedder.Dispose();
        _liveness.Dispose();
        _gate.Dispose();
        base.Dispose();
    }

    private FaceView? View(Frame frame, in Detection face)
    {
        var points = _landmarks.Locate(frame, face.Box);
        var quality = FaceQuality.Assess(face.Box.Width, _landmarks.Crop, points, _options.MinFacePixels);
        return quality.Usable
            ? new FaceView(frame.ArrivedAt, _describer.Describe(frame, face.Box, points), quality.Score * face.Score, null)
            : null;
    }
}
