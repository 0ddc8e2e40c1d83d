namespace Zhuhui.Edge.Gateway.Access;

/// <summary>Why somebody was not let in.</summary>
internal enum DenialReason
{
    /// <summary>The read or the frame was too old to act on.</summary>
    Stale,

    /// <summary>Nobody has this card.</summary>
    UnknownCard,

    /// <summary>Nobody has this QR code.</summary>
    UnknownQrCode,

    /// <summary>The face is nobody's who is enrolled.</summary>
    FaceNotRecognised,

    /// <summary>The face is too near to two residents' to tell them apart.</summary>
    FaceAmbiguous,

    /// <summary>The face does not seem to be a live one.</summary>
    FaceNotLive,

    /// <summary>The card was reported lost.</summary>
    LostCard,

    WrongPin,

    /// <summary>Too many wrong PINs came before.</summary>
    PinLockedOut,

    /// <summary>The visitor pass does not bear this site's signature.</summary>
    PassForged,

    /// <summary>The visitor pass, or the visitor's right, was used as often as it may be.</summary>
    UsedUp,

    /// <summary>The person is on the block list.</summary>
    Blocked,

    /// <summary>The right, or the card's or pass's own, has not begun.</summary>
    NotYetValid,

    /// <summary>The right, or the card's or pass's own, has ended.</summary>
    Expired,

    /// <summary>This door does not admit the person.</summary>
    NotAdmittedHere,

    /// <summary>It is outside the person's hours.</summary>
    OutsideSchedule,

    /// <summary>The door does not take this kind of thing.</summary>
    MethodNotAccepted,

    /// <summary>The things presented belong to different people.</summary>
    DifferentPersons,

    /// <summary>Two people are needed, and this is the same one again.</summary>
    SamePerson,

    /// <summary>The door is locked down.</summary>
    LockedDown,

    /// <summary>Another door of the interlock is not shut.</summary>
    Interlocked,

    /// <summary>The person is inside already and did not go out.</summary>
    PassedBack,

    /// <summary>The person came this way a moment ago.</summary>
    PassedBackTooSoon,

    /// <summary>As many people are inside as may be.</summary>
    AreaFull,
}

/// <summary>What is still to come before somebody is let in.</summary>
internal enum StillNeeded
{
    Card,
    Pin,
    Face,
    SecondPerson,
}

/// <summary>What the rules said. The outcome of every request; never an exception.</summary>
/// <param name="Rules">The rules that were asked, in order; where denied, the last one said no.</param>
internal abstract record Decision(IReadOnlyList<string> Rules)
{
    /// <param name="With">The other person, where two pass together.</param>
    /// <param name="Duress">The person is being forced: a silent alarm goes out.</param>
    /// <param name="PassedBack">Soft anti-passback: the person is inside already by this gateway's record.</param>
    internal sealed record Granted(Holder Holder, Holder? With, int UnlockSeconds, bool Duress, bool PassedBack, IReadOnlyList<string> Rules) : Decision(Rules);

    internal sealed record Denied(DenialReason Reason, Holder? Holder, IReadOnlyList<string> Rules) : Decision(Rules);

    internal sealed record MoreNeeded(StillNeeded Needed, Holder Holder, IReadOnlyList<string> Rules) : Decision(Rules);
}

/// <summary>The same words in both languages of the site.</summary>
internal sealed record Wording(string En, string Zh);
