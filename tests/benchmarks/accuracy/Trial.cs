using System.Numerics.Tensors;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>A gallery of some people, calibrated, and what faces score in it.</summary>
internal sealed class Trial
{
    private readonly Dictionary<double, FaceGallery> _galleries = [];
    private readonly List<FacesOf> _people;

    private readonly Tuning _tuning;

    /// <param name="tuning">Null for the product's.</param>
    public Trial(IEnumerable<(string Person, IReadOnlyList<float[]> Templates)> people, Tuning? tuning = null) =>
        (_tuning, _people) = (tuning ?? Tuning.Chosen,
            [.. people.Select(person => new FacesOf(person.Person,
                [.. person.Templates.Select(template => (ReadOnlyMemory<float>)template)]))]);

    /// <summary>The gallery as an operator who asks for that rate has it.</summary>
    public FaceGallery At(double rate)
    {
        if (!_galleries.TryGetValue(rate, out var gallery))
        {
            _galleries[rate] = gallery = new FaceGallery(new VisionOptions { FalsePositiveRate = rate }) { Tuning = _tuning };
            gallery.Put(_people);
            gallery.Calibrate();
        }

        return gallery;
    }

    /// <summary>A face of several photos, as a track fuses its views.</summary>
    public static float[] Fuse(IEnumerable<float[]> templates)
    {
        var sum = new float[FaceGallery.Size];
        foreach (var template in templates)
        {
            TensorPrimitives.Add(sum, template, sum);
        }

        return sum;
    }

    /// <summary>What somebody who is enrolled scores as himself; -1 where another is nearer.</summary>
    public float Own(string person, float[] probe) => At(0.01).Search(probe) is { Person: { } found } match && found == person
        ? match.Score : -1;

    public float Best(float[] probe) => At(0.01).Search(probe).Score;
}
