using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Zhuhui.Edge.Hub;

/// <summary>What a store has of one ledger's stream, and whether it can be proven whole.</summary>
/// <param name="Stored">Distinct records kept.</param>
/// <param name="First">The lowest number kept.</param>
/// <param name="Last">The highest number kept.</param>
/// <param name="Missing">Runs of numbers from 1 to the last that are not there.</param>
/// <param name="Chain"><c>ok</c> when every record's prev is the hash of its predecessor wherever both are there; else <c>broken</c>.</param>
/// <param name="BrokenAt">The first record whose prev does not fit.</param>
/// <param name="Received">Messages received in all.</param>
/// <param name="Duplicates">Those of them that were there before.</param>
/// <param name="Conflicts">Those of them that bore the number of another record; they are in the refused table.</param>
internal sealed record StreamReport(string District, string Compound, string Gateway, string Ledger, string Stream, long Stored, long First, long Last,
    IReadOnlyList<long[]> Missing, string Chain, long? BrokenAt, long Received, long Duplicates, long Conflicts);

/// <summary>The whole of a store, as <c>zhuhui-hub report</c> prints it in one line.</summary>
/// <param name="Stored">Distinct records kept, of all streams.</param>
/// <param name="Refused">Distinct messages that were no records, or bore the number of another.</param>
internal sealed record StoreReport(long Stored, long Refused, IReadOnlyList<StreamReport> Streams)
{
    private static readonly string s_zeros = new('0', 64);

    /// <summary>Reads the store, also while a receiver writes to it.</summary>
    public static StoreReport Read(string path)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        List<StreamReport> streams = [.. Keys(connection).Select(key => ReadStream(connection, key.Gateway, key.Ledger, key.Stream, key.Counts))];
        using var refused = connection.CreateCommand();
        refused.CommandText = "SELECT count(*) FROM refused";
        return new StoreReport(streams.Sum(stream => stream.Stored), (long)refused.ExecuteScalar()!, streams);
    }

    public override string ToString() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    private static List<(string Gateway, string Ledger, string Stream, long[] Counts)> Keys(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT gateway, ledger, stream, received, duplicates, conflicts FROM counts ORDER BY gateway, stream, ledger";
        using var reader = command.ExecuteReader();
        var keys = new List<(string, string, string, long[])>();
        while (reader.Read())
        {
            keys.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), [reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)]));
        }

        return keys;
    }

    private static StreamReport ReadStream(SqliteConnection connection, string gateway, string ledger, string stream, long[] counts)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, payload, district, compound FROM events WHERE gateway = $g AND ledger = $l AND stream = $s ORDER BY seq";
        command.Parameters.AddWithValue("$g", gateway);
        command.Parameters.AddWithValue("$l", ledger);
        command.Parameters.AddWithValue("$s", stream);
        using var reader = command.ExecuteReader();
        var missing = new List<long[]>();
        long stored = 0, first = 0, last = 0;
        long? brokenAt = null;
        string hash = s_zeros, district = "", compound = "";
        while (reader.Read())
        {
            var seq = reader.GetInt64(0);
            var payload = reader.GetFieldValue<byte[]>(1);
            (district, compound) = (reader.GetString(2), reader.GetString(3));
            if (seq != last + 1)
            {
                missing.Add([last + 1, seq - 1]);
            }
            else if (brokenAt is null && PrevOf(payload) != hash)
            {
                brokenAt = seq;
            }

            first = stored == 0 ? seq : first;
            (last, hash) = (seq, Convert.ToHexStringLower(SHA256.HashData(payload)));
            stored++;
        }

        return new StreamReport(district, compound, gateway, ledger, stream, stored, first, last, missing,
            brokenAt is null ? "ok" : "broken", brokenAt, counts[0], counts[1], counts[2]);
    }

    private static string PrevOf(byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.GetProperty("prev").GetString() ?? "";
    }
}
