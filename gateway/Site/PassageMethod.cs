namespace Zhuhui.Edge.Gateway.Site;

/// <summary>By what a person asks to pass.</summary>
internal enum PassageMethod
{
    Card,
    Face,

    /// <summary>A QR code of the registry, or a signed visitor pass.</summary>
    QrCode,

    /// <summary>A personal number on a keypad.</summary>
    Pin,
}

/// <summary>On which side of a door somebody stands.</summary>
internal enum DoorSide
{
    /// <summary>Outside, coming in.</summary>
    Entry,

    /// <summary>Inside, going out.</summary>
    Exit,
}

/// <summary>How an operator or a schedule wants a door to stand. Fire outranks each.</summary>
internal enum DoorMode
{
    /// <summary>Locked; opens for who is let in.</summary>
    Normal,

    /// <summary>Unlocked for everybody.</summary>
    HeldOpen,

    /// <summary>Locked; nobody comes in. The exit button and exit readers still open.</summary>
    LockedDown,
}
