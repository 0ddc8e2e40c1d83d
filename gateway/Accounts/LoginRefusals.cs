using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Puts refused logins on record, and keeps whoever guesses from filling the journal: the first of an account, then what came
/// within ten minutes as one count. All names that nobody has are counted together. A kill loses a count of ten minutes at the
/// most.</summary>
internal sealed class LoginRefusals : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly EventLedger _ledger;
    private readonly ITimer _timer;

    public LoginRefusals(EventLedger ledger)
    {
        _ledger = ledger;
        _timer = ledger.Time.CreateTimer(_ => Flush(isOver: false), null, Window, Window);
    }

    /// <param name="account">Null for a name that nobody has.</param>
    /// <param name="until">A pause that begins with this one: on record at once.</param>
    public void Count(string? account, DateTimeOffset? until)
    {
        lock (_lock)
        {
            var now = _ledger.Time.GetUtcNow();
            if (!_rows.TryGetValue(account ?? "", out var row))
            {
                _rows[account ?? ""] = new Row(_ledger.Time.GetTimestamp(), now);
                _ledger.Append(new AccountLoginRefused(account, 1, now, now, until));
                return;
            }

            row.Count++;
            row.From ??= now;
            row.To = now;
            if (until is not null)
            {
                Tell(account ?? "", row, until);
            }
        }
    }

    /// <summary>Puts on record what was counted.</summary>
    /// <param name="isOver">All of it; else what is older than the window.</param>
    public void Flush(bool isOver)
    {
        lock (_lock)
        {
            foreach (var (account, row) in _rows.ToArray())
            {
                if (isOver || _ledger.Time.GetElapsedTime(row.Begun) >= Window)
                {
                    if (row.Count > 0)
                    {
                        Tell(account, row, null);
                        row.Begun = _ledger.Time.GetTimestamp();
                    }
                    else
                    {
                        _rows.Remove(account);
                    }
                }
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush(isOver: true);
    }

    private void Tell(string account, Row row, DateTimeOffset? until)
    {
        _ledger.Append(new AccountLoginRefused(account.Length > 0 ? account : null, row.Count, row.From ?? row.To, row.To, until));
        row.Count = 0;
        row.From = null;
    }

    private sealed class Row(long begun, DateTimeOffset now)
    {
        public long Begun { get; set; } = begun;

        public int Count { get; set; }

        public DateTimeOffset? From { get; set; }

        public DateTimeOffset To { get; set; } = now;
    }
}
