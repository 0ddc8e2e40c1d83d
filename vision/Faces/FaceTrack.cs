using System.Numerics.Tensors;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>One face followed through the picture: its latest usable views, their weighted mean, and what was already said of it.
/// <see cref="FaceTracks"/> alone changes it.</summary>
internal sealed class FaceTrack(int id, TimeProvider time)
{
    private const int MostViews = 10;
    private static readonly TimeSpan OldestView = TimeSpan.FromSeconds(3);
    private readonly List<(FaceView View, string? Named)> _views = [];
    private float[]? _fused;

    public int Id => id;

    /// <summary>Usable views in all.</summary>
    public int Usable { get; private set; }

    public long FirstUsableAt { get; private set; }

    public long LastUsableAt { get; private set; }

    /// <summary>How many of them count now.</summary>
    public int Views => _views.Count;

    /// <summary>When a match was last reported.</summary>
    public long? MatchedAt { get; set; }

    /// <summary>To whom.</summary>
    public string? MatchedTo { get; set; }

    public bool SaidUnmatched { get; set; }

    /// <summary>The last view, where it was not like the others and counts for nothing yet.</summary>
    public FaceView? Odd { get; set; }

    /// <summary>Length-one mean of the latest views; empty before the first.</summary>
    public ReadOnlySpan<float> Fused => _fused;

    /// <summary>Mean over the latest views; null where the check is off.</summary>
    public float? Liveness => _views.Count > 0 && _views.TrueForAll(entry => entry.View.Liveness is not null) ? _views.Average(entry => entry.View.Liveness) : null;

    /// <summary>Cosine similarity of a view to the face this track has shown so far; 1 where it has shown none.</summary>
    public float Agreement(FaceView view) => _fused is null ? 1 : view.Agreement(_fused);

    /// <returns>Whom it was matched to, where that is not longer ago than so.</returns>
    public string? NameAt(long now, TimeSpan age) => MatchedAt is { } matched && time.GetElapsedTime(matched, now) <= age ? MatchedTo : null;

    /// <param name="named">Whom this view names on its own; null where nobody is near enough.</param>
    public void Add(FaceView view, string? named)
    {
        if (Usable == 0)
        {
            FirstUsableAt = view.At;
        }

        (Usable, LastUsableAt) = (Usable + 1, view.At);
        _views.RemoveAll(entry => time.GetElapsedTime(entry.View.At, view.At) > OldestView);
        if (_views.Count == MostViews)
        {
            _views.RemoveAt(0);
        }

        _views.Add((view, named));
        var fused = new float[view.Template.Length];
        foreach (var (each, _) in _views)
        {
            TensorPrimitives.MultiplyAdd(each.Template, each.Weight, fused, fused);
        }

        TensorPrimitives.Divide(fused, MathF.Max(TensorPrimitives.Norm<float>(fused), 1e-9f), fused);
        _fused = fused;
    }

    /// <summary>How many of the latest views name this person on their own.</summary>
    public int Agreeing(string person) => _views.Count(entry => entry.Named == person);

    /// <summary>Whether any of the latest views names another person on its own.</summary>
    public bool NamesAnother(string person) => _views.Exists(entry => entry.Named is not null && entry.Named != person);

    /// <summary>The arrivals of those that are not older than <paramref name="age"/>, the oldest first.</summary>
    public List<long> AgreeingSince(string person, long now, TimeSpan age) =>
        [.. _views.Where(entry => entry.Named == person && time.GetElapsedTime(entry.View.At, now) <= age).Select(entry => entry.View.At)];
}
