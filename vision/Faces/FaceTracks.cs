using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>A face in the frame that was last seen. <see cref="Key"/> stays the same as long as its box can be followed.</summary>
/// <param name="Person">Whom it was last matched to; null where that was never, or too long ago.</param>
internal readonly record struct SeenFace(BoxTrack Key, Detection Detection, string? Person = null);

/// <summary>Follows one camera's faces and says who they are: a name only for what at least two fresh views agree on, the newest among
/// them, far enough above the threshold and the next person. A view agrees with the person nearest to it, and only from
/// <see cref="OwnScoreBelow"/> under the threshold; views that name two people are never put together. A name is held back for a moment
/// while the face does not seem live, then given with what it seemed. Once given it is given again every five seconds while the face stays,
/// under the same track; a face that gets none is reported once. One caller at a time.</summary>
/// <param name="partition">Whom it looks for; null for nobody, and then no view is wanted.</param>
internal sealed class FaceTracks(string camera, int? partition, string pack, VisionOptions options, FaceGallery gallery, TimeProvider time,
    Action<Sighting> report)
{
    private const int ViewsToMatch = 2;
    private const int ViewsToGiveUp = 6;
    private const int ViewsToGiveUpInTime = 3;
    private const float SameFace = 0.3f;

    /// <summary>A view on its own scores less than the mean of several; with the usual threshold this asks each for 0.4, which 19 of 20
    /// photos of a person reach and one stranger's in hundreds.</summary>
    private const double OwnScoreBelow = 0.1;

    /// <summary>So many views of a face are judged for life, whatever they name; later ones only where they name somebody.</summary>
    private const int JudgedUnnamed = 3;

    /// <summary>So old a view may be for a name to rest on it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1.5);

    /// <summary>Two frames nearer to each other are one look at the face.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(80);

    private static readonly TimeSpan _giveUpAfter = TimeSpan.FromSeconds(1.5);

    private readonly FaceTurns _turns = new(gallery, time);
    private readonly BoxTracks _boxes = new(time) { SureScore = FaceDetector.Sure, HitsToConfirm = 1, Patience = TimeSpan.FromSeconds(1) };
    private readonly Dictionary<BoxTrack, FaceTrack> _tracks = [];
    private readonly List<(FaceTrack Track, SeenFace Face)> _inTurn = [];
    private int _ids;

    /// <summary>Faces followed at the moment.</summary>
    public int Count => _tracks.Count;

    /// <summary>Whether any face is followed, were it seen only once.</summary>
    public bool Any => _boxes.Any;

    /// <summary>Takes in all faces of one frame, and lets go of those that have left.</summary>
    /// <returns>The followed faces that are in this frame.</returns>
    public IReadOnlyList<SeenFace> See(IReadOnlyList<Detection> faces, long at)
    {
        _boxes.Update(faces, at);
        for (var i = 0; i < _boxes.Ended.Count; i++)
        {
            var ended = _boxes.Ended[i];
            if (_tracks.Remove(ended, out var last) && partition is { } here)
            {
                End(last, here);
            }
        }

        // A new list wherever a face is in it: the live view may still be reading the last one.
        List<SeenFace>? seen = null;
        for (var i = 0; i < _boxes.Confirmed.Count; i++)
        {
            var box = _boxes.Confirmed[i];
            if (!_tracks.TryGetValue(box, out var track))
            {
                _tracks.Add(box, track = new FaceTrack(++_ids, time));
            }

            if (box.LastSeen == at)
            {
                (seen ??= []).Add(new SeenFace(box, new Detection(box.Box, box.Score), track.NameAt(at, FaceTurns.AgainAfter + Fresh)));
            }
        }

        foreach (var followed in _tracks.Values)
        {
            if (partition is { } here && !followed.HeldBack && followed.Usable >= ViewsToGiveUpInTime
                && time.GetElapsedTime(followed.ContestedAt ?? followed.FirstUsableAt, at) >= _giveUpAfter + (followed.ContestedAt is null
                    ? TimeSpan.Zero : Fresh))
            {
                GiveUp(followed, here);
            }
        }

        return seen ?? (IReadOnlyList<SeenFace>)[];
    }

    /// <summary>Whether another view of this face could change anything.</summary>
    public bool Wants(in SeenFace face, long at) => partition is not null && _turns.Wants(_tracks[face.Key], face, at);

    /// <summary>Of the faces in a frame those of which a view is wanted, in the order of their turns; at most
    /// <see cref="FaceTurns.MostAFrame"/> are to be described. Each is asked about when its turn comes: a view that was added meanwhile may
    /// have another wait, and one that could not be used has nobody wait.</summary>
    public IEnumerable<SeenFace> Wanted(IReadOnlyList<SeenFace> seen, long at)
    {
        if (partition is null)
        {
            yield break;
        }

        _inTurn.Clear();
        _inTurn.AddRange(seen.Select(face => (_tracks[face.Key], face)));
        _turns.Sort(_inTurn);
        foreach (var (track, face) in _inTurn)
        {
            if (_turns.Wants(track, face, at))
            {
                yield return face;
            }
        }
    }

    /// <summary>Takes in a usable view of a face and reports what follows from it.</summary>
    /// <param name="judge">Judges it for life where that can change an answer; null where the check is off, or was done.</param>
    public void Add(in SeenFace face, FaceView view, Func<float>? judge = null)
    {
        if (partition is not { } here)
        {
            return;
        }

        var track = _tracks[face.Key];
        track.Forget(view.At);
        var named = Named(view, here);
        if (judge is not null && (named is not null || track.Usable < JudgedUnnamed))
        {
            view = view with { Liveness = judge() };
        }

        _turns.Viewed(track, face, view.At, named is not null);
        if (!Belongs(track, view, named))
        {
            track.ContestedAt = named is null ? track.ContestedAt : view.At;
            if (track.Odd is not { } odd || odd.View.Agreement(view) < SameFace || AreTwo(odd.Named, named))
            {
                // One view unlike the others is a turned head or a hand before it; the face is still the same.
                track.Odd = (view, named);
                return;
            }

            // Two that are like each other: another face has taken the place of the first. A name is not given while both are fresh.
            End(track, here);
            var contested = track.Named is null ? (long?)null : track.LastUsableAt;
            track = _tracks[face.Key] = new FaceTrack(++_ids, time) { ContestedAt = contested };
            track.Add(odd.View, odd.Named);
            _turns.Viewed(track, face, view.At, named is not null);
        }

        track.Odd = null;
        track.Add(view, named);
        var match = gallery.Search(track.Fused, here);
        if (Refuses(track, match, view.At) is null)
        {
            Match(track, match, view.At, named);
        }
        else if (track.Usable >= ViewsToGiveUp && !IsContested(track, view.At))
        {
            GiveUp(track, here);
        }
    }

    private bool IsContested(FaceTrack track, long at) => track.ContestedAt is { } contested && time.GetElapsedTime(contested,
        at) <= Fresh;

    private static bool AreTwo(string? one, string? other) => one is not null && other is not null && one != other;

    private static bool Belongs(FaceTrack track, FaceView view, string? named) => track.Agreement(view) >= SameFace
        && !AreTwo(track.Named, named);

    /// <returns>Whom this view names on its own; null where nobody is near enough.</returns>
    private string? Named(FaceView view, int here) =>
        gallery.Search(view.Template, here) is { Person: { } person } match && match.Score >= match.Threshold - OwnScoreBelow
            ? person : null;

    /// <param name="newest">Whom the newest view names: a face that took this one's place a moment ago never gets its name.</param>
    private void Match(FaceTrack track, in GalleryMatch match, long at, string? newest)
    {
        var fresh = track.AgreeingSince(match.Person!, at, Fresh, Apart);
        var live = track.LivenessOf(match.Person);
        var isLive = live is not { } liveness || liveness >= options.LivenessThreshold;
        if (newest != match.Person || fresh.Count < ViewsToMatch || time.GetElapsedTime(at) > Fresh
            || (track.MatchedAt is { } before && time.GetElapsedTime(before, at) < FaceTurns.AgainAfter && (track.MatchedLive || !isLive)))
        {
            return;
        }

        track.HeldBack = !isLive && track.Usable < ViewsToGiveUp && time.GetElapsedTime(track.FirstUsableAt, at) < _giveUpAfter;
        if (track.HeldBack)
        {
            return;
        }

        var again = track.MatchedAt is not null;
        (track.MatchedAt, track.MatchedAs, track.MatchedLive) = (at, match.Person, isLive);
        report(new FaceMatched(camera, at, track.Id, match.Person!, match.Score, match.RunnerUpScore, match.Threshold, live,
            track.Agreeing(match.Person!), again ? fresh[0] : track.FirstUsableAt, pack, again, match.RunnerUp));
    }

    private void End(FaceTrack track, int here)
    {
        if (track.Usable >= ViewsToGiveUpInTime)
        {
            GiveUp(track, here);
        }
    }

    private void GiveUp(FaceTrack track, int here)
    {
        if (track.SaidUnmatched || track.MatchedAt is not null)
        {
            return;
        }

        var match = gallery.Search(track.Fused, here);
        track.SaidUnmatched = true;
        report(new FaceUnmatched(camera, track.LastUsableAt, track.Id, Refuses(track, match, track.LastUsableAt)
            ?? UnmatchedReason.Ambiguous, match.Score,
            match.Threshold, track.LivenessOf(match.Person), track.Usable, track.FirstUsableAt, pack, match.RunnerUpScore));
    }

    /// <returns>Why the track as a whole is not that person; null where nothing speaks against it but perhaps the age of its
    /// views.</returns>
    private UnmatchedReason? Refuses(FaceTrack track, in GalleryMatch match, long at) =>
        match.Person is null || !(match.Score >= match.Threshold) ? UnmatchedReason.NotRecognised
        : match.Score - match.RunnerUpScore < options.MatchMargin ? UnmatchedReason.Ambiguous
        : IsContested(track, at) ? UnmatchedReason.Ambiguous
        : track.Usable >= ViewsToMatch && track.Agreeing(match.Person) < ViewsToMatch
            ? AreTwo(track.Named, match.Person) ? UnmatchedReason.Ambiguous : UnmatchedReason.NotRecognised
        : null;
}
