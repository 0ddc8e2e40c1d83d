using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>A face in the frame that was last seen. <see cref="Key"/> stays the same as long as its box can be followed.</summary>
internal readonly record struct SeenFace(BoxTrack Key, Detection Detection);

/// <summary>Follows one camera's faces and says who they are: a name only for what at least two fresh views agree on, far enough above the threshold and the
/// next person, and live. A view agrees with whoever is nearest to it, and only from <see cref="OwnScoreBelow"/> under the threshold. Once a name is given
/// it is given again every five seconds while the face stays, under the same track; a face that gets none is reported once. One caller at a time.</summary>
internal sealed class FaceTracks(string camera, int door, string pack, VisionOptions options, FaceGallery gallery, TimeProvider time, Action<Sighting> report)
{
    private const int ViewsToMatch = 2;
    private const int ViewsToGiveUp = 6;
    private const int ViewsToGiveUpInTime = 3;
    private const float SameFace = 0.3f;

    /// <summary>A view on its own scores less than the mean of several; with the usual threshold this asks each for 0.4, which 19 of 20 photos of a resident
    /// reach and one stranger's in hundreds.</summary>
    private const double OwnScoreBelow = 0.1;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    private readonly BoxTracks _boxes = new(time) { SureScore = FaceDetector.Sure, HitsToConfirm = 1, Patience = TimeSpan.FromSeconds(1) };
    private readonly Dictionary<BoxTrack, FaceTrack> _tracks = [];
    private int _ids;

    /// <summary>Faces followed at the moment.</summary>
    public int Count => _tracks.Count;

    /// <summary>Takes in all faces of one frame, and lets go of those that have left.</summary>
    /// <returns>The followed faces that are in this frame.</returns>
    public List<SeenFace> See(IReadOnlyList<Detection> faces, long at)
    {
        _boxes.Update(faces, at);
        foreach (var ended in _boxes.Ended)
        {
            if (_tracks.Remove(ended, out var track))
            {
                End(track);
            }
        }

        var seen = new List<SeenFace>();
        foreach (var box in _boxes.Confirmed)
        {
            if (!_tracks.ContainsKey(box))
            {
                _tracks.Add(box, new FaceTrack(++_ids, time));
            }

            if (box.LastSeen == at)
            {
                seen.Add(new SeenFace(box, new Detection(box.Box, box.Score)));
            }
        }

        foreach (var track in _tracks.Values)
        {
            if (track.Usable >= ViewsToGiveUpInTime && time.GetElapsedTime(track.FirstUsableAt, at) >= GiveUpAfter)
            {
                GiveUp(track);
            }
        }

        return seen;
    }

    /// <summary>Whether another view of this face could change anything: not right after it was matched.</summary>
    public bool Wants(in SeenFace face, long at) =>
        _tracks[face.Key].MatchedAt is not { } matched || time.GetElapsedTime(matched, at) >= AgainAfter - Fresh;

    /// <summary>Takes in a usable view of a face and reports what follows from it.</summary>
    public void Add(in SeenFace face, FaceView view)
    {
        var track = _tracks[face.Key];
        if (track.Agreement(view) < SameFace)
        {
            if (track.Odd is not { } odd || odd.Agreement(view) < SameFace)
            {
                // One view unlike the others is a turned head or a hand before it; the face is still the same.
                track.Odd = view;
                return;
            }

            // Two that are like each other: another face has taken the place of the first.
            End(track);
            track = _tracks[face.Key] = new FaceTrack(++_ids, time);
            track.Add(odd, Named(odd));
        }

        track.Odd = null;
        track.Add(view, Named(view));
        var match = gallery.Search(track.Fused, door);
        if (Refuses(track, match) is null)
        {
            Match(track, match, view.At);
        }
        else if (track.Usable >= ViewsToGiveUp)
        {
            GiveUp(track);
        }
    }

    /// <returns>Whom this view names on its own; null where nobody is near enough.</returns>
    private string? Named(FaceView view) =>
        gallery.Search(view.Template, door) is { Person: { } person } match && match.Score >= match.Threshold - OwnScoreBelow ? person : null;

    private void Match(FaceTrack track, in GalleryMatch match, long now)
    {
        var fresh = track.AgreeingSince(match.Person!, now, Fresh);
        if (fresh.Count < ViewsToMatch || (track.MatchedAt is { } before && time.GetElapsedTime(before, now) < AgainAfter))
        {
            return;
        }

        var again = track.MatchedAt is not null;
        track.MatchedAt = now;
        report(new FaceMatched(camera, now, track.Id, match.Person!, match.Score, match.RunnerUpScore, match.Threshold, track.Liveness,
            track.Agreeing(match.Person!), again ? fresh[0] : track.FirstUsableAt, pack, again));
    }

    private void End(FaceTrack track)
    {
        if (track.Usable >= ViewsToGiveUpInTime)
        {
            GiveUp(track);
        }
    }

    private void GiveUp(FaceTrack track)
    {
        if (track.SaidUnmatched || track.MatchedAt is not null)
        {
            return;
        }

        var match = gallery.Search(track.Fused, door);
        track.SaidUnmatched = true;
        report(new FaceUnmatched(camera, track.LastUsableAt, track.Id, Refuses(track, match) ?? UnmatchedReason.Ambiguous, match.Score,
            match.Threshold, track.Liveness, track.Usable, track.FirstUsableAt, pack));
    }

    /// <returns>Why the track as a whole is not that person; null where nothing speaks against it but perhaps the age of its views.</returns>
    private UnmatchedReason? Refuses(FaceTrack track, in GalleryMatch match) =>
        match.Person is null || match.Score < match.Threshold ? UnmatchedReason.NotRecognised
        : match.Score - match.RunnerUpScore < options.MatchMargin ? UnmatchedReason.Ambiguous
        : track.Usable >= ViewsToMatch && track.Agreeing(match.Person) < ViewsToMatch
            ? track.NamesAnother(match.Person) ? UnmatchedReason.Ambiguous : UnmatchedReason.NotRecognised
        : options.LivenessThreshold > 0 && !(track.Liveness >= options.LivenessThreshold) ? UnmatchedReason.NotLive
        : null;
}
