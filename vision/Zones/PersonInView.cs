using System.Numerics;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>A followed person in the frame that is looked at.</summary>
/// <param name="Foot">Where he stands: the middle of his box's lower edge, in pixels. It alone decides which zone he is in.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Score">The detector's confidence, 0 to 1.</param>
internal readonly record struct PersonInView(int Track, Vector2 Foot, float Height, float Score)
{
    /// <summary>The foot point trembles with the box: a track is clear of a line or a border from this part of its height.</summary>
    private const float ClearPartOfHeight = 0.06f;
    private const float ClearPixels = 3;

    /// <summary>How far from a line or a border, in pixels, he counts as settled on a side.</summary>
    public float Clear => MathF.Max(ClearPixels, ClearPartOfHeight * Height);

    public static PersonInView From(BoxTrack track)
    {
        var box = track.Steady;
        return new PersonInView(track.Id, new Vector2(box.CentreX, box.Bottom), box.Height, track.Score);
    }
}
