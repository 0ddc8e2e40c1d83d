using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>The people halved by a fixed hash of their names: the crowd's share and the calibration's margin are chosen by looking at one
/// half, and what they give is told of the other, which had no say. Then the same of the product's own parameters, which were chosen
/// looking at everybody.</summary>
internal sealed class Split(IReadOnlyList<Row> rows, IReadOnlyList<Row> group, IReadOnlyDictionary<string, float[]> templates)
{
    private const double MostTimesPromised = 2;

    private static readonly float[] _shares = [0, 0.25f, 0.5f, 0.75f, 1];
    private static readonly double[] _margins = [0.2, 0.3, 0.4, 0.5, 0.7, 1];
    private static readonly int[] _sizes = [60, 250];

    public void Measure(Table table)
    {
        var (best, told) = Choose(isHeldOut: false);
        table.Say("tried on the first half", $"{_shares.Length} shares of the crowd, {_margins.Length} margins; the "
            + "fewest residents missed "
            + $"of those with measured <= {MostTimesPromised} x promised everywhere");
        table.Say("chosen there", best is { } chosen ? string.Create(CultureInfo.InvariantCulture, $"share {chosen.CrowdShare:0.00}"
            + $", margin {chosen.Margin:0.0} ({told})") : "none keeps its promises");
        foreach (var (name, tuning) in new[] { ("chosen", best), ("product's", Tuning.Chosen) })
        {
            if (tuning is { } of)
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"{name} (share {of.CrowdShare:0.00}, margin {of.Margin:0.0})");
                new Protocol([.. Half(rows, true)], templates, of, $"held out, {label}: ").Measure(1, table);
                new Protocol([.. Half(rows, true)], templates, of, $"held out, {label}: ").Measure(2, table);
                table.Say("held out, promised against measured", label);
                Promised(true, of).Measure([.. _sizes], table);
            }
        }
    }

    /// <summary>Which half somebody is in, for ever.</summary>
    private static bool IsHeldOut(string person) => (SHA256.HashData(Encoding.UTF8.GetBytes(person))[0] & 1) == 1;

    private static IEnumerable<Row> Half(IEnumerable<Row> all, bool isHeldOut) => all.Where(row => IsHeldOut(row.Person) == isHeldOut);

    private (Tuning? Best, string Told) Choose(bool isHeldOut)
    {
        (Tuning? Best, double Missed, string Told) found = (null, double.MaxValue, "");
        foreach (var tuning in from share in _shares from margin in _margins select new Tuning(margin, share))
        {
            var worst = _sizes.SelectMany(size => Promised(isHeldOut, tuning).Draw(size, size < 100 ? 20 : 10)).Max(sum =>
                Math.Max(sum.Value.Let / (double)sum.Value.All, sum.Value.GroupAll == 0 ? 0
                    : sum.Value.GroupLet / (double)sum.Value.GroupAll) / sum.Key);
            var missed = new Protocol([.. Half(rows, isHeldOut)], templates, tuning).Missed();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accuracy: share {tuning.CrowdShare:0.00}, margin "
                + $"{tuning.Margin:0.0}: missed {100 * missed:0.00} %, at worst {worst:0.00} x promised"));
            if (worst <= MostTimesPromised && missed < found.Missed)
            {
                found = (tuning, missed, string.Create(CultureInfo.InvariantCulture, $"missed {100 * missed:0.00} % calibrated, at worst "
                    + $"{worst:0.00} x promised"));
            }
        }

        return (found.Best, found.Told);
    }

    private Promises Promised(bool isHeldOut, Tuning tuning) => new(
        Half(rows.Concat(group), isHeldOut).Where(row => templates.ContainsKey(row.File)).GroupBy(row => row.Person, StringComparer.Ordinal)
            .ToDictionary(each => each.Key, each => each.Select(row => row.File).Distinct().Order(StringComparer.Ordinal)
                .Select(file => templates[file]).ToList(), StringComparer.Ordinal),
        Half(group, isHeldOut).Select(row => row.Person).ToHashSet(StringComparer.Ordinal), tuning);
}
