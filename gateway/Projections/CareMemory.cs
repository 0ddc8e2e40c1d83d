using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>Somebody who agreed to be looked after.</summary>
/// <param name="SeenAt">The last passage, whatever was opened with; the agreement where there was none since.</param>
/// <param name="Door">Of the last time the person was seen to go through a door of the compound's edge, or into a unit.</param>
/// <param name="IsOut">The person went out there.</param>
/// <param name="PassedAt">When that was.</param>
internal sealed record LookedAfter(string Person, DateTimeOffset SeenAt, string? Door = null, bool IsOut = false,
    DateTimeOffset? PassedAt = null);

/// <summary>A notice that nobody has seen to.</summary>
internal sealed record StandingNotice(string Notice, NoticeKind Kind, string Person, string? Door, DateTimeOffset At,
    DateTimeOffset? Since, int? UnseenMinutes);

/// <summary>Something that a notice may be about.</summary>
internal sealed record Showing(NoticeKind Kind, string Person, string Door, DateTimeOffset At);

/// <summary>Who is looked after, when each of them passed last, what was noticed and what still stands: a fold over the journal. Of who did
/// not agree nothing of it is kept, and of who withdraws or is removed nothing is left. Thread safe.</summary>
internal sealed class CareMemory
{
    private const int MostKept = 20_000;

    /// <summary>The journal's times are shorter than the clock's.</summary>
    private static readonly TimeSpan _roundedOff = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly SiteLayout _layout;
    private readonly SortedDictionary<string, LookedAfter> _people = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StandingNotice> _standing = new(StringComparer.Ordinal);
    private readonly Newest<(NoticeKind Kind, string Person), DateTimeOffset> _raised = new(MostKept);
    private readonly Newest<(NoticeKind Kind, string Person), Showing> _shown = new(MostKept);
    private readonly Newest<string, bool> _new = new(MostKept);
    private readonly UnseenTimes _unseen;

    public CareMemory(SiteLayout layout, CareSnapshot? kept)
    {
        _layout = layout;
        foreach (var person in kept?.People ?? [])
        {
            _people[person.Person] = person;
        }

        foreach (var notice in kept?.Standing ?? [])
        {
            _standing[notice.Notice] = notice;
        }

        foreach (var (kind, person, at) in kept?.Raised ?? [])
        {
            _raised.Set((kind, person), at);
        }

        foreach (var showing in kept?.Shown ?? [])
        {
            _shown.Set((showing.Kind, showing.Person), showing);
        }

        foreach (var person in kept?.New ?? [])
        {
            _new.Set(person, true);
        }

        _unseen = new UnseenTimes(kept?.Unseen, kept?.Last);
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<StandingNotice> Standing => Locked<IReadOnlyList<StandingNotice>>(() =>
        [.. _standing.Values.OrderBy(notice => notice.At).ThenBy(notice => notice.Notice, StringComparer.Ordinal)]);

    /// <summary>What is to be noticed, or was a while ago.</summary>
    public IReadOnlyList<Showing> Shown => Locked<IReadOnlyList<Showing>>(() => [.. _shown.InOrder.Select(one => one.Value)]);

    /// <returns>Null for somebody who did not agree to it.</returns>
    public LookedAfter? Find(string person) => Locked(() => _people.GetValueOrDefault(person));

    /// <summary>When a notice of this kind was last raised of a person; null where none was, or an absence that it was about is
    /// over.</summary>
    public DateTimeOffset? RaisedAt(NoticeKind kind, string person) => Locked(() =>
        _raised.TryGet((kind, person), out var at) ? at : (DateTimeOffset?)null);

    /// <summary>When nobody could see who passes at any of these doors.</summary>
    public IReadOnlyList<UnseenTime> UnseenAt(IReadOnlySet<string> doors) => Locked<IReadOnlyList<UnseenTime>>(() =>
        [.. _unseen.All.Where(time => time.Door is null || doors.Contains(time.Door))]);

    public void Fold(GatewayEvent happened, Moment when, Func<IReadOnlySet<string>> blind)
    {
        lock (_lock)
        {
            switch (happened)
            {
                case CareAgreed agreed:
                    // Who agreed anew is looked after from now on.
                    Forget(agreed.Person, isLookedAfter: true);
                    _people[agreed.Person] = new LookedAfter(agreed.Person, when.At);
                    break;
                case CareWithdrawn withdrawn:
                    Forget(withdrawn.Person, isLookedAfter: true);
                    break;
                case PersonRemoved removed:
                    Forget(removed.Person, isLookedAfter: false);
                    break;
                case ResidentEnrolled { IsNew: true } enrolled:
                    _new.Set(enrolled.Person, true);
                    break;
                case PassageGranted granted:
                    See(granted.Person, when.At);
                    Show(NoticeKind.FirstDay, granted.Person, granted.Door, when.At, _new.Remove(granted.Person, out _));
                    break;
                case PassageBegun begun:
                    See(begun.Person, when.At);
                    break;
                case PassageDenied { Person: { } refused } denied:
                    // Whoever shows a lost card, or tries keys beside one, need not be its holder.
                    See(refused, when.At, denied.Reason is not (DenialReason.LostCard or DenialReason.WrongPin
                        or DenialReason.PinLockedOut));
                    Show(NoticeKind.RightEnded, refused, denied.Door, when.At, denied.Reason == DenialReason.Expired);
                    break;
                case PassageCompleted passed:
                    See(passed.Person, when.At);
                    Pass(passed, when.At);
                    break;
                case ClockTrusted:
                    Restart(when.At);
                    break;
                case NoticeRaised raised:
                    Raise(raised, when.At);
                    break;
                case NoticeAcknowledged acknowledged:
                    _standing.Remove(acknowledged.Notice);
                    break;
            }

            if (happened is not (PassageEvent or NoticeRaised or NoticeAcknowledged))
            {
                _unseen.Fold(happened, when.At, blind(), _people.Count == 0 ? when.At : _people.Values.Min(person => person.SeenAt));
            }
            else
            {
                _unseen.Reach(when.At);
            }
        }
    }

    public CareSnapshot Keep() => Locked(() => new CareSnapshot([.. _people.Values], [.. _standing.Values],
        [.. _raised.InOrder.Select(one => new NoticeTime(one.Key.Kind, one.Key.Person, one.Value))],
        [.. _shown.InOrder.Select(one => one.Value)], [.. _new.InOrder.Select(one => one.Key)], _unseen.All, _unseen.Last));

    /// <summary>A sign of life: it ends the absence.</summary>
    private void See(string person, DateTimeOffset at, bool isSign = true)
    {
        if (isSign && _people.TryGetValue(person, out var known))
        {
            _people[person] = known with { SeenAt = at };
            _raised.Remove((NoticeKind.Absent, person), out _);
            End(person, NoticeKind.Absent);
        }
    }

    private void Pass(PassageCompleted passed, DateTimeOffset at)
    {
        if (!_people.TryGetValue(passed.Person, out var known) || _layout.Door(passed.Door) is not { } door
            || !(door.IsEdge || (known.IsOut && passed.Side == DoorSide.Entry)))
        {
            // Who leaves the house is in the yard still, and who goes into it may have been there.
            return;
        }

        _people[passed.Person] = known with { Door = passed.Door, IsOut = passed.Side == DoorSide.Exit, PassedAt = at };
        if (passed.Side == DoorSide.Entry)
        {
            End(passed.Person, NoticeKind.OutLate);
        }
    }

    private void Show(NoticeKind kind, string person, string door, DateTimeOffset at, bool isShown)
    {
        if (isShown)
        {
            _shown.Set((kind, person), new Showing(kind, person, door, at));
        }
    }

    /// <summary>The time is known, or known again: what was dated before may be any time ago. All absences begin anew.</summary>
    private void Restart(DateTimeOffset at)
    {
        foreach (var person in _people.Values.ToArray())
        {
            _people[person.Person] = person with { SeenAt = at };
            if (_raised.TryGet((NoticeKind.Absent, person.Person), out _))
            {
                _raised.Set((NoticeKind.Absent, person.Person), at);
            }
        }
    }

    private void Raise(NoticeRaised raised, DateTimeOffset at)
    {
        if (raised.Kind == NoticeKind.Absent && _people.GetValueOrDefault(raised.Person)?.SeenAt > raised.Since + _roundedOff)
        {
            // The person passed as it was written.
            return;
        }

        _raised.Set((raised.Kind, raised.Person), at);
        _shown.Remove((raised.Kind, raised.Person), out _);
        End(raised.Person, raised.Kind);
        _standing[raised.Notice] = new StandingNotice(raised.Notice, raised.Kind, raised.Person, raised.Door, at, raised.Since,
            raised.UnseenMinutes);
    }

    private void End(string person, NoticeKind kind)
    {
        foreach (var notice in _standing.Values.Where(one => one.Person == person && one.Kind == kind).ToArray())
        {
            _standing.Remove(notice.Notice);
        }
    }

    /// <param name="isLookedAfter">Of the person all but what care is about stays.</param>
    private void Forget(string person, bool isLookedAfter)
    {
        bool IsMeant(NoticeKind kind) => !isLookedAfter || kind is NoticeKind.Absent or NoticeKind.OutLate or NoticeKind.HomeLate;
        _people.Remove(person);
        foreach (var notice in _standing.Values.Where(one => one.Person == person && IsMeant(one.Kind)).ToArray())
        {
            _standing.Remove(notice.Notice);
        }

        _raised.RemoveWhere(one => one.Person == person && IsMeant(one.Kind));
        _shown.RemoveWhere(one => one.Person == person && IsMeant(one.Kind));
        if (!isLookedAfter)
        {
            _new.Remove(person, out _);
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
