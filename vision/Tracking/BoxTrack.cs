using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>One thing followed from frame to frame. <see cref="BoxTracks"/> alone changes it.</summary>
internal sealed class BoxTrack
{
    private BoxFilter _filter;

    public BoxTrack(in Detection detection, long at)
    {
        (Box, Score, FirstSeen, LastSeen, Hits) = (detection.Box, detection.Score, at, at, 1);
        _filter = new BoxFilter(detection.Box);
    }

    /// <summary>Counts up from 1 in the order of confirmation; 0 until then.</summary>
    public int Id { get; set; }

    /// <summary>Where it was last seen, as the detector had it.</summary>
    public Box Box { get; private set; }

    /// <summary>Where it should be in the frame that was looked at last: the detector's trembling is filtered out, and what was not seen
    /// goes on as it went.</summary>
    public Box Steady => _filter.Box;

    /// <summary>The detector's confidence when it was last seen.</summary>
    public float Score { get; private set; }

    public long FirstSeen { get; }

    public long LastSeen { get; private set; }

    /// <summary>In how many frames it was seen.</summary>
    public int Hits { get; private set; }

    public bool Confirmed => Id != 0;

    /// <summary>It was not in the last frame that was looked at.</summary>
    public bool Missed { get; private set; }

    /// <param name="seconds">Since the last frame that was looked at.</param>
    public void GoOn(double seconds) => _filter.Predict((float)seconds);

    public void See(in Detection detection, long at)
    {
        _filter.Update(detection.Box);
        (Box, Score, LastSeen, Missed) = (detection.Box, detection.Score, at, false);
        Hits++;
    }

    public void Miss()
    {
        Missed = true;
        _filter.Unseen();
    }
}
