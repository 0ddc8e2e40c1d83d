using System.Globalization;
using Npgsql;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>A record that is over a limit: not stored, not acknowledged.</summary>
internal sealed record Deferral(Row Row, string Reason);

/// <summary>How much was taken of each gateway today, as this receiver knows it, and what more may be. Other receivers' share is seen with
/// each batch that is stored, so a limit may be passed by a batch a receiver.</summary>
internal sealed class Admission(StoreLimits limits)
{
    private readonly Dictionary<int, (long Records, long Bytes)> _taken = [];
    private DateOnly _day;

    public StoreLimits Limits => limits;

    /// <summary>Learns what was taken today, once a day.</summary>
    public async Task LearnAsync(NpgsqlConnection connection, DateTime now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now);
        if (_day == today)
        {
            return;
        }

        await using var command = new NpgsqlCommand("SELECT gateway_id, records, bytes FROM intake WHERE day = $1", connection);
        command.Parameters.AddWithValue(today);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        _taken.Clear();
        while (await reader.ReadAsync(cancellationToken))
        {
            _taken[reader.GetInt32(0)] = (reader.GetInt64(1), reader.GetInt64(2));
        }

        _day = today;
    }

    public void Note(int gateway, long records, long bytes) => _taken[gateway] = (records, bytes);

    /// <summary>Asks for each row in its order what keeps it out; null where nothing does.</summary>
    /// <param name="gatewayOf">Whose a stream is; null where it is a gateway's first.</param>
    /// <param name="streamsOf">How many streams are known of the gateway of a stream, and whether this is one of them.</param>
    public Func<Row, string?> Judge(Func<StreamKey, int?> gatewayOf, Func<StreamKey, (int Count, bool IsKnown)> streamsOf)
    {
        var added = new Dictionary<int, (long Records, long Bytes)>();
        var strangers = new Dictionary<(string, string, string), HashSet<StreamKey>>();
        return row =>
        {
            foreach (var key in (ReadOnlySpan<StreamKey?>)[row.Key, StoreTransaction.DroppedKeyOf(row)])
            {
                if (key is null || streamsOf(key) is not (var count, false))
                {
                    continue;
                }

                var more = strangers.TryGetValue((key.District, key.Compound, key.Gateway), out var some) ? some
                    : strangers[(key.District, key.Compound, key.Gateway)] = [];
                if (!more.Contains(key) && count + more.Count >= limits.Streams)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"more than {limits.Streams} streams of one gateway");
                }

                more.Add(key);
            }

            if (gatewayOf(row.Key) is not { } gateway)
            {
                return null;
            }

            var (taken, now) = (_taken.GetValueOrDefault(gateway), added.GetValueOrDefault(gateway));
            if (taken.Records + now.Records >= limits.RecordsADay || taken.Bytes + now.Bytes + row.Payload.Length > limits.BytesADay)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"more than {limits.RecordsADay} records or {limits.BytesADay >> 20} MiB of one gateway on one day");
            }

            added[gateway] = (now.Records + 1, now.Bytes + row.Payload.Length);
            return null;
        };
    }

    /// <summary>Which records would begin another run of numbers in a stream that has as many as are taken.</summary>
    /// <param name="runs">Those that the records may touch, ascending.</param>
    /// <param name="count">Of all runs of the stream.</param>
    /// <param name="rows">Ascending, none of them in a run.</param>
    public IEnumerable<Deferral> OverRuns(IEnumerable<SequenceRun> runs, long count, IEnumerable<Row> rows)
    {
        List<SequenceRun> stored = [.. runs];
        var last = 0L;
        foreach (var row in rows)
        {
            if (row.Seq == last + 1 && last > 0 || stored.Exists(run => row.Seq >= run.First - 1 && row.Seq <= run.Last + 1))
            {
                last = row.Seq;
            }
            else if (count < limits.Runs)
            {
                (last, count) = (row.Seq, count + 1);
            }
            else
            {
                yield return new Deferral(row, string.Create(CultureInfo.InvariantCulture, $"more than {limits.Runs} gaps in one stream"));
            }
        }
    }
}
