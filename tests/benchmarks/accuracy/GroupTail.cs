using System.Globalization;
using System.Numerics.Tensors;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>How alike two people of a group look to the model, against two others: one photo each, all pairs; then the best score that each
/// reaches as a stranger to a gallery of everybody else, as cosine and with the crowd's surplus taken off.</summary>
internal static class GroupTail
{
    public static void Measure(IReadOnlyDictionary<string, List<float[]>> people, IReadOnlyCollection<string> group, Table table)
    {
        var (members, others) = (people.Where(person => group.Contains(person.Key)).Select(person => person.Value[0]).ToList(),
            people.Where(person => !group.Contains(person.Key)).Select(person => person.Value[0]).Take(600).ToList());
        table.Say("pairs within the group", Pairs(members));
        table.Say("pairs of others", Pairs(others));
        var (inside, outside) = (Strangers(people, person => group.Contains(person)), Strangers(people, person => !group.Contains(person)));
        table.Say("best as a stranger, the group, cosine", Quantiles(inside.ConvertAll(each => each.Cosine)));
        table.Say("best as a stranger, others, cosine", Quantiles(outside.ConvertAll(each => each.Cosine)));
        table.Say("the same as scores, the group", Quantiles(inside.ConvertAll(each => each.Score)));
        table.Say("the same as scores, others", Quantiles(outside.ConvertAll(each => each.Score)));
    }

    private static List<(float Cosine, float Score)> Strangers(IReadOnlyDictionary<string, List<float[]>> people, Func<string, bool> which)
    {
        var trial = new Trial(people.OrderBy(person => person.Key, StringComparer.Ordinal).Take(750)
            .Select(person => (person.Key, (IReadOnlyList<float[]>)[.. person.Value.Take(2)])));
        var gallery = trial.At(0.01);
        return [.. people.Where(person => which(person.Key)).Select(person => Without(gallery, person.Key, person.Value))
            .OfType<(float, float)>()];
    }

    private static (float Cosine, float Score)? Without(FaceGallery gallery, string person, List<float[]> photos)
    {
        var match = gallery.Search(photos[0]);
        return match.Person == person ? (match.Cosine - match.Score + match.RunnerUpScore, match.RunnerUpScore)
            : (match.Cosine, match.Score);
    }

    private static string Pairs(List<float[]> faces)
    {
        var scores = new List<float>();
        for (var i = 0; i < faces.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                scores.Add(TensorPrimitives.CosineSimilarity<float>(faces[i], faces[j]));
            }
        }

        return Quantiles(scores) + string.Create(CultureInfo.InvariantCulture,
            $"; above 0.4: {100.0 * scores.Count(score => score > 0.4) / scores.Count:0.000} %");
    }

    private static string Quantiles(List<float> scores)
    {
        scores.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"median {At(0.5):0.000}, 90 % {At(0.9):0.000}, 99 % {At(0.99):0.000}, 99.9 % "
            + $"{At(0.999):0.000} of {scores.Count:N0}");

        float At(double part) => scores[(int)(part * (scores.Count - 1))];
    }
}
