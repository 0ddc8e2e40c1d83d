using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Counts wrong PINs in a row, for every keypad and for every person whose card they were tried with, and remembers who is locked
/// out. Shared by all doors; what the journal says of it is taken up again after a restart.</summary>
internal sealed class PinTries(CredentialOptions options, TimeProvider time)
{
    /// <summary>How many of the last passages are looked at after a restart.</summary>
    private const int LastPassages = 5000;

    private const int LastAlarms = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);

    private TimeSpan Lockout => TimeSpan.FromMinutes(options.PinLockoutMinutes);

    /// <param name="person">Whose card was shown before the PIN; null where none was.</param>
    public bool IsLockedOut(string reader, string? person)
    {
        lock (_lock)
        {
            return IsLockedOut(Keypad(reader)) || (person is not null && IsLockedOut(Card(person)));
        }
    }

    public void Right(string reader, string? person)
    {
        lock (_lock)
        {
            _rows.Remove(Keypad(reader));
            if (person is not null)
            {
                _rows.Remove(Card(person));
            }
        }
    }

    /// <returns>The alarm to raise where that was one too many; null otherwise.</returns>
    public PinLockedOut? Wrong(string door, string reader, string? person)
    {
        lock (_lock)
        {
            var keypad = CountOne(Keypad(reader));
            var card = person is null ? 0 : CountOne(Card(person));
            return Math.Max(keypad, card) < options.PinTries ? null : new PinLockedOut(door, reader, person, Math.Max(keypad, card),
                time.GetUtcNow() + Lockout);
        }
    }

    /// <summary>Takes up what the journal says: lock-outs that are not over, and tries since the last right PIN.</summary>
    public void Recall(EventLedger ledger)
    {
        foreach (var happened in ledger.Last(EventStream.Passages, LastPassages))
        {
            switch (happened)
            {
                case PassageDenied { Reader: { } reader, Reason: DenialReason.WrongPin } wrong:
                    Wrong(wrong.Door, reader, CardHolder(wrong.Facts));
                    break;
                case PassageGranted { Reader: { } reader, Method: PassageMethod.Pin } right:
                    Right(reader, CardHolder(right.Facts));
                    break;
                case PassageDenied
                {
                    Reader: { } reader, Method: PassageMethod.Pin,
                    Facts: { Factors: [.., { Finding: CredentialFinding.Sound or CredentialFinding.Duress }] } facts
                }:
                    Right(reader, CardHolder(facts));
                    break;
            }
        }

        lock (_lock)
        {
            // How long ago a row of wrong PINs ended in a lock-out the passages do not tell; the alarms do.
            foreach (var row in _rows.Values.Where(r => r.Until is not null))
            {
                row.Until = null;
            }

            var now = time.GetUtcNow();
            foreach (var locked in ledger.Last(EventStream.Alarms, LastAlarms).OfType<PinLockedOut>().Where(l => l.Until > now))
            {
                // A clock that was wrong before the restart, or is now, locks nobody out for longer than the site file says.
                var left = locked.Until - now < Lockout ? locked.Until - now : Lockout;
                LockOut(RowOf(Keypad(locked.Reader)), left);
                if (locked.Person is { } person)
                {
                    LockOut(RowOf(Card(person)), left);
                }
            }
        }
    }

    /// <summary>Whose card was shown before the PIN.</summary>
    public static string? CardHolder(AccessFacts facts) => facts.Factors.SkipLast(1)
        .LastOrDefault(f => f.Method == PassageMethod.Card)?.Holder?.Person;

    private static string Keypad(string reader) => "keypad " + reader;

    private static string Card(string person) => "card " + person;

    private Row RowOf(string key) => _rows.TryGetValue(key, out var row) ? row : _rows[key] = new Row();

    private int CountOne(string key)
    {
        var row = RowOf(key);
        var wrong = ++row.Wrong;
        if (wrong >= options.PinTries)
        {
            LockOut(row, Lockout);
        }

        return wrong;
    }

    private void LockOut(Row row, TimeSpan left)
    {
        row.Wrong = 0;
        row.Until = time.GetTimestamp() + (long)(left.TotalSeconds * time.TimestampFrequency);
    }

    private bool IsLockedOut(string key) => _rows.TryGetValue(key, out var row) && row.Until is { } until && time.GetTimestamp() < until;

    private sealed class Row
    {
        public int Wrong { get; set; }

        /// <summary>By the monotonic clock: setting the wall clock frees nobody.</summary>
        public long? Until { get; set; }
    }
}
