using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>One camera's tracks over a gallery of two residents, ten frames a second.</summary>
public abstract class FaceTracksBench
{
    private protected static readonly Box Gate = new(100, 100, 200, 220);
    private protected readonly FakeTimeProvider _time = new();
    private protected readonly FaceGallery _gallery = new(new VisionOptions { MatchThreshold = 0.5 });
    private protected readonly List<Sighting> _said = [];
    private protected readonly FaceTracks _tracks;

    protected FaceTracksBench()
    {
        _gallery.Put("wang", [Face((0, 1))]);
        _gallery.Put("li", [Face((1, 1))]);
        _tracks = new FaceTracks("gate", 0, "pack", new VisionOptions(), _gallery, _time, _said.Add);
    }

    private protected static float[] Face(params (int Axis, float Part)[] parts)
    {
        var face = new float[FaceGallery.Size];
        foreach (var (axis, part) in parts)
        {
            face[axis] = part / MathF.Sqrt(parts.Sum(each => each.Part * each.Part));
        }

        return face;
    }

    private protected void Show(float[] face, float liveness = 0.9f, float weight = 1)
    {
        var at = _time.GetTimestamp();
        var seen = Assert.Single(_tracks.See([new Detection(Gate, 0.9f)], at));
        if (_tracks.Wants(seen, at))
        {
            _tracks.Add(seen, new FaceView(at, face, weight, liveness));
        }
    }

    private protected void ShowTimes(int times, float[] face, float liveness = 0.9f)
    {
        for (var i = 0; i < times; i++)
        {
            Show(face, liveness);
            Pass(0.1);
        }
    }

    /// <summary>Frames in which the detector finds no face, ten a second.</summary>
    private protected void Miss(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            Pass(0.1);
            _tracks.See([], _time.GetTimestamp());
        }
    }

    private protected void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
