using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Keeps a flood of strangers' refusals at one door out of the journal: a noisy reader, or one that is tried through card by card,
/// gives one a second for days. At each reader so many have a record each; from then on they are counted into one record a minute and kind,
/// until they have become few again. Of cards, codes and keys that is an alarm for as long. What is decided is the same for everybody all
/// the while, and the refusal of somebody who is known has always a record of its own. Belongs to the door's loop.</summary>
internal sealed class StrangerRefusals(string door, TimeProvider time, Action<GatewayEvent> append)
{
    /// <summary>A tray of cards is tried faster; a courier with the wrong one is not.</summary>
    private static readonly Allowance _ofThings = new(AtOnce: 20, AMinute: 1);

    /// <summary>People who pass by a gate on the street are many, and try nothing.</summary>
    private static readonly Allowance _ofFaces = new(AtOnce: 60, AMinute: 4);

    private const int QuietMinutes = 5;

    /// <summary>Of the different cards of a minute so many are counted.</summary>
    private const int MostDifferent = 1000;

    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string Reader, bool IsFace), Run> _runs = [];
    private bool _isAlarm;
    private long _counted;

    /// <summary>Records a refusal, or counts it.</summary>
    public void Record(PassageDenied denied)
    {
        // Wrong PINs are bounded by the lock-out, which is taken up again from their records.
        if (denied.Person is not null || denied.Reason == DenialReason.WrongPin)
        {
            append(denied);
            return;
        }

        var (reader, isFace) = (denied.Reader ?? "", denied.Method == PassageMethod.Face);
        if (!_runs.TryGetValue((reader, isFace), out var run))
        {
            _runs[(reader, isFace)] = run = new Run(isFace ? _ofFaces : _ofThings, time.GetTimestamp());
        }

        run.LetTimePass(time);
        if (!run.IsCounting && run.Level + 1 <= run.Allowed.AtOnce)
        {
            run.Level++;
            append(denied);
            return;
        }

        if (!run.IsCounting && !isFace && !_isAlarm)
        {
            (_isAlarm, _counted) = (true, 0);
            append(new GuessingBegan(door, reader, denied.Method));
        }

        run.Count(denied, time);
        _counted += isFace ? 0 : 1;
    }

    /// <summary>Records what was counted in minutes that are over, and that it has ended; to be called in every turn.</summary>
    public void Look()
    {
        foreach (var ((reader, _), run) in _runs.Where(one => one.Value.IsCounting))
        {
            run.LetTimePass(time);
            var isQuiet = run.Level <= run.Allowed.AtOnce - (QuietMinutes * run.Allowed.AMinute);
            if (isQuiet || time.GetElapsedTime(run.Begun) >= _minute)
            {
                AppendCounts(reader, run);
            }

            run.IsCounting = !isQuiet;
        }

        if (_isAlarm && !_runs.Any(one => one.Value.IsCounting && !one.Key.IsFace))
        {
            _isAlarm = false;
            append(new GuessingOver(door, _counted));
        }
    }

    /// <summary>Records what was counted in minutes that are not over too: the door stops.</summary>
    public void Flush()
    {
        foreach (var ((reader, _), run) in _runs)
        {
            AppendCounts(reader, run);
        }
    }

    private void AppendCounts(string reader, Run run)
    {
        foreach (var ((side, method, reason), tally) in run.Tallies)
        {
            append(new DenialsCounted(door, side, method, reason, reader, tally.Count,
                method == PassageMethod.Card ? tally.Cards.Count : null, [.. tally.Cards.Keys.Take(DenialsCounted.MostCards)], run.From,
                time.GetUtcNow()));
        }

        run.Tallies.Clear();
    }

    /// <param name="AtOnce">So many have a record each before any is counted.</param>
    /// <param name="AMinute">And so many a minute in the long run.</param>
    private sealed record Allowance(int AtOnce, int AMinute);

    private sealed class Tally
    {
        public int Count { get; set; }

        /// <summary>In the order they came.</summary>
        public OrderedDictionary<string, bool> Cards { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>What strangers show at one reader.</summary>
    private sealed class Run(Allowance allowed, long at)
    {
        private long _at = at;

        public Allowance Allowed => allowed;

        /// <summary>How much of the allowance is used up.</summary>
        public double Level { get; set; }

        public bool IsCounting { get; set; }

        /// <summary>When the first was counted that is not on record yet.</summary>
        public long Begun { get; private set; }

        public DateTimeOffset From { get; private set; }

        public Dictionary<(DoorSide Side, PassageMethod Method, DenialReason Reason), Tally> Tallies { get; } = [];

        public void LetTimePass(TimeProvider time)
        {
            var now = time.GetTimestamp();
            Level = Math.Max(0, Level - (time.GetElapsedTime(_at, now).TotalMinutes * allowed.AMinute));
            _at = now;
        }

        public void Count(PassageDenied denied, TimeProvider time)
        {
            (Level, IsCounting) = (Math.Min(allowed.AtOnce, Level + 1), true);
            if (Tallies.Count == 0)
            {
                (Begun, From) = (time.GetTimestamp(), time.GetUtcNow());
            }

            var kind = (denied.Side, denied.Method, denied.Reason);
            var tally = Tallies.TryGetValue(kind, out var known) ? known : Tallies[kind] = new Tally();
            tally.Count++;
            if (denied.Card is { } card && tally.Cards.Count < MostDifferent)
            {
                tally.Cards.TryAdd(card, true);
            }
        }
    }
}
