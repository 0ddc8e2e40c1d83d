using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Admin.Audit;

/// <summary>What an administrator wants to see of what was seen and done.</summary>
/// <param name="Operator">Who looks; it goes on record.</param>
/// <param name="By">Of one account alone; null for everybody.</param>
/// <param name="Before">The number that the page before this one ended at; null for the newest.</param>
internal sealed record AuditRequest(string Operator, string? By, DateTimeOffset? From, DateTimeOffset? To, long? Before, int Limit);

/// <param name="Who">As it goes on record; of a resident the person's id.</param>
/// <param name="Record">As journaled.</param>
internal sealed record AuditLine(DateTimeOffset At, long Seq, string Who, string Type, string Record);

/// <param name="Next">Where to go on; null at the end. A page may hold fewer than asked for, or none, and still go on.</param>
internal sealed record AuditPage(IReadOnlyList<AuditLine> Lines, long? Next);

/// <summary>Who looked at what and did what, newest first: every record of the journal of people and orders that names somebody who did
/// it. It is read from the journal itself, a page at a time; the look is on record too (Personal Information Protection Law, art. 51 and
/// 54).</summary>
internal sealed class AuditLookup(EventLedger ledger)
{
    private const int ReadAtOnce = 256;

    /// <summary>So many records a page are looked through at most.</summary>
    private const int MostRead = 8_192;

    private readonly Journal _journal = ledger.JournalOf(EventStream.Registry);

    public AuditPage Find(AuditRequest request)
    {
        List<AuditLine> found = [];
        HashSet<string> people = new(StringComparer.Ordinal);
        var first = _journal.FirstSeq;
        var top = Math.Min(request.Before is { } before ? before - 1 : long.MaxValue, request.To is { } to ? LastBefore(to)
            : _journal.LastSeq);
        var (next, read) = (top, 0);
        for (; next >= first && found.Count < request.Limit && read < MostRead; read += ReadAtOnce)
        {
            var after = Math.Max(first - 1, next - ReadAtOnce);
            foreach (var record in _journal.ReadAfter(after, (int)(next - after)).Where(one => one.Seq <= next).Reverse())
            {
                if (record.At < request.From)
                {
                    next = first - 1;
                    break;
                }

                next = record.Seq - 1;
                if (LineOf(record, request.By, people) is { } line)
                {
                    found.Add(line);
                    if (found.Count == request.Limit)
                    {
                        break;
                    }
                }
            }

            next = found.Count == request.Limit ? next : Math.Min(next, after);
        }

        foreach (var part in EventParts.Of(new EventsLookedUp(request.Operator, request.From, request.To, null, null, null,
            _journal.Stream, found.Count, [.. people.Order(StringComparer.Ordinal)])))
        {
            ledger.Append(part);
        }

        return new AuditPage(found, next >= first ? next + 1 : null);
    }

    /// <returns>Null where nobody is named who did it, or somebody else than is asked for.</returns>
    private static AuditLine? LineOf(JournalRecord record, string? by, HashSet<string> people)
    {
        using var data = JsonDocument.Parse(record.Data);
        if ((Text(data, "operator") ?? (record.Type.StartsWith("account.", StringComparison.Ordinal) ? Text(data, "account") : null))
            is not { Length: > 0 } who || (by is not null && !string.Equals(who, by, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (Text(data, "person") is { } person)
        {
            people.Add(person);
        }

        return new AuditLine(record.At, record.Seq, who, record.Type, Encoding.UTF8.GetString(record.Payload.Span));
    }

    private static string? Text(JsonDocument data, string name) => data.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The number of the last record before a time: the journal's own clock does not go back.</summary>
    private long LastBefore(DateTimeOffset to)
    {
        var (low, high) = (_journal.FirstSeq, _journal.LastSeq + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_journal.ReadAfter(middle - 1, 1) is [{ } record] && record.At < to)
            {
                low = Math.Max(record.Seq, middle) + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
