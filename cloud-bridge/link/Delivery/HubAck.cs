using System.Text.Json;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>One acknowledgement of the hub: these runs of one ledger's stream are durably in its store.</summary>
/// <param name="Hashes">The SHA-256 of each run's last record, in lower-case hex; null where the hub says none. A record holds the hash of
/// the one before it, so the last one's stands for the run.</param>
/// <param name="At">The hub's time; null where it says none.</param>
internal sealed record HubAck(string Stream, Guid Ledger, IReadOnlyList<(long First, long Last)> Ranges,
    IReadOnlyList<string>? Hashes = null, DateTimeOffset? At = null)
{
    private const int HashLength = 64;

    /// <summary>Reads a payload of ack.schema.json; null when it is not one.</summary>
    public static HubAck? TryParse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.String
                && root.TryGetProperty("ledger", out var ledger) && ledger.ValueKind == JsonValueKind.String
                && ledger.TryGetGuid(out var guid)
                && root.TryGetProperty("ranges", out var ranges) && TryReadRanges(ranges) is { } runs
                && TryReadHashes(root, runs.Count, out var hashes)
                ? new HubAck(stream.GetString()!, guid, runs, hashes,
                    root.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var told)
                        ? told : null)
                : null;
        }
        catch (Exception notOne) when (notOne is JsonException or InvalidOperationException)
        {
            // A lone surrogate is good JSON and no text.
            return null;
        }
    }

    /// <summary>False where there are some, and not one for each run.</summary>
    private static bool TryReadHashes(JsonElement root, int runs, out IReadOnlyList<string>? hashes)
    {
        hashes = null;
        if (!root.TryGetProperty("hashes", out var listed))
        {
            return true;
        }

        if (listed.ValueKind != JsonValueKind.Array || listed.GetArrayLength() != runs
            || listed.EnumerateArray().Any(hash => hash.ValueKind != JsonValueKind.String || hash.GetString()!.Length != HashLength))
        {
            return false;
        }

        hashes = [.. listed.EnumerateArray().Select(hash => hash.GetString()!)];
        return true;
    }

    internal static IReadOnlyList<(long First, long Last)>? TryReadRanges(JsonElement ranges)
    {
        if (ranges.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var runs = new List<(long, long)>(ranges.GetArrayLength());
        foreach (var range in ranges.EnumerateArray())
        {
            if (range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2
                || range[0].ValueKind != JsonValueKind.Number || !range[0].TryGetInt64(out var first)
                || range[1].ValueKind != JsonValueKind.Number || !range[1].TryGetInt64(out var last)
                || first < 1 || last < first)
            {
                return null;
            }

            runs.Add((first, last));
        }

        return runs;
    }
}
