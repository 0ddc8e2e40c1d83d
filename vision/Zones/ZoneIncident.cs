using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>What one zone is watched for in one way: at most one incident at a time.</summary>
internal sealed class ZoneIncident(string zone, ZoneWatch watch, Episode episode)
{
    public string Zone => zone;

    public ZoneWatch Watch => watch;

    public Episode Episode => episode;

    /// <summary>The incident's number among the camera's; holds while it is open.</summary>
    public int Number { get; set; }

    /// <summary>People in it when it was shown last; 0 for a thing.</summary>
    public int Count { get; private set; }

    /// <summary>The most of this incident.</summary>
    public int Most { get; private set; }

    public float Score { get; private set; }

    /// <param name="floor">How far down the picture the nearest of them stands.</param>
    public void Show(int count, float score, float floor, long at, ZoneReport report)
    {
        (Count, Score) = (count, score);
        Most = episode.Open ? Math.Max(Most, count) : count;
        if (episode.Show(at))
        {
            report(this, began: true, floor, at);
        }
    }
}
