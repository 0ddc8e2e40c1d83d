using System.Globalization;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>What a backup's name says of it: <c>20261129T201500Z-daily-1234-5f3a9c1e</c>, when, why, and where the registry's journal
/// stood. The journal's numbers order backups, for a clock that was wrong once must not make one of them the newest for ever.</summary>
/// <param name="Place">Null in a name of an earlier version, whose file says it.</param>
internal sealed record BackupName(string Name, DateTimeOffset At, BackupReason Reason, BackupPlace? Place)
{
    private const string Stamp = "yyyyMMdd'T'HHmmss'Z'";

    /// <param name="more">Tells it from another that was made within the second; below 2 for none.</param>
    public static BackupName Of(DateTimeOffset at, BackupReason reason, JournalPlace place, int more)
    {
        var where = BackupPlace.Of(place);
        return new($"{at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture)}-{WordOf(reason)}-{where.Seq}-{where.Ledger}"
            + (more > 1 ? $"-{more}" : ""), at, reason, where);
    }

    /// <returns>Null where it is no backup's.</returns>
    public static BackupName? TryParse(string name) =>
        name.Split('-') is [{ Length: 16 } stamp, var word, .. var rest]
            && DateTimeOffset.TryParseExact(stamp, Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Enum.TryParse(word, ignoreCase: true, out BackupReason reason)
            ? new BackupName(name, at, reason, rest is [var seq, { Length: BackupPlace.LedgerLength } ledger, ..]
                && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new BackupPlace(ledger, number)
                : null)
            : null;

    /// <summary>Newest first: the journal in use, or else that of the newest name, before others; in each by its numbers.</summary>
    /// <param name="placeOf">Of a name that does not say it.</param>
    /// <param name="inUse">The identity of the registry's journal; null where nobody knows.</param>
    public static IEnumerable<BackupName> NewestFirst(IEnumerable<BackupName> names, Func<BackupName, BackupPlace?> placeOf, Guid? inUse)
    {
        var current = inUse is { } ledger ? BackupPlace.Of(new JournalPlace(ledger, 0)).Ledger : null;
        return names.Select(name => (Name: name, Place: name.Place ?? placeOf(name))).GroupBy(b => b.Place?.Ledger)
            .OrderByDescending(ledger => ledger.Key is not null && ledger.Key == current)
            .ThenByDescending(ledger => ledger.Max(b => b.Name.At))
            .SelectMany(ledger => ledger.OrderByDescending(b => b.Place?.Seq).ThenByDescending(b => b.Name.Name, StringComparer.Ordinal))
            .Select(b => b.Name);
    }

    private static string WordOf(BackupReason reason) => reason.ToString().ToLowerInvariant();
}

/// <summary>Where the registry's journal stood.</summary>
/// <param name="Ledger">The beginning of that journal's identity.</param>
internal sealed record BackupPlace(string Ledger, long Seq)
{
    public const int LedgerLength = 8;

    public static BackupPlace Of(JournalPlace place) => new(place.Ledger.ToString("N")[..LedgerLength], place.Seq);
}
