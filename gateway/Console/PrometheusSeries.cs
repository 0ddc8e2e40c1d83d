using System.Globalization;
using System.Text;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>One figure, or one histogram, with its labels. Its family keeps threads apart.</summary>
internal sealed class PrometheusSeries
{
    private readonly KeyValuePair<string, object?>[] _labels;
    private readonly string _text;
    private readonly IReadOnlyList<double>? _bounds;
    private readonly long[] _buckets;
    private double _value;
    private long _count;

    public PrometheusSeries(KeyValuePair<string, object?>[] labels, IReadOnlyList<double>? bounds)
    {
        (_labels, _bounds, _buckets) = (labels, bounds, new long[bounds?.Count ?? 0]);
        _text = string.Join(',', labels.Select(label => $"{label.Key}=\"{Escaped($"{label.Value}")}\""));
    }

    public bool IsShown { get; set; } = true;

    /// <summary>Without labels, and never recorded.</summary>
    public bool IsOfNothing => _labels.Length == 0 && _count == 0;

    public bool IsOf(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        if (labels.Length != _labels.Length)
        {
            return false;
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Key != _labels[i].Key || !Equals(labels[i].Value, _labels[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="adds">Adds to the figure instead of replacing it; a histogram always adds.</param>
    public void Record(double value, bool adds)
    {
        _count++;
        IsShown = true;
        _value = adds || _bounds is not null ? _value + value : value;
        for (var i = 0; i < _buckets.Length; i++)
        {
            _buckets[i] += value <= _bounds![i] ? 1 : 0;
        }
    }

    public void AppendTo(StringBuilder text, string name)
    {
        var labels = _text.Length > 0 ? $"{{{_text}}}" : "";
        if (_bounds is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {_value}\n");
            return;
        }

        var before = _text.Length > 0 ? _text + "," : "";
        for (var i = 0; i < _buckets.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{_bounds[i]}\"}} {_buckets[i]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"+Inf\"}} {_count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{labels} {_value}\n{name}_count{labels} {_count}\n");
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
