using System.Diagnostics.Metrics;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>What a receiver has done since its start and how it stands, for programs that watch it. Safe from any thread.</summary>
internal sealed class HubFigures : IDisposable
{
    private static readonly double[] _bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

    private readonly Lock _lock = new();
    private readonly Counter<long> _stored;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _breaks;
    private readonly Counter<long> _deferred;
    private readonly Counter<long> _acksRefused;
    private readonly Histogram<double> _batch;
    private DateTimeOffset? _last;
    private long _turnAt;

    public HubFigures()
    {
        Meter.CreateObservableGauge("zhuhui.hub.broker.up", () => BrokerUp ? 1 : 0, description: "1 where the broker is reached.");
        Meter.CreateObservableGauge("zhuhui.hub.store.up", () => StoreUp ? 1 : 0, description: "1 where the database takes events.");
        _stored = Meter.CreateCounter<long>("zhuhui.hub.records.stored", "{record}", "Records stored.");
        _duplicates = Meter.CreateCounter<long>("zhuhui.hub.records.duplicate", "{record}", "Records that were stored before.");
        _refused = Meter.CreateCounter<long>("zhuhui.hub.refused", "{message}", "Messages kept aside for the first time.");
        _breaks = Meter.CreateCounter<long>("zhuhui.hub.chain_breaks", "{record}", "Records that do not fit their predecessor.");
        _acksRefused = Meter.CreateCounter<long>("zhuhui.hub.acks.refused", "{message}", "Acknowledgements that the broker did not take.");
        _deferred = Meter.CreateCounter<long>("zhuhui.hub.records.deferred", "{record}", "Records over a limit, not acknowledged.");
        Meter.CreateObservableGauge("zhuhui.hub.gaps", () => Known(Gaps), "{gap}", "Runs of missing numbers, of all receivers' streams.");
        Meter.CreateObservableGauge("zhuhui.hub.partitions_ahead", () => Known(DaysAhead), "{day}",
            "How many days after today have their partition.");
        Meter.CreateObservableGauge("zhuhui.hub.last_commit_timestamp", () => Known(LastCommit()?.ToUnixTimeMilliseconds() / 1000.0), "s",
            "When a batch was last stored.");
        _batch = Meter.CreateHistogram("zhuhui.hub.batch", "s", "How long storing a batch took.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = _bounds });
    }

    public Meter Meter { get; } = new("Zhuhui.Hub.Receiver");

    public bool BrokerUp { get; set; }

    public bool StoreUp { get; set; }

    /// <summary>Of all receivers' streams, as last looked at; null before.</summary>
    public long? Gaps { get; set; }

    /// <summary>How many days after today have their partition, -1 where today has none; null before it was looked.</summary>
    public int? DaysAhead { get; set; }

    /// <summary>When the receiver last took a turn, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public long TurnAt
    {
        get => Volatile.Read(ref _turnAt);
        set => Volatile.Write(ref _turnAt, value);
    }

    public void Stored(BatchResult result, TimeSpan took, DateTimeOffset now)
    {
        _stored.Add(result.Stored);
        _duplicates.Add(result.Duplicates);
        _refused.Add(result.Refusals.Count);
        _breaks.Add(result.BrokenLinks);
        _deferred.Add(result.Deferred);
        _batch.Record(took.TotalSeconds);
        lock (_lock)
        {
            _last = now;
        }
    }

    public void AcknowledgementRefused() => _acksRefused.Add(1);

    public void Dispose() => Meter.Dispose();

    private static IEnumerable<Measurement<double>> Known(double? value) => value is { } known ? [new(known)] : [];

    private DateTimeOffset? LastCommit()
    {
        lock (_lock)
        {
            return _last;
        }
    }
}
