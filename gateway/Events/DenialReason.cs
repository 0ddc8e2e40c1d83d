namespace Zhuhui.Edge.Gateway.Events;

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
