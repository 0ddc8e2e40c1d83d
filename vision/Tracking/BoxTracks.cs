namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Follows boxes from frame to frame as ByteTrack does (Zhang et al. 2022): a Kalman filter says where each track should be by
/// now, sure detections are dealt out first to confirmed tracks, lost ones among them; what stays unmatched may take an unsure one; sure
/// ones left over go to tracks that are not confirmed yet or start a track. Other than there the filter knows the time between frames, and
/// a lost track may come back on an unsure detection too: the detector rests between looks. And a new one is not given up before a
/// look has missed it, however slow the camera, up to <see cref="LongestBlink"/>. Ids count up and are never used again.
/// Allocates a track's own memory and nothing else. One caller at a time.</summary>
internal sealed class BoxTracks(TimeProvider time)
{
    /// <summary>What is seen at one place that much later may be another.</summary>
    public static readonly TimeSpan LongestBlink = TimeSpan.FromSeconds(2.5);

    private const float SureOverlap = 0.2f;
    private const float UnsureOverlap = 0.4f;

    private readonly List<BoxTrack> _tracks = [];
    private readonly List<BoxTrack> _confirmed = [];
    private readonly List<BoxTrack> _ended = [];
    private readonly List<BoxTrack> _free = [];
    private readonly List<int> _open = [];
    private readonly Assignment _assignment = new();
    private long _last;
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

    /// <summary>Whether something was seen that is not confirmed yet.</summary>
    public bool AnyNew => _tracks.Count > _confirmed.Count;

    /// <summary>The confirmed tracks, in the order of their ids; those not seen in the last frame have an older
    /// <see cref="BoxTrack.LastSeen"/>.</summary>
    public IReadOnlyList<BoxTrack> Confirmed => _confirmed;

    /// <summary>The confirmed tracks that the last <see cref="Update"/> gave up.</summary>
    public IReadOnlyList<BoxTrack> Ended => _ended;

    /// <param name="detections">All of one frame, sure and unsure.</param>
    /// <param name="at">The frame's arrival; never before the last frame's.</param>
    public void Update(IReadOnlyList<Detection> detections, long at)
    {
        GiveUp(at);
        var since = time.GetElapsedTime(_last, at).TotalSeconds;
        _last = at;
        foreach (var track in _tracks)
        {
            track.GoOn(since);
        }

        _open.Clear();
        for (var i = 0; i < detections.Count; i++)
        {
            _open.Add(i);
        }

        Free(confirmed: true);
        Match(detections, at, sure: true);
        Match(detections, at, sure: false);
        Miss();
        Free(confirmed: false);
        Match(detections, at, sure: true);
        Miss();
        Start(detections, at);
    }

    /// <summary>Gives up everything: the picture is no longer that of a moment ago.</summary>
    public void Clear()
    {
        _ended.Clear();
        _ended.AddRange(_confirmed);
        _tracks.Clear();
        _confirmed.Clear();
    }

    private void GiveUp(long at)
    {
        _ended.Clear();
        for (var i = _tracks.Count - 1; i >= 0; i--)
        {
            var track = _tracks[i];
            var unseen = time.GetElapsedTime(track.LastSeen, at);
            if (unseen <= (track.Confirmed ? Patience : FirstPatience)
                || (track is { Confirmed: false, Missed: false } && unseen <= LongestBlink))
            {
                continue;
            }

            _tracks.RemoveAt(i);
            if (track.Confirmed)
            {
                _confirmed.Remove(track);
                _ended.Add(track);
            }
        }
    }

    private void Free(bool confirmed)
    {
        _free.Clear();
        foreach (var track in _tracks)
        {
            if (track.Confirmed == confirmed)
            {
                _free.Add(track);
            }
        }
    }

    private void Match(IReadOnlyList<Detection> detections, long at, bool sure)
    {
        if (_free.Count == 0 || _open.Count == 0)
        {
            return;
        }

        _assignment.Start(_free.Count, _open.Count);
        var least = sure ? SureOverlap : UnsureOverlap;
        for (var row = 0; row < _free.Count; row++)
        {
            var expected = _free[row].Steady;
            for (var column = 0; column < _open.Count; column++)
            {
                var detection = detections[_open[column]];
                if (detection.Score >= SureScore == sure && expected.Overlap(detection.Box) is var overlap && overlap > least)
                {
                    _assignment.Offer(row, column, overlap - least);
                }
            }
        }

        _assignment.Solve();
        for (var row = _free.Count - 1; row >= 0; row--)
        {
            if (_assignment.ColumnOf(row) is >= 0 and var column)
            {
                _free[row].See(detections[_open[column]], at);
                _free.RemoveAt(row);
                _open[column] = -1;
            }
        }

        _open.RemoveAll(static detection => detection < 0);
    }

    private void Miss()
    {
        foreach (var track in _free)
        {
            track.Miss();
        }
    }

    private void Start(IReadOnlyList<Detection> detections, long at)
    {
        foreach (var detection in _open)
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
                _confirmed.Add(track);
            }
        }
    }
}
