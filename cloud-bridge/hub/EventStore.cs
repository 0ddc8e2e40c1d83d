using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Zhuhui.Edge.Hub;

/// <summary>The hub's SQLite file. A batch is one transaction that is on the disk when <see cref="Store"/> returns; a record is kept once, as its raw bytes.
/// A record with the number of another one is kept beside it as refused: nothing that was acknowledged is ever lost or replaced. For one thread.</summary>
internal sealed class EventStore : IDisposable
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS events (
          gateway TEXT NOT NULL, ledger TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL,
          district TEXT NOT NULL, compound TEXT NOT NULL, type TEXT NOT NULL, at TEXT NOT NULL, received TEXT NOT NULL, payload BLOB NOT NULL,
          PRIMARY KEY (gateway, ledger, stream, seq));
        CREATE TABLE IF NOT EXISTS counts (
          gateway TEXT NOT NULL, ledger TEXT NOT NULL, stream TEXT NOT NULL,
          received INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0, conflicts INTEGER NOT NULL DEFAULT 0,
          PRIMARY KEY (gateway, ledger, stream));
        CREATE TABLE IF NOT EXISTS refused (
          hash BLOB PRIMARY KEY, topic TEXT NOT NULL, reason TEXT NOT NULL, received TEXT NOT NULL, times INTEGER NOT NULL, payload BLOB NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;

    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    public EventStore(string path, TimeProvider time)
    {
        _time = time;
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            _connection.Open();
            using var command = _connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the store is only out of reach for now: busy, locked, no memory, read-only, a disk error, full, or not to be opened.</summary>
    public static bool IsUnavailable(SqliteException exception) => exception.SqliteErrorCode is 5 or 6 or 7 or 8 or 10 or 13 or 14;

    /// <exception cref="SqliteException">Nothing of the batch was stored.</exception>
    public BatchResult Store(IReadOnlyCollection<Arrival> batch)
    {
        var receipts = new Dictionary<(EventTopic, Guid), Receipt>();
        var refusals = new List<(string, string)>();
        var received = _time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        using var transaction = _connection.BeginTransaction(deferred: false);
        foreach (var arrival in batch)
        {
            if (EventTopic.TryParse(arrival.Topic) is not { } topic)
            {
                Refuse(transaction, arrival, "the topic is not one of the contract", received, refusals);
            }
            else if (Envelope.TryParse(arrival.Payload, topic.Stream, out var reason) is not { } envelope)
            {
                Refuse(transaction, arrival, reason, received, refusals);
            }
            else
            {
                Keep(transaction, arrival, topic, envelope, received, refusals);
                if (!receipts.TryGetValue((topic, envelope.Ledger), out var receipt))
                {
                    receipts.Add((topic, envelope.Ledger), receipt = new Receipt(topic, envelope.Ledger, []));
                }

                receipt.Seqs.Add(envelope.Seq);
            }
        }

        transaction.Commit();
        return new BatchResult(receipts.Values, refusals);
    }

    public void Dispose() => _connection.Dispose();

    private void Keep(SqliteTransaction transaction, Arrival arrival, EventTopic topic, Envelope envelope, string received, List<(string, string)> refusals)
    {
        var ledger = envelope.Ledger.ToString("D");
        var isNew = Execute(
            transaction,
            "INSERT OR IGNORE INTO events (gateway, ledger, stream, seq, district, compound, type, at, received, payload) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
            topic.Gateway, ledger, topic.Stream, envelope.Seq, topic.District, topic.Compound, envelope.Type, envelope.At, received, arrival.Payload) == 1;
        var conflicts = !isNew && !IsKept(transaction, topic, ledger, envelope.Seq, arrival.Payload);
        if (conflicts)
        {
            Refuse(transaction, arrival, string.Create(CultureInfo.InvariantCulture, $"another record has number {envelope.Seq} of ledger {ledger}"), received, refusals);
        }

        Execute(
            transaction,
            """
            INSERT INTO counts (gateway, ledger, stream, received, duplicates, conflicts) VALUES ($0, $1, $2, 1, $3, $4)
            ON CONFLICT DO UPDATE SET received = received + 1, duplicates = duplicates + $3, conflicts = conflicts + $4
            """,
            topic.Gateway, ledger, topic.Stream, isNew || conflicts ? 0 : 1, conflicts ? 1 : 0);
    }

    private bool IsKept(SqliteTransaction transaction, EventTopic topic, string ledger, long seq, byte[] payload)
    {
        using var command = Command(
            transaction, "SELECT payload = $4 FROM events WHERE gateway = $0 AND ledger = $1 AND stream = $2 AND seq = $3", topic.Gateway, ledger, topic.Stream, seq, payload);
        return command.ExecuteScalar() is 1L;
    }

    private void Refuse(SqliteTransaction transaction, Arrival arrival, string reason, string received, List<(string, string)> refusals)
    {
        var hash = SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(arrival.Topic), 0, .. arrival.Payload]);
        if (Execute(transaction, "UPDATE refused SET times = times + 1 WHERE hash = $0", hash) == 0)
        {
            Execute(transaction, "INSERT INTO refused (hash, topic, reason, received, times, payload) VALUES ($0, $1, $2, $3, 1, $4)",
                hash, arrival.Topic, reason, received, arrival.Payload);
            refusals.Add((arrival.Topic, reason));
        }
    }

    private int Execute(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(transaction, sql, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(SqliteTransaction transaction, string sql, params ReadOnlySpan<object> values)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are this type's own constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue("$" + i.ToString(CultureInfo.InvariantCulture), values[i]);
        }

        return command;
    }
}
