using System.Numerics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Tracking;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.People;

/// <summary>Follows the persons in one camera's picture and reports each <see cref="LineCrossed"/>. The detector rests while nothing moves; while somebody
/// is followed it looks at least once a second.</summary>
internal sealed class PeopleAnalyser(CameraOptions camera, PersonModel model, MotionGate gate, Action<Sighting> onSighting, TimeProvider time) : FrameAnalyser
{
    /// <summary>A detection from here up may prolong a track; starting one takes <see cref="BoxTracks.SureScore"/>.</summary>
    private const float UnsureScore = 0.25f;

    /// <summary>The foot point trembles with the box: a track is clear of a line from this part of its height.</summary>
    private const float ClearPartOfHeight = 0.06f;
    private const float ClearPixels = 3;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly PersonDetector _detector = new(model);
    private readonly BoxTracks _tracks = new(time);
    private readonly List<Detection> _found = [];
    private List<LineWatch> _lines = [];
    private (int Width, int Height) _size;
    private long? _lastLook;

    /// <summary>Persons followed and seen in the last frame that was looked at.</summary>
    public IReadOnlyList<BoxTrack> Present { get; private set; } = [];

    public override void Analyse(Frame frame)
    {
        LayLines(frame);
        if (!gate.Look(frame).Any && !(_tracks.Any && _lastLook is { } last && time.GetElapsedTime(last, frame.ArrivedAt) >= LookAgain))
        {
            return;
        }

        _lastLook = frame.ArrivedAt;
        _detector.Detect(frame, UnsureScore, _found);
        _tracks.Update(_found, frame.ArrivedAt);
        Present = [.. _tracks.Confirmed.Where(track => track.LastSeen == frame.ArrivedAt)];
        foreach (var track in Present)
        {
            Watch(track, frame.ArrivedAt);
        }

        foreach (var track in _tracks.Ended)
        {
            _lines.ForEach(line => line.Forget(track.Id));
        }
    }

    public override void Dispose()
    {
        _detector.Dispose();
        gate.Dispose();
        base.Dispose();
    }

    private void Watch(BoxTrack track, long at)
    {
        var foot = new Vector2(track.Box.CentreX, track.Box.Bottom);
        var clear = MathF.Max(ClearPixels, ClearPartOfHeight * track.Box.Height);
        foreach (var line in _lines)
        {
            if (line.Step(track.Id, foot, clear, at) is { } direction)
            {
                onSighting(new LineCrossed(camera.Id, at, track.Id, line.Line, direction, track.Score));
            }
        }
    }

    private void LayLines(Frame frame)
    {
        if (_size == (frame.Width, frame.Height))
        {
            return;
        }

        _size = (frame.Width, frame.Height);
        _lines = [.. camera.Lines.Select(line => new LineWatch(new DirectedLine(line, frame.Width, frame.Height), time))];
    }
}
