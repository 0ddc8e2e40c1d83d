using System.Text.Json;

namespace Zhuhui.Edge.CloudBridge.Delivery;

/// <summary>One acknowledgement of the hub: these runs of one ledger's stream are durably in its store.</summary>
internal sealed record HubAck(string Stream, Guid Ledger, IReadOnlyList<(long First, long Last)> Ranges)
{
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
                ? new HubAck(stream.GetString()!, guid, runs)
                : null;
        }
        catch (Exception notOne) when (notOne is JsonException or InvalidOperationException)
        {
            // A lone surrogate is good JSON and no text.
            return null;
        }
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
