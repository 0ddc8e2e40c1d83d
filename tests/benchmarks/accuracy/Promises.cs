using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>What the calibration promises against what strangers really get: galleries of several sizes, drawn anew by a fixed seed, with
/// half of the group in them; the strangers are everybody else, one photo each, and the other half of the group, all their
/// photos.</summary>
/// <param name="tuning">Null for the product's.</param>
internal sealed class Promises(IReadOnlyDictionary<string, List<float[]>> people, IReadOnlyCollection<string> group, Tuning? tuning = null)
{
    private const int Photos = 2;

    public void Measure(IReadOnlyList<int> sizes, Table table)
    {
        foreach (var size in sizes)
        {
            var draws = size < 100 ? 40 : size < 500 ? 24 : 12;
            var found = Draw(size, draws);
            foreach (var (rate, sum) in found)
            {
                table.Say(string.Create(CultureInfo.InvariantCulture, $"gallery of {size}, promised {100 * rate:0.#} %: all strangers"),
                    Rates.Share(sum.Let, sum.All) + Times(sum.Let, sum.All, rate) + string.Create(CultureInfo.InvariantCulture,
                        $", {draws} draws from {sum.Each.Min():0.00} to {sum.Each.Max():0.00} %"));
                table.Count($"promise_{size}_{1000 * rate:0}per1000_all", sum.Let / (double)sum.All / rate);
                if (sum.GroupAll > 0)
                {
                    table.Say(string.Create(CultureInfo.InvariantCulture, $"gallery of {size}, promised {100 * rate:0.#} %: the group"),
                        Rates.Share(sum.GroupLet, sum.GroupAll) + Times(sum.GroupLet, sum.GroupAll, rate));
                    table.Count($"promise_{size}_{1000 * rate:0}per1000_group", sum.GroupLet / (double)sum.GroupAll / rate);
                }
            }
        }
    }

    /// <summary>Strangers let in and strangers in all, by the promised rate; those of the group beside.</summary>
    public Dictionary<double, (int Let, int All, int GroupLet, int GroupAll, List<double> Each)> Draw(int size, int draws)
    {
        var random = new Random(size);
        var found = new Dictionary<double, (int Let, int All, int GroupLet, int GroupAll, List<double> Each)>
        {
            [0.01] = (0, 0, 0, 0, []),
            [0.003] = (0, 0, 0, 0, []),
        };
        for (var draw = 0; draw < draws; draw++)
        {
            var members = Shuffled(people.Keys.Where(group.Contains), random);
            var others = Shuffled(people.Keys.Where(person => !group.Contains(person)), random);
            var half = members.Count / 2;
            var inside = members.Take(half).Concat(others.Take(size - half)).ToList();
            var trial = new Trial(inside.Select(person => (person, (IReadOnlyList<float[]>)[.. people[person].Take(Photos)])), tuning);
            foreach (var rate in found.Keys.ToArray())
            {
                var gallery = trial.At(rate);
                int Let(IEnumerable<float[]> probes) => probes.Count(probe => gallery.Search(probe) is var match
                    && match.Score >= match.Threshold);
                var (outside, groupOutside) = (others.Skip(size - half).Select(person => people[person][0]).ToList(), members.Skip(half)
                    .SelectMany(person => people[person]).ToList());
                var (let, groupLet) = (Let(outside), Let(groupOutside));
                var sum = found[rate];
                sum.Each.Add(100.0 * let / outside.Count);
                found[rate] = (sum.Let + let, sum.All + outside.Count, sum.GroupLet + groupLet, sum.GroupAll + groupOutside.Count,
                    sum.Each);
            }
        }

        return found;
    }

    private static string Times(int hits, int count, double rate) => string.Create(CultureInfo.InvariantCulture,
        $" = {hits / (double)count / rate:0.00} x promised");

    private static List<string> Shuffled(IEnumerable<string> names, Random random)
    {
        string[] shuffled = [.. names.Order(StringComparer.Ordinal)];
        random.Shuffle(shuffled);
        return [.. shuffled];
    }
}
