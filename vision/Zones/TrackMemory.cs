using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>Remembers, in memory alone, where people walked before one camera within the last hour, so that zones and lines can be tried on
/// what has happened. No picture. Bounded: at 40 bytes a person and some 120 a look no more than 7 MB, where many walk the oldest is
/// forgotten first. Thread safe.</summary>
internal sealed class TrackMemory(TimeProvider time)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Eight looks a second for an hour.</summary>
    private const int MostLooks = 28_800;

    private const int MostPoints = 90_000;

    private readonly Lock _lock = new();

    /// <summary>Far from zero the monotonic clock loses what decides in a zone.</summary>
    private readonly long _begun = time.GetTimestamp();
    private readonly Queue<TrackLook> _looks = [];
    private TimeSpan? _since;
    private int _points;
    private bool _isBreak = true;

    /// <param name="people">All who were seen in the frame.</param>
    public void Note(IReadOnlyList<BoxTrack> people, IReadOnlyList<BoxTrack> ended, int width, int height, long at)
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_begun, at);
            _since ??= now;
            Forget(now);
            if (people.Count == 0 && ended.Count == 0)
            {
                return;
            }

            _looks.Enqueue(new TrackLook(now, width, height, [.. people.Select(track => PointOf(track, width, height))],
                [.. ended.Select(track => track.Id)], _isBreak));
            _points += people.Count;
            _isBreak = false;
        }
    }

    /// <summary>The camera has gone, or begins anew.</summary>
    public void Break()
    {
        lock (_lock)
        {
            _isBreak = true;
        }
    }

    public TrackHistory Read()
    {
        lock (_lock)
        {
            var now = time.GetElapsedTime(_begun);
            Forget(now);
            return new TrackHistory([.. _looks], _since ?? now, now);
        }
    }

    private void Forget(TimeSpan now)
    {
        while (_looks.TryPeek(out var oldest) && (now - oldest.At > Longest || _looks.Count > MostLooks || _points > MostPoints))
        {
            _looks.Dequeue();
            _points -= oldest.People.Count;
            _since = oldest.At;
        }

        _since = _since is { } since && now - since > Longest ? now - Longest : _since;
    }

    private static TrackPoint PointOf(BoxTrack track, int width, int height)
    {
        var person = PersonInView.From(track);
        return new TrackPoint(track.Id, (double)person.Foot.X / width, (double)person.Foot.Y / height, (double)person.Height / height,
            person.Score);
    }
}
