using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>What a target does not have yet: read on from where it has the journal, so many one by one and the rest counted. Belongs to the
/// target's loop.</summary>
/// <param name="isWhole">Nothing is only counted: what is more waits in the journal for the next message.</param>
internal sealed class Gathering(TargetOptions target, Language language, bool isWhole, EventLedger ledger, Subjects subjects,
    HappeningWriter words)
{
    public const int Most = 100;

    private const int Batch = 256;

    /// <summary>So many records a turn: a target that was away for days gives the others theirs.</summary>
    private const int MostARead = 4096;

    private static readonly string _passages = EventLedger.NameOf(EventStream.Passages);

    private readonly SortedDictionary<EventStream, long> _positions = [];
    private readonly List<Happening> _waiting = [];
    private readonly SortedDictionary<string, long> _counted = new(StringComparer.Ordinal);
    private TooOld? _old;
    private long _told;
    private bool _passOverOld;

    /// <summary>How many wait. Safe to ask from any thread.</summary>
    public long Waiting => Interlocked.Read(ref _told);

    public bool HasUrgent { get; private set; }

    public IReadOnlyList<Position> Positions => [.. _positions.Select(one => new Position(EventLedger.NameOf(one.Key),
        ledger.JournalOf(one.Key).Ledger, one.Value))];

    /// <summary>Takes up where the target has the journal.</summary>
    /// <param name="cursor">Null: what this run recorded and what comes is told; or, where it was lost, all that is not too old: rather
    /// twice than never.</param>
    public void Begin(Cursor? cursor, bool isLost)
    {
        _passOverOld = cursor is null && isLost;
        foreach (var stream in Streams(target.Of))
        {
            var journal = ledger.JournalOf(stream);
            var known = cursor?.Positions.FirstOrDefault(position => position.Stream == journal.Stream);
            _positions[stream] = known is null ? isLost ? 0 : journal.LastAtStart
                : known.Ledger == journal.Ledger ? Math.Min(known.Seq, journal.LastSeq) : 0;
        }
    }

    /// <summary>Reads what was recorded since.</summary>
    /// <exception cref="IOException">The disk refuses the journal.</exception>
    public void Read()
    {
        var silences = subjects.Silences;
        var left = MostARead;
        foreach (var stream in Streams(target.Of))
        {
            var journal = ledger.JournalOf(stream);
            while (left > 0 && _positions[stream] < journal.LastSeq && !(isWhole && _waiting.Count >= Most)
                && journal.ReadAfter(_positions[stream], Batch) is { Count: > 0 } records)
            {
                foreach (var record in records.TakeWhile(_ => !(isWhole && _waiting.Count >= Most)))
                {
                    _positions[stream] = record.Seq;
                    left--;
                    if (Of(record, journal, silences) is { } happening)
                    {
                        Add(happening);
                    }
                }
            }
        }
    }

    /// <returns>Null where nothing waits.</returns>
    public OutsideMessage? Compose(DateTimeOffset now)
    {
        foreach (var old in _waiting.Where(one => IsOld(one, now)).ToArray())
        {
            _waiting.Remove(old);
            CountOld(old);
        }

        if (_waiting.Count == 0 && _counted.Count == 0 && _old is null)
        {
            HasUrgent = false;
            return null;
        }

        Happening[] told = [.. _waiting.OrderBy(one => one.At)];
        Counted[] more = [.. _counted.Select(one => new Counted(one.Key, one.Value))];
        return new OutsideMessage(IdOf(told), now, told, more, _old);
    }

    /// <summary>The target has all that was read.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _counted.Clear();
        (_old, HasUrgent, _passOverOld) = (null, false, false);
        Interlocked.Exchange(ref _told, 0);
    }

    private static IEnumerable<EventStream> Streams(IReadOnlyList<OutsideSubject> of)
    {
        if (of.Any(one => one is not (OutsideSubject.Notices or OutsideSubject.Faults)))
        {
            yield return EventStream.Alarms;
        }

        if (of.Contains(OutsideSubject.Faults))
        {
            yield return EventStream.Health;
        }

        if (of.Contains(OutsideSubject.Notices))
        {
            yield return EventStream.Passages;
        }
    }

    /// <returns>Null for what the target is not told.</returns>
    private Happening? Of(JournalRecord record, Journal journal, IReadOnlyList<Projections.Duty.Silence> silences)
    {
        // Of a million passages a few are notices: the others are not even read.
        if ((journal.Stream == _passages && record.Type != EventTypes.NoticeRaised) || record.ToEvent() is not { } happened
            || OutsideEvent.Of(happened) is not { } what
            || (what.IsFollowUp && !target.FollowUps) || !subjects.Has(target.Of, what.Subject, what.Alarm)
            || OutsideEvent.DeviceOf(happened) == target.Device)
        {
            return null;
        }

        var isSilenced = subjects.IsSilenced(what.Alarm, silences);
        return isSilenced && target.Kind != TargetKind.Webhook ? null : new Happening(
            string.Create(CultureInfo.InvariantCulture, $"{journal.Stream}/{journal.Ledger:D}/{record.Seq}"), record.Type, record.At,
            words.Place(what)?.In(language), words.Text(happened, target.Names, language),
            HappeningWriter.Kind(what, happened).In(language), !what.IsFollowUp && subjects.IsUrgent(what.Subject, what.Alarm), isSilenced,
            what.IsFollowUp, record.Boot == ledger.Boot ? record.MonoMs : null);
    }

    private void Add(Happening happening)
    {
        if (IsOld(happening, ledger.Time.GetUtcNow()))
        {
            if (_passOverOld)
            {
                return;
            }

            CountOld(happening);
        }
        else if (_waiting.Count < Most)
        {
            _waiting.Add(happening);
        }
        else if (happening.IsUrgent && _waiting.FindIndex(one => !one.IsUrgent) is >= 0 and var other)
        {
            Count(_waiting[other]);
            _waiting[other] = happening;
        }
        else
        {
            Count(happening);
        }

        HasUrgent |= happening.IsUrgent;
        Interlocked.Increment(ref _told);
    }

    private void Count(Happening one) => _counted[one.Kind] = _counted.GetValueOrDefault(one.Kind) + 1;

    private void CountOld(Happening one) => _old = _old is null ? new TooOld(1, one.At, one.At)
        : new TooOld(_old.Count + 1, one.At < _old.From ? one.At : _old.From, one.At > _old.To ? one.At : _old.To);

    /// <summary>Of what this run recorded the monotonic clock tells, so that a step of the wall clock hides no alarm; and while nobody
    /// knows the time nothing is old.</summary>
    private bool IsOld(Happening one, DateTimeOffset now)
    {
        var time = ledger.Time;
        var age = one.SinceMs is { } since ? TimeSpan.FromMilliseconds((time.GetTimestamp() * 1000.0 / time.TimestampFrequency) - since)
            : time.LastCertain is not null ? TimeSpan.Zero : now - one.At;
        return age > TimeSpan.FromHours(target.MaxAgeHours);
    }

    private string IdOf(IEnumerable<Happening> told)
    {
        var content = string.Join('\n', told.Select(one => one.Id).Concat(Positions.Select(one => one.ToString())));
        return $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target.Id}\n{content}")))[..32]}";
    }
}
