using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What was found about one thing presented, before any rule is asked.</summary>
internal enum CredentialFinding
{
    /// <summary>It is what it claims to be.</summary>
    Sound,

    /// <summary>It is the person's duress PIN.</summary>
    Duress,

    /// <summary>Nobody here has it: an unknown card or QR code, a face that is nobody's.</summary>
    Unknown,

    /// <summary>The face is too near to two residents'.</summary>
    FaceAmbiguous,

    /// <summary>The face is the holder's and does not seem live, or nobody looked at a door where somebody should.</summary>
    FaceNotLive,

    /// <summary>The card was reported lost.</summary>
    Lost,

    WrongPin,

    /// <summary>Too many wrong PINs came before.</summary>
    PinLockedOut,

    /// <summary>The visitor pass does not bear this site's signature.</summary>
    PassForged,
}

/// <summary>Whose a thing is, and that person's rights as the registry had them at that moment.</summary>
/// <param name="Doors">The doors that admit this person; empty means all.</param>
/// <param name="Schedule">The schedule of the policy within which the person may pass; null for always.</param>
/// <param name="CredentialFrom">From when this card or pass holds, beside the person's own right.</param>
/// <param name="CredentialTo">Until when.</param>
/// <param name="Groups">The roster's groups the person is in; null for somebody whose rights are the person's own.</param>
/// <param name="UsesLeft">How often a visitor may still pass; null for any number.</param>
internal sealed record Holder(string Person, bool Blocked, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, IReadOnlyList<string> Doors,
    string? Schedule,
    DateTimeOffset? CredentialFrom, DateTimeOffset? CredentialTo, int? UsesLeft, bool NeedsLonger, IReadOnlyList<string>? Groups = null);

/// <summary>One thing presented at a door.</summary>
/// <param name="AgeMs">How old the read, or the newest frame the recognition rests on, was by the monotonic clock when the decision
/// fell.</param>
/// <param name="Holder">Null where it is nobody's.</param>
internal sealed record Factor(PassageMethod Method, double AgeMs, CredentialFinding Finding, Holder? Holder);

/// <summary>Where the person was last known to be, and how full it is where the person wants to go.</summary>
/// <param name="Area">The person's area by this gateway's record; null where it has none.</param>
/// <param name="SinceMs">How long ago the person passed this door to this side; null where never.</param>
/// <param name="Occupancy">How many people are in the area the door leads to from this side.</param>
/// <param name="IsCertain">false where people can have passed unrecorded: a reader of the area is or was offline, or another gateway's
/// doors lead there.</param>
internal sealed record Presence(string? Area, double? SinceMs, int Occupancy, bool IsCertain);

/// <summary>Everything a decision may look at, beside the policy. Journaled with the decision, so that a reader of the journal can decide
/// again.</summary>
/// <param name="At">Wall-clock time, for validity and schedules only; ages are monotonic.</param>
/// <param name="Factors">What was presented, the oldest first; the last is the one just presented.</param>
/// <param name="Interlock">The other door of an interlock that is not shut; null where all are.</param>
/// <param name="Presence">That of the person who presented the last thing; null where nothing is counted at this door, or nobody is
/// known.</param>
/// <param name="OtherPresence">That of the other person, where two pass together.</param>
/// <param name="LastCertain">The last moment that is certain, where the machine's clock is not believed and nobody knows how long ago that
/// was; null where the time is known.</param>
internal sealed record AccessFacts(DateTimeOffset At, string Door, DoorSide Side, IReadOnlyList<Factor> Factors, DoorMode Mode,
    string? Interlock, Presence? Presence,
    Presence? OtherPresence = null, DateTimeOffset? LastCertain = null);
