namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Follows boxes from frame to frame by their overlap with where each track should be by now. Sure detections are dealt out first, the best
/// overlap first; what stays unmatched may then take an unsure one, which never starts a track (two stages as in ByteTrack, Zhang et al. 2022, greedy
/// and without a Kalman filter). Ids count up and are never used again. One caller at a time.</summary>
internal sealed class BoxTracks(TimeProvider time)
{
    private const float SureOverlap = 0.25f;
    private const float UnsureOverlap = 0.4f;

    private readonly List<BoxTrack> _tracks = [];
    private readonly List<(float Overlap, BoxTrack Track, int Detection)> _pairs = [];
    private readonly List<BoxTrack> _ended = [];
    private int _ids;

    /// <summary>The least score with which a track starts.</summary>
    public float SureScore { get; init; } = 0.4f;

    /// <summary>In how many frames a thing must be seen before it has an id.</summary>
    public int HitsToConfirm { get; init; } = 3;

    /// <summary>How long a confirmed track waits unseen.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an unconfirmed track waits unseen.</summary>
    public TimeSpan FirstPatience { get; init; } = TimeSpan.FromSeconds(0.4);

    /// <summary>Whether anything is being followed, confirmed or not.</summary>
    public bool Any => _tracks.Count > 0;

    /// <summary>The confirmed tracks, in the order of their ids; those not seen in the last frame have an older <see cref="BoxTrack.LastSeen"/>.</summary>
    public IEnumerable<BoxTrack> Confirmed => _tracks.Where(track => track.Confirmed).OrderBy(track => track.Id);

    /// <summary>The confirmed tracks that the last <see cref="Update"/> gave up.</summary>
    public IReadOnlyList<BoxTrack> Ended => _ended;

    /// <param name="detections">All of one frame, sure and unsure.</param>
    /// <param name="at">The frame's arrival; never before the last frame's.</param>
    public void Update(IReadOnlyList<Detection> detections, long at)
    {
        GiveUp(at);
        var free = new List<BoxTrack>(_tracks);
        var open = Enumerable.Range(0, detections.Count).ToList();
        Match(free, open, detections, at, sure: true);
        Match(free, open, detections, at, sure: false);
        foreach (var detection in open)
        {
            if (detections[detection].Score >= SureScore)
            {
                _tracks.Add(new BoxTrack(detections[detection], at));
            }
        }

        foreach (var track in _tracks)
        {
            if (!track.Confirmed && track.Hits >= HitsToConfirm)
            {
                track.Id = ++_ids;
            }
        }
    }

    private void GiveUp(long at)
    {
        _ended.Clear();
        for (var i = _tracks.Count - 1; i >= 0; i--)
        {
            var track = _tracks[i];
            if (time.GetElapsedTime(track.LastSeen, at) <= (track.Confirmed ? Patience : FirstPatience))
            {
                continue;
            }

            _tracks.RemoveAt(i);
            if (track.Confirmed)
            {
                _ended.Add(track);
            }
        }
    }

    private void Match(List<BoxTrack> free, List<int> open, IReadOnlyList<Detection> detections, long at, bool sure)
    {
        _pairs.Clear();
        foreach (var track in free)
        {
            if (!sure && !track.Confirmed)
            {
                continue;
            }

            var expected = track.Predict(time.GetElapsedTime(track.LastSeen, at).TotalSeconds);
            foreach (var detection in open)
            {
                var overlap = expected.Overlap(detections[detection].Box);
                if (detections[detection].Score >= SureScore == sure && overlap >= (sure ? SureOverlap : UnsureOverlap))
                {
                    _pairs.Add((overlap, track, detection));
                }
            }
        }

        _pairs.Sort(static (left, right) => right.Overlap.CompareTo(left.Overlap));
        foreach (var (_, track, detection) in _pairs)
        {
            if (free.Contains(track) && open.Contains(detection))
            {
                track.See(detections[detection], at, time.GetElapsedTime(track.LastSeen, at).TotalSeconds);
                free.Remove(track);
                open.Remove(detection);
            }
        }
    }
}
