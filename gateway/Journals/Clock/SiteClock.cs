using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals.Clock;

/// <summary>
/// The site's time: the machine's clock while nothing speaks against it, else time counted on by the monotonic clock from the last moment
/// that is certain. So it is never earlier than the newest record on the disk, and a machine that woke up in another year dates nothing.
/// What speaks against a clock: it is behind the newest record, or far ahead of it, or a word that can be believed says otherwise.
/// </summary>
internal sealed class SiteClock(TimeProvider machine) : TimeProvider
{
    /// <summary>So much behind the newest record is a clock that was put right by a little, or one that was saved at the last
    /// stop.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(2);

    /// <summary>So long a gateway may have lain unused; a clock without a battery that begins in another year is further off.</summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromDays(90);

    /// <summary>How far two clocks may differ that are said to agree.</summary>
    public static readonly TimeSpan MostApart = TimeSpan.FromMinutes(5);

    /// <summary>Two readings of two clocks are so far apart at the most where nobody set one.</summary>
    private static readonly TimeSpan _drift = TimeSpan.FromSeconds(1);

    private readonly Lock _one = new();

    /// <summary>Replaced as a whole; null until <see cref="Begin"/>: the machine's clock as it is.</summary>
    private Belief? _belief;

    /// <summary>Why the machine's clock is not believed; null where it is.</summary>
    public ClockDoubt? Doubt => Volatile.Read(ref _belief)?.Doubt;

    /// <summary>The last moment that is certain, where nobody knows how long ago it was: the gateway was started with a clock that is not
    /// believed, and nobody has told the time since. Null where the time is known.</summary>
    public DateTimeOffset? LastCertain => Volatile.Read(ref _belief) is { Doubt: not null, IsKnown: false } belief
        ? belief.Newest.At : null;

    /// <summary>What the machine's clock shows, believed or not.</summary>
    public DateTimeOffset Machine => machine.GetUtcNow();

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    /// <summary>A clock that is set between two looks counts for nothing until the next.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        var shown = machine.GetUtcNow();
        return Volatile.Read(ref _belief) is { } belief ? Read(belief, shown).Time : shown;
    }

    /// <summary>Takes up what is certain at a start, and looks for the first time.</summary>
    public void Begin(ClockFloor floor, ClockState? kernel)
    {
        lock (_one)
        {
            if (floor.Newest is { } newest)
            {
                var stamp = machine.GetTimestamp();
                Settle(new Belief(new Anchor(newest, stamp), floor.Synchronised is { } at ? new Anchor(at, stamp) : null, null, kernel,
                    null, IsKnown: false), kernel);
            }
            else
            {
                Believe(new Belief(default, null, null, kernel, null, IsKnown: true), kernel);
            }
        }
    }

    /// <summary>Looks at the machine's clock; to be called every few seconds.</summary>
    /// <param name="kernel">Whether a time source disciplines it.</param>
    public void Look(ClockState? kernel)
    {
        lock (_one)
        {
            if (_belief is { } belief)
            {
                Settle(belief, kernel);
            }
        }
    }

    /// <summary>Somebody who can be believed tells the time: the hub, signed and fresh. One that is far from all that is known
    /// here is not taken unless the machine's clock agrees: a hub whose own clock is wrong must not end everybody's rights.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Hear(DateTimeOffset told)
    {
        lock (_one)
        {
            if (_belief is not { } belief
                || ((told - Counted(belief.Newest)).Duration() > MostAhead && (told - machine.GetUtcNow()).Duration() > MostApart))
            {
                return false;
            }

            var word = new Anchor(told, machine.GetTimestamp());
            Settle(belief with { Word = word, Newest = word, IsKnown = true }, belief.Kernel);
            return true;
        }
    }

    /// <summary>An operator has compared the machine's clock with another and says that it is right.</summary>
    public void Confirm()
    {
        lock (_one)
        {
            if (_belief is { } belief)
            {
                // A time source that comes later may put right what the operator took for right.
                var isAfter = belief.Synchronised is { } at && Counted(at) <= machine.GetUtcNow();
                Believe(belief with { Newest = default, Word = null, Synchronised = isAfter ? belief.Synchronised : null }, belief.Kernel);
            }
        }
    }

    /// <summary>What a later start may be certain of.</summary>
    public ClockFloor Floor()
    {
        lock (_one)
        {
            if (_belief is not { } belief)
            {
                return new ClockFloor(null, null);
            }

            var (time, counted) = Read(belief, machine.GetUtcNow());
            return new ClockFloor(time > counted ? time : counted, belief.Synchronised is { } at ? Counted(at) : null);
        }
    }

    /// <summary>The site's time, and what it is at the least.</summary>
    private (DateTimeOffset Time, DateTimeOffset Counted) Read(Belief belief, DateTimeOffset shown)
    {
        var counted = Counted(belief.Newest);
        return (belief.Doubt is null && shown - counted <= _drift && counted - shown <= MostBehind ? shown : counted, counted);
    }

    private void Settle(Belief belief, ClockState? kernel)
    {
        if (Judge(belief, machine.GetUtcNow(), kernel) is { } reason)
        {
            var doubt = belief.Doubt?.Reason == reason ? belief.Doubt : new ClockDoubt(reason, machine.GetUtcNow(), Counted(belief.Newest));
            Volatile.Write(ref _belief, belief with { Doubt = doubt, Kernel = kernel });
            return;
        }

        Believe(belief, kernel);
    }

    private void Believe(Belief belief, ClockState? kernel)
    {
        // Without anybody's word a clock that was put back by little, many times, must not come far behind what it dated.
        var now = Now();
        var isVouchedFor = kernel == ClockState.Synchronised || belief.Word is not null || belief.Newest == default;
        Volatile.Write(ref _belief, belief with
        {
            Newest = isVouchedFor || now.At >= Counted(belief.Newest) ? now : new Anchor(Counted(belief.Newest), now.Stamp),
            Synchronised = kernel == ClockState.Synchronised || belief.Word is not null ? now : belief.Synchronised,
            Doubt = null,
            Kernel = kernel,
            IsKnown = true,
        });
    }

    /// <summary>A clock that a time source disciplines need not agree with what one without dated, and may have lain unused for as long as
    /// it says: it is the one that puts others right. Behind what such a clock dated it is wrong all the same.</summary>
    private ClockDoubtReason? Judge(Belief belief, DateTimeOffset shown, ClockState? kernel)
    {
        if (belief.Word is { } word)
        {
            return (shown - Counted(word)).Duration() <= MostApart ? null : ClockDoubtReason.Contradicted;
        }

        if ((kernel == ClockState.Synchronised ? belief.Synchronised : belief.Newest) is not { } floor)
        {
            return null;
        }

        var ahead = shown - Counted(floor);
        return ahead < -MostBehind ? ClockDoubtReason.Behind
            : ahead > MostAhead && kernel != ClockState.Synchronised ? ClockDoubtReason.Ahead
            : null;
    }

    private Anchor Now() => new(machine.GetUtcNow(), machine.GetTimestamp());

    private DateTimeOffset Counted(Anchor from) => from.At + machine.GetElapsedTime(from.Stamp);

    /// <summary>A moment by both clocks.</summary>
    private readonly record struct Anchor(DateTimeOffset At, long Stamp);

    /// <param name="Newest">The last moment that counts.</param>
    /// <param name="Synchronised">The last moment that a time source, the hub or an operator vouches for.</param>
    /// <param name="Word">The last time the hub told, in this run.</param>
    /// <param name="IsKnown">Time was certain once in this run; it can be counted on from there.</param>
    private sealed record Belief(Anchor Newest, Anchor? Synchronised, Anchor? Word, ClockState? Kernel, ClockDoubt? Doubt, bool IsKnown);
}
