using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>How far into a stream a snapshot reaches.</summary>
/// <param name="Ledger">The journal's identity.</param>
/// <param name="Seq">The last record taken up; 0 for none.</param>
/// <param name="Hash">That record's SHA-256: a journal that was put back and went another way does not have it.</param>
internal sealed record StreamPlace(Guid Ledger, long Seq, string Hash)
{
    public static StreamPlace At(Guid ledger, JournalRecord last) => new(ledger, last.Seq,
        Convert.ToHexStringLower(SHA256.HashData(last.Payload.Span)));
}

/// <param name="Run">The run of the gateway whose records came last.</param>
/// <param name="Reached">How late it was then, at the least.</param>
internal sealed record SnapshotPlace(Guid Run, Reached Reached, IReadOnlyDictionary<string, StreamPlace> Streams);

/// <summary>The folds as they were after so many records, so that a start need not read the journal from its beginning. It holds nothing
/// that the journal has not, and is thrown away at the least doubt.</summary>
/// <param name="Format">Changes whenever a fold does.</param>
/// <param name="Layout">The fingerprint of the layout it was folded by.</param>
internal sealed record Snapshot(int Format, string Layout, SnapshotPlace Place, Kept Kept)
{
    public const int ThisFormat = 4;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "remembered.json");

    /// <summary>The snapshot of a data folder, or why there is none that can be used.</summary>
    /// <param name="journals">The journals it has to belong to.</param>
    public static (Snapshot? Snapshot, string? Doubt) Read(string dataFolder, string layout, IReadOnlyList<Journal> journals)
    {
        Snapshot? found;
        try
        {
            var bytes = File.ReadAllBytes(PathIn(dataFolder));
            var end = Array.IndexOf(bytes, (byte)'\n');
            found = end > 0 && Encoding.ASCII.GetString(bytes, 0, end) == Sum(bytes.AsSpan(end + 1))
                ? JsonSerializer.Deserialize<Snapshot>(bytes.AsSpan(end + 1), EventJson.Options)
                : null;
        }
        catch (FileNotFoundException)
        {
            return (null, null);
        }
        catch (JsonException)
        {
            found = null;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return (null, refusal.Message);
        }

        return found switch
        {
            null => (null, "it is damaged"),
            { Format: not ThisFormat } => (null, "another version of this program made it"),
            _ when found.Layout != layout => (null, "the doors and areas of the site file have changed"),
            _ when journals.FirstOrDefault(j => !IsOf(j, found.Place.Streams.GetValueOrDefault(j.Stream))) is { } other =>
                (null, $"it belongs to another journal of {other.Stream}"),
            _ => (found, null),
        };
    }

    /// <summary>Replaces the snapshot of a data folder; a crash at any moment leaves the old one or the new one.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Write(string dataFolder)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options);
        AtomicFile.Write(PathIn(dataFolder), file =>
        {
            file.Write(Encoding.ASCII.GetBytes(Sum(json) + "\n"));
            file.Write(json);
        });
    }

    private static string Sum(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    /// <summary>A journal without records is as good as any other.</summary>
    private static bool IsOf(Journal journal, StreamPlace? place) => place is { Seq: 0 }
        || (place is not null && place.Seq <= journal.LastSeq
        && journal.ReadAfter(place.Seq - 1, 1) is [var last] && StreamPlace.At(journal.Ledger, last) == place);
}
