using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>One face followed through the picture: its latest usable views, their weighted mean, and what was already said of it.
/// <see cref="FaceTracks"/> alone changes it.</summary>
internal sealed class FaceTrack(int id, TimeProvider time)
{
    private const int MostViews = 10;

    /// <summary>Two views this far apart, in cosine, tell each something of its own; neighbouring frames of somebody who stands still tell
    /// the same twice.</summary>
    private const float FullNovelty = 0.1f;

    private const float LeastNovelty = 0.1f;

    private static readonly TimeSpan _oldestView = TimeSpan.FromSeconds(3);
    private readonly List<Seen> _views = [];
    private float[]? _fused;

    public int Id => id;

    /// <summary>When its next view is worth it.</summary>
    public FaceRest Rest { get; } = new();

    /// <summary>Usable views in all.</summary>
    public int Usable { get; private set; }

    public long FirstUsableAt { get; private set; }

    public long LastUsableAt { get; private set; }

    /// <summary>When a match was last reported.</summary>
    public long? MatchedAt { get; set; }

    /// <summary>As whom.</summary>
    public string? MatchedAs { get; set; }

    /// <summary>Whether the last match that was reported was of a face that seemed live, or nobody had asked.</summary>
    public bool MatchedLive { get; set; }

    /// <summary>It has a name that is not said yet, because the face does not seem live so far.</summary>
    public bool HeldBack { get; set; }

    public bool SaidUnmatched { get; set; }

    /// <summary>The last view, where it was not like the others and counts for nothing yet.</summary>
    public (FaceView View, string? Named)? Odd { get; set; }

    /// <summary>When a view named another person than this track's; a name is given only once that is long past.</summary>
    public long? ContestedAt { get; set; }

    /// <summary>Length-one mean of the latest views; empty before the first.</summary>
    public ReadOnlySpan<float> Fused => _fused;

    /// <summary>The lower median over the latest views that were judged; null where the check is off. Of simulated attacks fewer pass it
    /// than pass the mean, at about the same share of people refused.</summary>
    /// <param name="person">Only views that name this person count, where there are some: a live face that is nobody's must not lend its
    /// life to a picture held up in its place.</param>
    public float? LivenessOf(string? person)
    {
        var all = _views.FindAll(seen => seen.Named == person);
        float[] judged = [.. (all.Count > 0 ? all : _views).Select(seen => seen.View.Liveness).OfType<float>().Order()];
        return judged.Length > 0 ? judged[(judged.Length - 1) / 2] : null;
    }

    /// <summary>Whom the latest views name, each on its own, or as whom the face was matched before; null where there is nobody. They never
    /// name two.</summary>
    public string? Named => _views.Find(seen => seen.Named is not null)?.Named ?? MatchedAs;

    /// <summary>Cosine similarity of a view to the face this track has shown so far; 1 where it has shown none.</summary>
    public float Agreement(FaceView view) => _fused is null ? 1 : view.Agreement(_fused);

    /// <returns>Whom it was matched to, where that is not longer ago than so.</returns>
    public string? NameAt(long now, TimeSpan age) => MatchedAt is { } matched && time.GetElapsedTime(matched, now) <= age
        ? MatchedAs : null;

    /// <param name="named">Whom this view names on its own; null where nobody is near enough.</param>
    public void Add(FaceView view, string? named)
    {
        if (Usable == 0)
        {
            FirstUsableAt = view.At;
        }

        (Usable, LastUsableAt) = (Usable + 1, view.At);
        Forget(view.At);
        if (_views.Count == MostViews)
        {
            _views.RemoveAt(0);
        }

        var nearest = _views.Count == 0 ? 0 : _views.Max(seen => seen.View.Agreement(view));
        _views.Add(new Seen(view, named, Math.Clamp((1 - nearest) / FullNovelty, LeastNovelty, 1)));
        _fused ??= new float[view.Template.Length];
        Array.Clear(_fused);
        foreach (var seen in _views)
        {
            TensorPrimitives.MultiplyAdd(seen.View.Template, seen.View.Weight * seen.Novelty, _fused, _fused);
        }

        TensorPrimitives.Divide(_fused, MathF.Max(TensorPrimitives.Norm<float>(_fused), 1e-9f), _fused);
    }

    /// <summary>Lets go of views that no longer count.</summary>
    public void Forget(long now) => _views.RemoveAll(seen => time.GetElapsedTime(seen.View.At, now) > _oldestView);

    /// <summary>How many of the latest views name this person on their own.</summary>
    public int Agreeing(string person) => _views.Count(seen => seen.Named == person);

    /// <summary>The arrivals of those that are not older than <paramref name="age"/> and at least <paramref name="apart"/> from the one
    /// before, the oldest first.</summary>
    public List<long> AgreeingSince(string person, long now, TimeSpan age, TimeSpan apart)
    {
        List<long> agreeing = [];
        foreach (var seen in _views.Where(seen => seen.Named == person && time.GetElapsedTime(seen.View.At, now) <= age))
        {
            if (agreeing.Count == 0 || time.GetElapsedTime(agreeing[^1], seen.View.At) >= apart)
            {
                agreeing.Add(seen.View.At);
            }
        }

        return agreeing;
    }

    /// <param name="Novelty">How much the view tells that those before it did not, 0 to 1.</param>
    private sealed record Seen(FaceView View, string? Named, float Novelty);
}
