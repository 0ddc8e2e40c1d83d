using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Hub.Messages;

/// <summary>How a gateway's box says that it is, within bounds: what a gateway that is taken over may say must fill no table and bend no
/// line of a list.</summary>
/// <param name="Word">A lower one of the same session is older.</param>
/// <param name="Impaired">How many parts are not in order, by kind.</param>
internal sealed partial record GatewayBox(long Word, int Devices, IReadOnlyDictionary<string, int> Impaired, bool ClockTrusted,
    long Backlog)
{
    private const int MostKinds = 32;
    private const int MostParts = 100_000;
    private const long MostBytes = 1L << 60;
    private const int Centuries = 2200;

    public DateTime? LinkCertificateEnds { get; private init; }

    public DateTime? WebCertificateEnds { get; private init; }

    public long? DiskFree { get; private init; }

    /// <summary>The version on trial.</summary>
    public string? Trial { get; private init; }

    /// <returns>Null where it is none: one number that is out of bounds costs all of it, for a gateway in order says no such
    /// thing.</returns>
    public static GatewayBox? TryRead(JsonElement box)
    {
        if (box.ValueKind != JsonValueKind.Object || Number(box, "word", MostBytes) is not { } word
            || Number(box, "devices", MostParts) is not { } devices || Number(box, "backlog", MostBytes) is not { } backlog
            || !box.TryGetProperty("clockTrusted", out var clock) || clock.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
            || !box.TryGetProperty("impaired", out var listed) || Impairments(listed) is not { } impaired)
        {
            return null;
        }

        return new GatewayBox(word, (int)devices, impaired, clock.GetBoolean(), backlog)
        {
            LinkCertificateEnds = Instant(box, "linkCertificateEnds"),
            WebCertificateEnds = Instant(box, "webCertificateEnds"),
            DiskFree = Number(box, "diskFree", MostBytes),
            Trial = box.TryGetProperty("trial", out var trial) && trial.ValueKind == JsonValueKind.String
                && trial.GetString() is { } version && Version().IsMatch(version) ? version : null,
        };
    }

    private static Dictionary<string, int>? Impairments(JsonElement listed)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        if (listed.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var kind in listed.EnumerateObject())
        {
            if (found.Count == MostKinds || !Kind().IsMatch(kind.Name) || kind.Value.ValueKind != JsonValueKind.Number
                || !kind.Value.TryGetInt32(out var count) || count is < 1 or > MostParts || !found.TryAdd(kind.Name, count))
            {
                return null;
            }
        }

        return found;
    }

    private static long? Number(JsonElement box, string name, long most) => box.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 && number <= most ? number : null;

    private static DateTime? Instant(JsonElement box, string name) => box.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var at) && at.UtcDateTime.Year is > 1970 and < Centuries ? at.UtcDateTime : null;

    [GeneratedRegex(@"\A[a-z0-9.-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\A[0-9A-Za-z.+~-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
