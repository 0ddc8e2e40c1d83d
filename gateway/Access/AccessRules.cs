using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Who may pass. A pure function of the policy and the facts: the same input gives the same decision, for ever, so that the
/// journal can be decided again.</summary>
internal static class AccessRules
{
    /// <summary>A card read, key or QR code older than this never opens.</summary>
    public const double OldestReadMs = 2000;

    /// <summary>A face whose newest frame is older than this never opens.</summary>
    public const double OldestFrameMs = 1500;

    private const string AntiPassbackRule = "anti-passback";

    /// <summary>In this order. Each says no with a reason, or nothing. What somebody can help at once comes before what only an office can;
    /// a person who goes out is asked no more than that the thing is fresh and sound, that the persons are right and the interlock is free:
    /// nobody is kept inside for an ended right.</summary>
    private static readonly (string Name, Func<Case, DenialReason?> Ask)[] _rules =
    [
        ("fresh", Fresh),
        ("accepted-here", c => c.Factors.All(f => Takes(c.Asks, c.Door, c.Facts.Side, f.Method, c.Has(PassageMethod.Card))
            || (f.Method == PassageMethod.Card && c.AsksForElseCard)) ? null : DenialReason.MethodNotAccepted),
        ("sound", c => c.Factors.Select(f => Unsound(c, f)).FirstOrDefault(reason => reason is not null)),
        ("not-blocked", c => c.GoesIn && c.Holders.Any(h => h.Blocked) ? DenialReason.Blocked : null),
        ("valid", c => c.GoesIn ? c.Holders.Select(h => Invalid(c, h)).FirstOrDefault(reason => reason is not null) : null),
        ("uses-left", c => c.GoesIn && c.Holders.Any(h => h.UsesLeft is <= 0) ? DenialReason.UsedUp : null),
        ("admitted-here", c => c.GoesIn && !c.Holders.All(h => IsAdmitted(c.Policy, h, c.Facts.Door)) ? DenialReason.NotAdmittedHere
            : null),
        ("within-hours", c => c.GoesIn && !c.IsLenient && !c.Holders.All(h => IsWithinHours(c.Policy, h, c.Facts.Door, c.Facts.At))
            ? DenialReason.OutsideSchedule : null),
        ("not-locked-down", c => c.GoesIn && c.Facts.Mode == DoorMode.LockedDown ? DenialReason.LockedDown : null),
        ("persons", WrongPersons),
        (AntiPassbackRule, c => c.Passback is { Denies: true } passback ? passback.Reason : null),
        ("interlock", c => c.Facts.Interlock is null ? null : DenialReason.Interlocked),
        ("room", AreaFull),
    ];

    /// <summary>The rules up to and with the one that asks for more: whoever is refused for the person, the hours or the place is told at
    /// once, not after a PIN.</summary>
    private const string MoreAfter = AntiPassbackRule;

    private static readonly string[][] _asked = [.. Enumerable.Range(1, _rules.Length).Select(n => _rules.Take(n)
        .Select(r => r.Name).ToArray())];

    public static Decision Decide(AccessPolicy policy, AccessFacts facts)
    {
        var asked = new Case(policy, facts);
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].Ask(asked) is { } reason)
            {
                var isOther = _rules[i].Name == AntiPassbackRule && asked.Passback is { IsOther: true };
                return new Decision.Denied(reason, isOther ? asked.Other : asked.Last.Holder, _asked[i]);
            }

            if (_rules[i].Name == MoreAfter && Missing(asked) is { } missing)
            {
                return new Decision.MoreNeeded(missing, asked.Last.Holder!, _asked[i]);
            }
        }

        return new Decision.Granted(asked.Last.Holder!, asked.Other, asked.Holders.Any(h => h.NeedsLonger) ? asked.Door.LongerUnlockSeconds
            : asked.Door.UnlockSeconds,
            asked.Factors.Any(f => f.Finding == CredentialFinding.Duress), asked.Passback is not null, _asked[^1]);
    }

    /// <summary>What the door asks for at that time, going in. Going out needs one thing only.</summary>
    public static Verification Asks(AccessPolicy policy, DoorPolicy door, DoorSide side, DateTimeOffset at) => side == DoorSide.Exit
        ? Verification.One
        : door.Verify.FirstOrDefault(v => v.Schedule.Length == 0 || Schedules.IsInForce(policy, v.Schedule, at))?.Need ?? Verification.One;

    /// <summary>Whether a PIN without a card before it is looked at there and then.</summary>
    public static bool TakesPinAlone(AccessPolicy policy, DoorPolicy door, DoorSide side, DateTimeOffset at) =>
        Takes(Asks(policy, door, side, at), door, side, PassageMethod.Pin, afterCard: false);

    /// <summary>By what people may ask to pass at that time.</summary>
    public static IEnumerable<PassageMethod> Taken(AccessPolicy policy, AccessFacts facts)
    {
        var door = policy.Doors.First(d => d.Id == facts.Door);
        var asks = Asks(policy, door, facts.Side, facts.At);
        return Enum.GetValues<PassageMethod>().Where(method => Takes(asks, door, facts.Side, method, afterCard: false));
    }

    /// <summary>The area the person wants into; null where it is not a described one.</summary>
    public static AreaOptions? Into(AccessPolicy policy, AccessFacts facts)
    {
        var door = policy.Doors.First(d => d.Id == facts.Door);
        return policy.Areas.FirstOrDefault(a => a.Id == (facts.Side == DoorSide.Entry ? door.To : door.From));
    }

    /// <summary>The person's own doors have it, or all do, and so has one of the person's groups where there are any.</summary>
    public static bool IsAdmitted(AccessPolicy policy, Holder holder, string door) =>
        (holder.Doors.Count == 0 || holder.Doors.Contains(door, StringComparer.Ordinal)) && (holder.Groups is null
            || Admitting(policy, holder, door).Any());

    /// <summary>The groups by which somebody is admitted at a door. One that the policy does not have admits nobody.</summary>
    public static IEnumerable<GroupPolicy> Admitting(AccessPolicy policy, Holder holder, string door) =>
        (policy.Groups ?? []).Where(g => holder.Groups?.Contains(g.Id, StringComparer.Ordinal) == true && g.Admits(door));

    private static bool IsWithinHours(AccessPolicy policy, Holder holder, string door, DateTimeOffset at) =>
        IsIn(policy, holder.Schedule, at) && (holder.Groups is null || Admitting(policy, holder, door)
            .Any(g => IsIn(policy, g.Schedule, at)));

    private static bool IsIn(AccessPolicy policy, string? schedule, DateTimeOffset at) => schedule is null
        || Schedules.IsInForce(policy, schedule, at);

    /// <summary>Where a door asks for two things, it takes those two alone, the PIN after the card. Going out one of all that ever opens
    /// the door is enough.</summary>
    private static bool Takes(Verification asks, DoorPolicy door, DoorSide side, PassageMethod method, bool afterCard) =>
        (asks, method) switch
        {
            (Verification.CardAndPin, PassageMethod.Card) => true,
            (Verification.CardAndPin, PassageMethod.Pin) => afterCard,
            (Verification.CardAndFace, PassageMethod.Card or PassageMethod.Face) => true,
            (Verification.CardAndPin or Verification.CardAndFace, _) => false,
            _ => door.Accepts.Contains(method) || (side == DoorSide.Exit && door.Verify.Any(ever => IsPartOf(ever.Need, method))),
        };

    private static bool IsPartOf(Verification asked, PassageMethod method) =>
        (method == PassageMethod.Card && asked is Verification.CardAndPin or Verification.CardAndFace)
        || (method == PassageMethod.Face && asked == Verification.CardAndFace);

    /// <summary>The last thing must be fresh by its own limit; what came before it, no older than the door waits for a second
    /// thing.</summary>
    private static DenialReason? Fresh(Case c)
    {
        var oldest = c.Last.Method == PassageMethod.Face ? OldestFrameMs : OldestReadMs;
        return c.Last.AgeMs is >= 0 and var age && age <= oldest
            && c.Factors.SkipLast(1).All(f => f.AgeMs >= 0 && f.AgeMs <= (c.Door.SecondWithinSeconds * 1000) + oldest)
            ? null : DenialReason.Stale;
    }

    private static DenialReason? Unsound(Case c, Factor factor) => factor.Finding switch
    {
        CredentialFinding.FaceAmbiguous => DenialReason.FaceAmbiguous,
        CredentialFinding.FaceNotLive when factor is { Method: PassageMethod.Face, Holder: not null } && c.BearsNotLive => null,
        CredentialFinding.FaceNotLive => DenialReason.FaceNotLive,
        CredentialFinding.Lost => DenialReason.LostCard,
        CredentialFinding.WrongPin => DenialReason.WrongPin,
        CredentialFinding.PinLockedOut => DenialReason.PinLockedOut,
        CredentialFinding.PassForged => DenialReason.PassForged,
        CredentialFinding.Sound or CredentialFinding.Duress when factor.Holder is not null => null,
        _ => factor.Method switch
        {
            PassageMethod.Card => DenialReason.UnknownCard,
            PassageMethod.QrCode => DenialReason.UnknownQrCode,
            PassageMethod.Pin => DenialReason.WrongPin,
            _ => DenialReason.FaceNotRecognised,
        },
    };

    /// <summary>While nobody knows the time, the default asks only what is certain: what ended before the last certain moment has
    /// ended.</summary>
    private static DenialReason? Invalid(Case c, Holder holder)
    {
        var (at, atLeast) = (c.Facts.At, c.IsLenient ? c.Facts.LastCertain!.Value : c.Facts.At);
        return !c.IsLenient && (at < holder.ValidFrom || at < holder.CredentialFrom) ? DenialReason.NotYetValid
            : atLeast >= holder.ValidTo || atLeast >= holder.CredentialTo ? DenialReason.Expired
            : null;
    }

    private static DenialReason? WrongPersons(Case c) => c.Asks == Verification.TwoPersons
        ? c.Factors.Count > 1 && c.Persons == 1 ? DenialReason.SamePerson : null
        : c.Persons == 1 ? null : DenialReason.DifferentPersons;

    private static StillNeeded? Missing(Case c) => c.Asks switch
    {
        Verification.CardAndPin when !c.Has(PassageMethod.Card) => StillNeeded.Card,
        Verification.CardAndPin when !c.Has(PassageMethod.Pin) => StillNeeded.Pin,
        Verification.CardAndFace when !c.Has(PassageMethod.Card) => StillNeeded.Card,
        Verification.CardAndFace when !c.Has(PassageMethod.Face) => StillNeeded.Face,
        Verification.TwoPersons when c.Persons < 2 => StillNeeded.SecondPerson,
        Verification.One when c.AsksForElseCard && !c.Has(PassageMethod.Card) => StillNeeded.Card,
        _ => null,
    };

    /// <summary>Going out, and to an area without a limit, is never refused for want of room.</summary>
    private static DenialReason? AreaFull(Case c)
    {
        if (!c.GoesIn || Into(c.Policy, c.Facts) is not { Limit: > 0 and var limit } area || c.Facts.Presence is not { } presence)
        {
            return null;
        }

        var coming = ((Presence?[])[presence, c.Facts.OtherPresence]).Count(p => p is not null && p.Area != area.Id);
        return coming > 0 && presence.Occupancy + coming > limit ? DenialReason.AreaFull : null;
    }

    /// <summary>What the facts come to under the policy.</summary>
    private sealed class Case(AccessPolicy policy, AccessFacts facts)
    {
        public AccessPolicy Policy => policy;

        public AccessFacts Facts => facts;

        public IReadOnlyList<Factor> Factors => facts.Factors;

        public Factor Last => facts.Factors[^1];

        public IEnumerable<Holder> Holders => facts.Factors.Select(f => f.Holder).OfType<Holder>();

        public bool GoesIn => facts.Side == DoorSide.Entry;

        /// <summary>Nobody knows the time, and the site refuses nobody for that.</summary>
        public bool IsLenient => facts.LastCertain is not null && policy.WhenClockDoubted is null or ClockRule.Lenient;

        public int Persons => Holders.Select(h => h.Person).Distinct(StringComparer.Ordinal).Count();

        /// <summary>The people who pass together with the one who presented the last thing.</summary>
        public Holder? Other => Holders.FirstOrDefault(h => h.Person != Last.Holder?.Person);

        public DoorPolicy Door { get; } = policy.Doors.First(d => d.Id == facts.Door);

        public Verification Asks => AccessRules.Asks(policy, Door, facts.Side, facts.At);

        /// <summary>Anti-passback that is violated by one of those who want to pass, and whether it denies: soft, hard where nobody can be
        /// certain, and all of it going out, only record.</summary>
        public (bool Denies, DenialReason Reason, bool IsOther)? Passback =>
            (PassbackOf(facts.Presence, isOther: false), PassbackOf(facts.OtherPresence, isOther: true)) is var (last, other)
                && other is { Denies: true } && last is not { Denies: true }
                ? other
                : last ?? other;

        private (bool Denies, DenialReason Reason, bool IsOther)? PassbackOf(Presence? presence, bool isOther) => (Into(policy, facts),
            presence) switch
        {
            ({ AntiPassback: AntiPassback.Timed } area, { SinceMs: { } since }) when since < area.AntiPassbackMinutes * 60_000.0 =>
                (GoesIn, DenialReason.PassedBackTooSoon, isOther),
            ({ AntiPassback: AntiPassback.Soft } area, { Area: { } at }) when at == area.Id => (false, DenialReason.PassedBack, isOther),
            ({ AntiPassback: AntiPassback.Hard } area, { Area: { } at, IsCertain: var certain }) when at == area.Id =>
                (GoesIn && certain && !area.ReachedElsewhere, DenialReason.PassedBack, isOther),
            _ => null,
        };

        /// <summary>Whether a face that does not seem live may count here at all. Where two things or two people are asked for, a face is
        /// one of them only if it is live; and nobody is kept inside for it: it is no more than recorded going out.</summary>
        public bool BearsNotLive => !GoesIn || Door.Liveness is LivenessUse.Off or LivenessUse.Advise
            || (Door.Liveness == LivenessUse.RequireElseCard && Asks == Verification.One);

        /// <summary>A face that does not seem live was shown where that asks for the same person's card.</summary>
        public bool AsksForElseCard => GoesIn && Door.Liveness == LivenessUse.RequireElseCard && Asks == Verification.One
            && facts.Factors.Any(f => f is { Method: PassageMethod.Face, Finding: CredentialFinding.FaceNotLive });

        public bool Has(PassageMethod method) => facts.Factors.Any(f => f.Method == method);
    }
}
