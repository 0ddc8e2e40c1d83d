using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Follows the persons in one camera's picture and reports what they do to its lines and zones, and what is left there. The
/// detector rests while nothing moves; while somebody is followed or something is going on it looks at least once a second, and now and
/// then in any case: who stands still is still there.</summary>
/// <param name="memory">Where people walked; null where nobody asks for it.</param>
internal sealed class PeopleAnalyser(CameraOptions camera, PersonModel model, MotionGate gate, Action<Sighting> onSighting,
    TimeProvider time, TrackMemory? memory = null) : FrameAnalyser
{
    /// <summary>A detection from here up may prolong a track; starting one takes <see cref="BoxTracks.SureScore"/>.</summary>
    private const float UnsureScore = 0.25f;

    private static readonly TimeSpan _lookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _idleLook = TimeSpan.FromSeconds(10);

    private readonly PersonDetector _detector = new(model);
    private readonly BoxTracks _tracks = new(time) { Patience = TimeSpan.FromSeconds(3), FirstPatience = TimeSpan.FromSeconds(0.6) };
    private readonly DetectionPlan _plan = new(time);
    private readonly ZoneWatches _zones = new(camera, onSighting, time);
    private readonly StillThings? _things = camera.Zones.Any(static zone => zone.ObjectLeftSeconds is > 0) ? new StillThings(time) : null;
    private readonly List<Detection> _found = [];
    private readonly List<Box> _people = [];
    private List<BoxTrack> _present = [];
    private (int Width, int Height) _size;
    private long? _lastLook;
    private long? _lastFrame;
    private int _torn;

    /// <summary>Persons followed and seen in the last frame that was looked at.</summary>
    public IReadOnlyList<BoxTrack> Present => _present;

    /// <summary>How often the detector has run.</summary>
    public int Runs { get; private set; }

    public override void Analyse(Frame frame)
    {
        if (_size != (frame.Width, frame.Height))
        {
            _size = (frame.Width, frame.Height);
            _tracks.Clear();
            memory?.Break();
            _zones.Lay(frame.Width, frame.Height, frame.ArrivedAt);
        }

        // Pictures so far apart show no movement and no stay: what is there may each time be another.
        var isTorn = _lastFrame is { } last && time.GetElapsedTime(last, frame.ArrivedAt) > BoxTracks.LongestBlink;
        _lastFrame = frame.ArrivedAt;
        _torn = isTorn ? _torn + 1 : 0;
        if (isTorn)
        {
            if (_torn > 1)
            {
                _things?.Forget();
            }

            _zones.Expire(frame.ArrivedAt);
            return;
        }

        if (gate.Evaluate(frame).Any || IsDue(frame.ArrivedAt))
        {
            DetectPeople(frame);
        }

        DetectThings(frame);
        _zones.Expire(frame.ArrivedAt);
    }

    public override void Lose(long at)
    {
        _tracks.Clear();
        _present = [];
        _things?.Forget();
        memory?.Break();
        _zones.Close(at);
        _lastLook = null;
    }

    public override void Dispose()
    {
        _detector.Dispose();
        gate.Dispose();
        base.Dispose();
    }

    private bool IsDue(long at)
    {
        if (_lastLook is not { } last)
        {
            return false;
        }

        return _tracks.AnyNew || time.GetElapsedTime(last, at) >= (_tracks.Any || _zones.AnyOpen ? _lookAgain : _idleLook);
    }

    private void DetectPeople(Frame frame)
    {
        _lastLook = frame.ArrivedAt;
        var parts = _plan.Choose(frame, gate.Areas, _tracks.Confirmed);
        _detector.Detect(frame, parts, UnsureScore, _found);
        Runs += parts.Count;
        _tracks.Update(_found, frame.ArrivedAt);

        // A new list: the live view may still be reading the last one.
        _present = [.. _tracks.Confirmed.Where(track => track.LastSeen == frame.ArrivedAt)];
        memory?.Note(_present, _tracks.Ended, frame.Width, frame.Height, frame.ArrivedAt);
        _zones.Step(_present, _tracks.Ended, frame.ArrivedAt);
    }

    private void DetectThings(Frame frame)
    {
        if (_things is null)
        {
            return;
        }

        _people.Clear();
        foreach (var track in _tracks.Confirmed)
        {
            _people.Add(track.Steady);
        }

        if (_things.Evaluate(frame, _people))
        {
            _zones.Step(_things.Things, frame.ArrivedAt);
        }
    }
}
