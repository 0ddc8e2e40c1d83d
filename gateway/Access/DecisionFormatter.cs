using System.Globalization;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>A decision in words a guard understands, in both languages; journaled with it. Names of people have no place in them.</summary>
internal static class DecisionFormatter
{
    /// <summary>More doors than this are not listed.</summary>
    private const int MostDoors = 6;

    public static Wording Format(AccessPolicy policy, AccessFacts facts, Decision decision) => decision switch
    {
        Decision.Denied { Holder: { } holder } other when facts.OtherPresence is { } presence
            && holder.Person != facts.Factors[^1].Holder?.Person =>
            DecisionTexts.OtherOfTwo(Format(other.Reason, policy, facts with { Presence = presence })),
        Decision.Denied denied => Format(denied.Reason, policy, facts),
        Decision.MoreNeeded { Needed: StillNeeded.Card } when IsNotLive(facts.Factors[^1]) => DecisionTexts.NotLiveCardNeeded,
        Decision.MoreNeeded more => Format(more.Needed),
        Decision.Granted when IsBeyondTheClock(policy, facts) => DecisionTexts.LetInTimeUnknown,
        Decision.Granted { PassedBack: true } => DecisionTexts.LetInAgain,
        Decision.Granted when facts.Factors.Any(IsNotLive) && facts.Factors.Count == 1 => facts.Side == DoorSide.Exit
            ? DecisionTexts.LetOutNotLive
            : DecisionTexts.LetInNotLive,
        _ when facts.Side == DoorSide.Exit => DecisionTexts.LetOut,
        _ => DecisionTexts.LetIn,
    };

    /// <summary>Whether by the time as it is counted the answer would have been no.</summary>
    private static bool IsBeyondTheClock(AccessPolicy policy, AccessFacts facts) => facts.LastCertain is not null
        && AccessRules.Decide(policy, facts with { LastCertain = null }) is Decision.Denied;

    private static bool IsNotLive(Factor factor) => factor is { Method: PassageMethod.Face, Finding: CredentialFinding.FaceNotLive };

    private static Wording Format(StillNeeded needed) => needed switch
    {
        StillNeeded.Card => DecisionTexts.CardNeeded,
        StillNeeded.Pin => DecisionTexts.PinNeeded,
        StillNeeded.Face => DecisionTexts.FaceNeeded,
        _ => DecisionTexts.SecondNeeded,
    };

    private static Wording Format(DenialReason reason, AccessPolicy policy, AccessFacts facts) => reason switch
    {
        DenialReason.Stale => DecisionTexts.Stale,
        DenialReason.UnknownCard => DecisionTexts.UnknownCard,
        DenialReason.UnknownQrCode => DecisionTexts.UnknownQrCode,
        DenialReason.FaceNotRecognised => DecisionTexts.FaceNotRecognised,
        DenialReason.FaceAmbiguous => DecisionTexts.FaceAmbiguous,
        DenialReason.FaceNotLive => DecisionTexts.FaceNotLive,
        DenialReason.LostCard => DecisionTexts.LostCard,
        DenialReason.WrongPin => DecisionTexts.WrongPin,
        DenialReason.PinLockedOut => DecisionTexts.PinLockedOut,
        DenialReason.PassForged => DecisionTexts.PassForged,
        DenialReason.UsedUp => DecisionTexts.UsedUp,
        DenialReason.Blocked => DecisionTexts.Blocked,
        DenialReason.NotYetValid => NotYetValid(policy, facts),
        DenialReason.Expired => Expired(policy, facts),
        DenialReason.NotAdmittedHere => NotAdmittedHere(policy, facts),
        DenialReason.OutsideSchedule => OutsideSchedule(policy, facts),
        DenialReason.MethodNotAccepted => MethodNotAccepted(policy, facts),
        DenialReason.DifferentPersons => DecisionTexts.DifferentPersons,
        DenialReason.SamePerson => DecisionTexts.SamePerson,
        DenialReason.LockedDown => DecisionTexts.LockedDown,
        DenialReason.Interlocked => DecisionTexts.Interlocked(facts.Interlock ?? ""),
        DenialReason.PassedBack => PassedBack(policy, facts),
        DenialReason.PassedBackTooSoon => TooSoon(policy, facts),
        _ => AreaFull(policy, facts),
    };

    private static Wording NotYetValid(AccessPolicy policy, AccessFacts facts)
    {
        var begins = Holders(facts).SelectMany(h => new[] { h.ValidFrom, h.CredentialFrom }).Where(from => from > facts.At).Max();
        return begins is { } from ? DecisionTexts.BeginsOn(Clock(policy, from)) : DecisionTexts.NotBegun;
    }

    private static Wording Expired(AccessPolicy policy, AccessFacts facts)
    {
        var ended = Holders(facts).SelectMany(h => new[] { h.ValidTo, h.CredentialTo }).Where(to => to <= facts.At).Min();
        return ended is { } to ? DecisionTexts.EndedOn(Clock(policy, to)) : DecisionTexts.Ended;
    }

    private static Wording NotAdmittedHere(AccessPolicy policy, AccessFacts facts)
    {
        var refused = Holders(facts).First(h => !AccessRules.IsAdmitted(policy, h, facts.Door));
        string[] doors = refused.Groups is null ? [.. refused.Doors] : [.. policy.Doors.Select(d => d.Id)
            .Where(d => AccessRules.IsAdmitted(policy, refused, d))];
        return doors.Length is > 0 and <= MostDoors && doors.All(d => d.Length > 0)
            ? DecisionTexts.OnlyAt(Wording.Join(ListTexts.Comma, doors))
            : DecisionTexts.NotAdmitted;
    }

    private static Wording OutsideSchedule(AccessPolicy policy, AccessFacts facts)
    {
        var schedule = Holders(facts).SelectMany(h => AccessRules.Admitting(policy, h, facts.Door).Select(g => g.Schedule)
            .Prepend(h.Schedule))
            .First(s => s is not null && !Schedules.IsInForce(policy, s, facts.At))!;
        return ScheduleFormatter.Format(policy, schedule) is { } hours
            ? DecisionTexts.OutsideHours(hours)
            : DecisionTexts.NoSchedule(schedule);
    }

    private static Wording MethodNotAccepted(AccessPolicy policy, AccessFacts facts)
    {
        var door = policy.Doors.First(d => d.Id == facts.Door);
        if (facts.Factors[^1].Method == PassageMethod.Pin && AccessRules.Asks(policy, door, facts.Side,
            facts.At) == Verification.CardAndPin)
        {
            return DecisionTexts.CardFirst;
        }

        var taken = AccessRules.Taken(policy, facts).Select(MethodWords);
        return DecisionTexts.MethodNotTaken(MethodWords(facts.Factors[^1].Method), Wording.Join(ListTexts.Comma, taken));
    }

    private static Wording PassedBack(AccessPolicy policy, AccessFacts facts) => AccessRules.Into(policy, facts) is { } area
        ? DecisionTexts.IsIn(area.Id)
        : DecisionTexts.IsThere;

    private static Wording TooSoon(AccessPolicy policy, AccessFacts facts) => (AccessRules.Into(policy, facts),
        facts.Presence?.SinceMs) is ({ } area, { } since)
        ? DecisionTexts.TooSoon((int)(since / 60_000), area.AntiPassbackMinutes)
        : DecisionTexts.JustCame;

    private static Wording AreaFull(AccessPolicy policy, AccessFacts facts) => (AccessRules.Into(policy, facts),
        facts.Presence) is ({ } area, { } presence)
        ? DecisionTexts.AreaFull(area.Id, presence.Occupancy, area.Limit)
        : DecisionTexts.Full;

    private static Wording MethodWords(PassageMethod method) => method switch
    {
        PassageMethod.Card => MethodTexts.ACard,
        PassageMethod.Face => MethodTexts.AFace,
        PassageMethod.Pin => MethodTexts.APin,
        _ => MethodTexts.AQrCode,
    };

    private static IEnumerable<Holder> Holders(AccessFacts facts) => facts.Factors.Select(f => f.Holder).OfType<Holder>();

    private static string Clock(AccessPolicy policy, DateTimeOffset at) => Schedules.Local(policy, at).ToString("yyyy-MM-dd HH:mm",
        CultureInfo.InvariantCulture);
}
