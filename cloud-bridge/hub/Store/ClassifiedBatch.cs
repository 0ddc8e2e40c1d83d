using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>A numbered stream of one journal of one gateway.</summary>
internal sealed record StreamKey(string District, string Compound, string Gateway, Guid Ledger, string Stream)
{
    // Asked of each record several times.
    private readonly int _hash = HashCode.Combine(District, Compound, Gateway, Ledger, Stream);

    public bool Equals(StreamKey? other) => other is not null && (ReferenceEquals(this, other) || (_hash == other._hash
        && Ledger == other.Ledger && Gateway == other.Gateway && Compound == other.Compound && Stream == other.Stream
        && District == other.District));

    public override int GetHashCode() => _hash;
}

/// <summary>A record on its way into the store.</summary>
internal sealed record Row(EventTopic Topic, Envelope Envelope, ReadOnlyMemory<byte> Payload, byte[] Hash)
{
    public StreamKey Key { get; } = new(Topic.District, Topic.Compound, Topic.Gateway, Envelope.Ledger, Topic.Stream);

    public long Seq => Envelope.Seq;

    /// <summary>The hash that it says its predecessor has.</summary>
    public byte[] Prev => Convert.FromHexString(Envelope.Prev);

    public SequenceRun Run => new(Seq, Seq, Prev, Hash);
}

/// <summary>A message or record that is kept aside.</summary>
internal sealed record Refusal(string Topic, string Reason, ReadOnlyMemory<byte> Payload)
{
    private const int MostSource = 300;

    /// <summary>The record whose number another one has; null of what is no record.</summary>
    public Row? Row { get; private init; }

    public byte[] Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Topic));
        hash.AppendData([0]);
        hash.AppendData(Payload.Span);
        return hash.GetHashAndReset();
    }

    /// <summary>Whose it is, as the topic says: its first five levels.</summary>
    public string Source()
    {
        var levels = string.Join('/', Topic.Split('/').Take(5));
        return levels.Length <= MostSource ? levels : levels[..MostSource];
    }

    public static Refusal NumberTaken(Row row) => new(
        row.Topic.ToString(), string.Create(CultureInfo.InvariantCulture,
            $"another record has number {row.Seq} of ledger {row.Envelope.Ledger:D}"), row.Payload)
    {
        Row = row,
    };
}

/// <summary>Messages, read and sorted: what goes where in the store. Pure; a stream's records are ascending and each number is there
/// once.</summary>
internal sealed class ClassifiedBatch
{
    private ClassifiedBatch(IReadOnlyList<Row> rows, IReadOnlyList<Row> again, IReadOnlyList<Row> conflicts,
        IReadOnlyList<Refusal> refusals, IReadOnlyList<GatewayStatus> statuses) =>
        (Rows, Again, Conflicts, Refusals, Statuses) = (rows, again, conflicts, refusals, statuses);

    /// <summary>Records that are over a limit; in none of the others.</summary>
    public IReadOnlyList<Deferral> Deferred { get; private init; } = [];

    /// <summary>By stream and number.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>Records that came a second time among these messages.</summary>
    public IReadOnlyList<Row> Again { get; }

    /// <summary>Records that bear the number of another one among these messages.</summary>
    public IReadOnlyList<Row> Conflicts { get; }

    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>As they came.</summary>
    public IReadOnlyList<GatewayStatus> Statuses { get; }

    public static ClassifiedBatch Classify(IEnumerable<InboundMessage> arrivals) => Classify(arrivals.Select(ReadMessage.Of));

    public static ClassifiedBatch Classify(IEnumerable<ReadMessage> messages)
    {
        var (read, refusals, statuses) = (new List<Row>(), new List<Refusal>(), new List<GatewayStatus>());
        foreach (var message in messages)
        {
            read.AddRange(message.Rows);
            refusals.AddRange(message.Refusals);
            if (message.Status is { } status)
            {
                statuses.Add(status);
            }
        }

        return Classify(read, refusals, statuses);
    }

    /// <summary>These rows alone.</summary>
    public static ClassifiedBatch Classify(IEnumerable<Row> rows) => Classify([.. rows], [], []);

    /// <summary>Nothing but a record that the store cannot take.</summary>
    public static ClassifiedBatch Refuse(Row row, string reason) => new([], [], [], [new Refusal(row.Topic.ToString(), reason,
        row.Payload)], []);

    /// <summary>Without those that something keeps out.</summary>
    public ClassifiedBatch Defer(Func<Row, string?> reasonOf)
    {
        List<Deferral> deferred = [.. Rows.Select(row => (row, Reason: reasonOf(row))).Where(one => one.Reason is not null)
            .Select(one => new Deferral(one.row, one.Reason!))];
        if (deferred.Count == 0)
        {
            return this;
        }

        var over = deferred.Select(one => (one.Row.Key, one.Row.Seq)).ToHashSet();
        List<Row> Without(IEnumerable<Row> rows) => [.. rows.Where(row => !over.Contains((row.Key, row.Seq)))];
        return new ClassifiedBatch(Without(Rows), Without(Again), Without(Conflicts), Refusals, Statuses) { Deferred = deferred };
    }

    /// <summary>Without its rows; what bore their numbers is kept aside.</summary>
    public ClassifiedBatch Rest() => new([], [], [], [.. Refusals, .. Conflicts.Select(Refusal.NumberTaken)], Statuses);

    private static ClassifiedBatch Classify(List<Row> read, List<Refusal> refusals, List<GatewayStatus> statuses)
    {
        var (rows, again, conflicts) = (new List<Row>(read.Count), new List<Row>(), new List<Row>());
        foreach (var row in InOrder(read))
        {
            if (rows.Count == 0 || rows[^1].Seq != row.Seq || rows[^1].Key != row.Key)
            {
                rows.Add(row);
            }
            else if (rows[^1].Payload.Span.SequenceEqual(row.Payload.Span))
            {
                again.Add(row);
            }
            else
            {
                conflicts.Add(row);
            }
        }

        return new ClassifiedBatch(rows, again, conflicts, refusals, statuses);
    }

    /// <summary>Stream by stream, each by number, what has one number as it came.</summary>
    private static IEnumerable<Row> InOrder(List<Row> rows)
    {
        var streams = new Dictionary<StreamKey, List<Row>>();
        foreach (var row in rows)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(streams, row.Key, out _) ??= []).Add(row);
        }

        return streams.Values.SelectMany(stream => stream.OrderBy(row => row.Seq));
    }
}
