using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>
/// Whose view is described next: nothing costs more, and of people who chat at a gate none tells anything new. A face that is near a name
/// comes first, then those that were not tried enough, whoever waited longest; a named one is looked at now and then, and one that was
/// given up rests longer and longer, until it looks clearly better or other people are known. Those that were given up share what one
/// camera may spend on them, so that ten cost as much as five. One caller at a time.
/// </summary>
internal sealed class FaceTurns(FaceGallery gallery, TimeProvider time)
{
    /// <summary>In one frame; the others have their turn in the next.</summary>
    public const int MostAFrame = 2;

    /// <summary>Views of an unknown face that are described whatever they say, frame by frame.</summary>
    private const int TriedAtOnce = 3;

    /// <summary>A face that was given up is tried again at once where it looks so much better than ever before: as much larger, or
    /// surer.</summary>
    private const float ClearlyBetter = 1.25f;

    /// <summary>After a match, until another may follow.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>A face that was named is looked at again this often.</summary>
    private static readonly TimeSpan _stillThere = TimeSpan.FromSeconds(1);

    /// <summary>Ahead of another match, so often.</summary>
    private static readonly TimeSpan _beforeAgain = TimeSpan.FromSeconds(0.4);

    private static readonly TimeSpan _shortestRest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _longestRest = TimeSpan.FromSeconds(2);

    /// <summary>Between views of any faces that were given up.</summary>
    private static readonly TimeSpan _betweenGivenUp = TimeSpan.FromSeconds(0.5);

    private long? _lastGivenUp;

    /// <summary>How good a view of a face looks before it is described: its width in pixels by what the detector is sure of.</summary>
    public static float LookOf(in SeenFace face) => face.Detection.Box.Width * face.Detection.Score;

    /// <summary>Whether another view of this face could change anything now.</summary>
    public bool Wants(FaceTrack track, in SeenFace face, long at)
    {
        if (track.Rest.ViewedAt is not { } last || track.Odd is not null)
        {
            return true;
        }

        var since = time.GetElapsedTime(last, at);
        if (track is { MatchedAt: { } matched, MatchedLive: true })
        {
            var ago = time.GetElapsedTime(matched, at);
            return since >= (ago >= AgainAfter ? FaceTracks.Apart : ago >= AgainAfter - FaceTracks.Fresh ? _beforeAgain : _stillThere);
        }

        if (!IsGivenUp(track))
        {
            return since >= FaceTracks.Apart || (!track.Rest.IsNear && track.Usable < TriedAtOnce);
        }

        return track.Rest.IsNear ? since >= FaceTracks.Apart
            : IsAnotherMatter(track, face) || (since >= RestOf(track)
                && (_lastGivenUp is not { } other || time.GetElapsedTime(other, at) >= _betweenGivenUp));
    }

    /// <summary>In whose turn it is.</summary>
    /// <param name="faces">Put in order.</param>
    public void Sort(List<(FaceTrack Track, SeenFace Face)> faces) =>
        faces.Sort((one, other) => (RankOf(one.Track, one.Face), one.Track.Rest.ViewedAt ?? 0).CompareTo((RankOf(other.Track, other.Face),
            other.Track.Rest.ViewedAt ?? 0)));

    /// <summary>A view of it was described.</summary>
    /// <param name="isNear">It names somebody on its own.</param>
    public void Viewed(FaceTrack track, in SeenFace face, long at, bool isNear)
    {
        var isGivenUp = IsGivenUp(track);
        track.Rest.Viewed(at, LookOf(face), isNear, isGivenUp, gallery.State);
        if (isGivenUp)
        {
            _lastGivenUp = at;
        }
    }

    private Rank RankOf(FaceTrack track, in SeenFace face) => track.Odd is not null || (track.Rest.IsNear && track.MatchedAt is null)
        ? Rank.NearAName : track.MatchedAt is not null ? Rank.Named : IsGivenUp(track) && !IsAnotherMatter(track, face) ? Rank.GivenUp
        : Rank.Unknown;

    /// <summary>It looks clearly better than ever before, or other people are known than then.</summary>
    private bool IsAnotherMatter(FaceTrack track, in SeenFace face) => track.Rest.Searched != gallery.State
        || LookOf(face) >= track.Rest.BestLook * ClearlyBetter;

    private static bool IsGivenUp(FaceTrack track) => track.SaidUnmatched && track.MatchedAt is null;

    private static TimeSpan RestOf(FaceTrack track) => TimeSpan.FromTicks(Math.Min(_longestRest.Ticks,
        _shortestRest.Ticks << Math.Min(track.Rest.InVain, 8)));

    private enum Rank
    {
        NearAName,
        Unknown,
        Named,
        GivenUp,
    }
}
