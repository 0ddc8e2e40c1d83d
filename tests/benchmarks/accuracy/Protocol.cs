using System.Globalization;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Benchmarks.Accuracy;

/// <summary>One line of the protocol.</summary>
internal sealed record Row(string File, string Person, string Group, string Role);

/// <summary>Open-set identification as the protocol describes it: residents' probes and strangers' against everybody who is
/// enrolled.</summary>
/// <param name="tuning">Null for the product's.</param>
/// <param name="prefix">Of every line in the table.</param>
internal sealed class Protocol(IReadOnlyList<Row> rows, IReadOnlyDictionary<string, float[]> templates, Tuning? tuning = null,
    string prefix = "")
{
    private static readonly double[] _wanted = [0.10, 0.01, 0.003];

    /// <param name="photos">Enrolled of each resident.</param>
    public void Measure(int photos, Table table)
    {
        var trial = Gallery(photos);
        var probes = By(row => row is { Group: "enrolled", Role: "probe" });
        var strangers = By(row => row is { Group: "stranger", Role: "probe" }).Values.SelectMany(each => each).ToList();
        var outside = strangers.ConvertAll(trial.Best);
        var title = prefix + string.Create(CultureInfo.InvariantCulture, $"{photos} photo{(photos == 1 ? "" : "s")}");
        table.Say($"{title}: gallery", string.Create(CultureInfo.InvariantCulture, $"{trial.At(0.01).People} people, {strangers.Count}"
            + $" strangers' photos"));
        foreach (var frames in new[] { 1, 2, 3 })
        {
            var own = frames == 1
                ? probes.SelectMany(person => person.Value.Select(probe => (person.Key, Probe: probe))).ToList()
                : [.. probes.Where(person => person.Value.Count >= frames)
                    .Select(person => (person.Key, Probe: Trial.Fuse(person.Value.Take(frames))))];
            var scores = own.ConvertAll(probe => trial.Own(probe.Key, probe.Probe));
            var name = $"{title}, {(frames == 1 ? "one frame" : $"{frames} fused")}";
            table.Say($"{name}: rank 1", Rates.Share(scores.Count(score => score > -1), scores.Count));
            foreach (var rate in _wanted)
            {
                var threshold = Rates.ScoreAt(outside, rate);
                var missed = scores.Count(score => score <= threshold);
                table.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: FNIR at FPIR {100 * rate:0.#} %"),
                    Rates.Share(missed, scores.Count) + string.Create(CultureInfo.InvariantCulture, $" at {threshold:0.000}"));
                table.Count($"{prefix}fnir_{photos}photos_{frames}frames_{1000 * rate:0}per1000", 100.0 * missed / scores.Count);
            }

            foreach (var rate in new[] { 0.01, 0.003 })
            {
                var gallery = trial.At(rate);
                var missed = own.Count(probe => gallery.Search(probe.Probe) is var match && !(match.Person == probe.Key
                    && match.Score >= match.Threshold));
                var let = strangers.Count(probe => gallery.Search(probe) is var match && match.Score >= match.Threshold);
                table.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: calibrated for {100 * rate:0.#} %"),
                    string.Create(CultureInfo.InvariantCulture, $"threshold {gallery.Calibration!.Partitions[0].Threshold:0.000}, FPIR "
                    + $"{Rates.Share(let, strangers.Count)}, FNIR {Rates.Share(missed, own.Count)}"));
            }
        }
    }

    /// <summary>The share of residents' single probes that two photos and the calibration for 1 % and for 0.3 % miss, the mean of
    /// both.</summary>
    public double Missed()
    {
        var trial = Gallery(2);
        var own = By(row => row is { Group: "enrolled", Role: "probe" }).SelectMany(person => person.Value.Select(probe =>
            (person.Key, Probe: probe))).ToList();
        return new[] { 0.01, 0.003 }.Average(rate => own.Count(probe => trial.At(rate).Search(probe.Probe) is var match
            && !(match.Person == probe.Key && match.Score >= match.Threshold)) / (double)own.Count);
    }

    private Trial Gallery(int photos) =>
        new(By(row => row.Role is "enrol" or "filler")
            .Select(person => (person.Key, (IReadOnlyList<float[]>)[.. person.Value.Take(photos)])), tuning);

    private Dictionary<string, List<float[]>> By(Func<Row, bool> which) =>
        rows.Where(row => which(row) && templates.ContainsKey(row.File)).GroupBy(row => row.Person, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(row => templates[row.File]).ToList(), StringComparer.Ordinal);
}
