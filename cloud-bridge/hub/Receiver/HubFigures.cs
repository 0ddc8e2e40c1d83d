using System.Globalization;
using System.Text;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>What a receiver has done since its start and how it stands, for whoever watches it. Safe from any thread.</summary>
internal sealed class HubFigures
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[s_bounds.Length];
    private long _batches;
    private long _stored;
    private long _duplicates;
    private long _refused;
    private long _breaks;
    private double _seconds;
    private DateTimeOffset? _last;

    public bool BrokerUp { get; set; }

    public bool StoreUp { get; set; }

    /// <summary>Of all receivers' streams, as last looked at; null before.</summary>
    public long? Gaps { get; set; }

    public void Stored(BatchResult result, TimeSpan took, DateTimeOffset now)
    {
        lock (_lock)
        {
            _batches++;
            (_stored, _duplicates, _refused, _breaks) =
                (_stored + result.Stored, _duplicates + result.Duplicates, _refused + result.Refusals.Count, _breaks + result.Breaks.Count);
            (_seconds, _last) = (_seconds + took.TotalSeconds, now);
            for (var i = 0; i < s_bounds.Length; i++)
            {
                _buckets[i] += took.TotalSeconds <= s_bounds[i] ? 1 : 0;
            }
        }
    }

    /// <summary>The figures in Prometheus' text format (version 0.0.4).</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            Family(text, "zhuhui_hub_broker_up", "gauge", "1 where the broker is reached.", BrokerUp ? 1 : 0);
            Family(text, "zhuhui_hub_store_up", "gauge", "1 where the database takes events.", StoreUp ? 1 : 0);
            Family(text, "zhuhui_hub_records_stored_total", "counter", "Records stored.", _stored);
            Family(text, "zhuhui_hub_records_duplicate_total", "counter", "Records that were stored before.", _duplicates);
            Family(text, "zhuhui_hub_refused_total", "counter", "Messages kept aside for the first time.", _refused);
            Family(text, "zhuhui_hub_chain_breaks_total", "counter", "Records that do not fit their predecessor.", _breaks);
            if (Gaps is { } gaps)
            {
                Family(text, "zhuhui_hub_gaps", "gauge", "Runs of missing numbers, of all receivers' streams.", gaps);
            }

            if (_last is { } last)
            {
                Family(text, "zhuhui_hub_last_commit_timestamp_seconds", "gauge", "When a batch was last stored.", last.ToUnixTimeMilliseconds() / 1000.0);
            }

            Head(text, "zhuhui_hub_batch_seconds", "histogram", "How long storing a batch took.");
            for (var i = 0; i < s_bounds.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"zhuhui_hub_batch_seconds_bucket{{le=\"{s_bounds[i]}\"}} {_buckets[i]}\n");
            }

            text.Append(CultureInfo.InvariantCulture,
                $"zhuhui_hub_batch_seconds_bucket{{le=\"+Inf\"}} {_batches}\nzhuhui_hub_batch_seconds_sum {_seconds}\nzhuhui_hub_batch_seconds_count {_batches}\n");
        }

        return text.ToString();
    }

    private static void Family(StringBuilder text, string name, string type, string help, double value)
    {
        Head(text, name, type, help);
        text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
}
