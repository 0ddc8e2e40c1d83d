using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Zhuhui.Edge.Hub.Messages;

namespace Zhuhui.Edge.Hub.Store;

/// <summary>What a store has of one ledger's stream, and whether it can be proven whole.</summary>
/// <param name="Stored">Distinct records kept.</param>
/// <param name="First">The lowest number kept.</param>
/// <param name="Last">The highest number kept.</param>
/// <param name="Missing">Runs of numbers from 1 to the last that are not there.</param>
/// <param name="Chain"><c>ok</c> when every record's prev is the hash of its predecessor wherever both are there; else
/// <c>broken</c>.</param>
/// <param name="BrokenAt">The first record whose prev does not fit.</param>
/// <param name="Received">Messages received in all.</param>
/// <param name="Duplicates">Those of them that were there before.</param>
/// <param name="Conflicts">Those of them that bore the number of another record; they are in the refused table.</param>
/// <param name="Dropped">Runs of numbers that the gateway said it no longer has: those among the missing will not come.</param>
internal sealed record StreamReport(string District, string Compound, string Gateway, string Ledger, string Stream, long Stored,
    long First, long Last,
    IReadOnlyList<long[]> Missing, string Chain, long? BrokenAt, long Received, long Duplicates, long Conflicts,
    IReadOnlyList<long[]> Dropped);

/// <summary>The whole of a store, as <c>zhuhui-hub report</c> prints it in one line. Every record is read and its hash computed: this
/// proves, it does not look up.</summary>
/// <param name="Stored">Distinct records kept, of all streams.</param>
/// <param name="Refused">Distinct messages that were no records, or bore the number of another.</param>
internal sealed record StoreReport(long Stored, long Refused, IReadOnlyList<StreamReport> Streams)
{
    private static readonly string _zeros = new('0', 64);

    /// <summary>Reads the store, also while receivers write to it.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or read.</exception>
    public static async Task<StoreReport> ReadAsync(StoreAddress address, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var streams = new List<StreamReport>();
        foreach (var (id, empty) in await StreamsAsync(connection, cancellationToken))
        {
            streams.Add(await ReadStreamAsync(connection, id, empty, cancellationToken));
        }

        await using var refused = new NpgsqlCommand("SELECT count(*) FROM refused", connection);
        return new StoreReport(streams.Sum(stream => stream.Stored), (long)(await refused.ExecuteScalarAsync(cancellationToken))!, streams);
    }

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    private static async Task<List<(int Id, StreamReport Empty)>> StreamsAsync(NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT s.id, g.district, g.compound, g.gateway, s.ledger, s.stream, s.received, s.duplicates, s.conflicts,
              coalesce((SELECT array_agg(d.first ORDER BY d.first) FROM dropped d WHERE d.stream_id = s.id), '{}'),
              coalesce((SELECT array_agg(d.last ORDER BY d.first) FROM dropped d WHERE d.stream_id = s.id), '{}')
            FROM streams s JOIN gateways g ON g.id = s.gateway_id ORDER BY g.gateway, s.stream, s.ledger, s.id
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var streams = new List<(int, StreamReport)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var dropped = reader.GetFieldValue<long[]>(9).Zip(reader.GetFieldValue<long[]>(10), (first, last) => new[] { first, last });
            streams.Add((reader.GetInt32(0), new StreamReport(reader.GetString(1), reader.GetString(2), reader.GetString(3),
                reader.GetGuid(4).ToString("D"), reader.GetString(5),
                0, 0, 0, [], "ok", null, reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), [.. dropped])));
        }

        return streams;
    }

    private static async Task<StreamReport> ReadStreamAsync(NpgsqlConnection connection, int id, StreamReport empty,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT seq, payload FROM events WHERE stream_id = $1 ORDER BY seq",
            connection)
        {
            CommandTimeout = 0,
        };
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<long[]>();
        long stored = 0, first = 0, last = 0;
        long? brokenAt = null;
        var hash = _zeros;
        while (await reader.ReadAsync(cancellationToken))
        {
            var seq = reader.GetInt64(0);
            var payload = reader.GetFieldValue<byte[]>(1);
            if (seq != last + 1)
            {
                missing.Add([last + 1, seq - 1]);
            }
            else if (brokenAt is null && Envelope.PrevOf(payload) != hash)
            {
                brokenAt = seq;
            }

            first = stored == 0 ? seq : first;
            (last, hash) = (seq, Convert.ToHexStringLower(SHA256.HashData(payload)));
            stored++;
        }

        return empty with
        {
            Stored = stored,
            First = first,
            Last = last,
            Missing = missing,
            Chain = brokenAt is null ? "ok" : "broken",
            BrokenAt = brokenAt
        };
    }
}
