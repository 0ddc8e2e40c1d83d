using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>One thing followed from frame to frame. <see cref="BoxTracks"/> alone changes it.</summary>
internal sealed class BoxTrack
{
    /// <summary>How much of a newly measured speed is believed.</summary>
    private const float SpeedGain = 0.3f;

    private float _acrossPerSecond;
    private float _downPerSecond;

    public BoxTrack(in Detection detection, long at) => (Box, Score, FirstSeen, LastSeen, Hits) = (detection.Box, detection.Score, at, at, 1);

    /// <summary>Counts up from 1 in the order of confirmation; 0 until then.</summary>
    public int Id { get; set; }

    /// <summary>Where it was last seen.</summary>
    public Box Box { get; private set; }

    /// <summary>The detector's confidence when it was last seen.</summary>
    public float Score { get; private set; }

    public long FirstSeen { get; }

    public long LastSeen { get; private set; }

    /// <summary>In how many frames it was seen.</summary>
    public int Hits { get; private set; }

    public bool Confirmed => Id != 0;

    /// <summary>Where it should be when it goes on as it went.</summary>
    public Box Predict(double seconds)
    {
        var (across, down) = (_acrossPerSecond * (float)seconds, _downPerSecond * (float)seconds);
        return new Box(Box.Left + across, Box.Top + down, Box.Right + across, Box.Bottom + down);
    }

    /// <param name="seconds">Since it was last seen.</param>
    public void See(in Detection detection, long at, double seconds)
    {
        if (seconds > 0)
        {
            _acrossPerSecond += SpeedGain * (((detection.Box.CentreX - Box.CentreX) / (float)seconds) - _acrossPerSecond);
            _downPerSecond += SpeedGain * (((detection.Box.CentreY - Box.CentreY) / (float)seconds) - _downPerSecond);
        }

        (Box, Score, LastSeen) = (detection.Box, detection.Score, at);
        Hits++;
    }
}
