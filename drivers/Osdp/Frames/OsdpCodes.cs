namespace Zhuhui.Edge.Drivers.Osdp.Frames;

/// <summary>What the panel asks or orders (SIA OSDP 2.2, table of commands); only those this panel sends.</summary>
internal enum OsdpCommandCode : byte
{
    Poll = 0x60,
    Identify = 0x61,
    Capabilities = 0x62,
    LocalStatus = 0x64,
    Led = 0x69,
    Buzzer = 0x6A,
    KeySet = 0x75,
    Challenge = 0x76,
    ServerCryptogram = 0x77,
}

/// <summary>What a reader answers (SIA OSDP 2.2, table of replies); only those this panel understands.</summary>
internal enum OsdpReplyCode : byte
{
    Ack = 0x40,
    Nak = 0x41,
    Identity = 0x45,
    Capabilities = 0x46,
    LocalStatus = 0x48,
    RawCard = 0x50,
    FormattedCard = 0x51,
    Keypad = 0x53,
    ClientCryptogram = 0x76,
    InitialMac = 0x78,
    Busy = 0x79,
}

/// <summary>Why a reader would not do what it was told; the first byte of a NAK.</summary>
internal enum OsdpNak : byte
{
    BadCheck = 1,
    BadLength = 2,
    UnknownCommand = 3,
    UnexpectedSequence = 4,
    SecurityUnsupported = 5,
    ConditionsNotMet = 6,
    BadRecord = 9,
}

/// <summary>The type of a security block.</summary>
internal enum OsdpSecurity : byte
{
    None = 0,

    /// <summary>SCS_11: the panel's challenge.</summary>
    Challenge = 0x11,

    /// <summary>SCS_12: the reader's cryptogram.</summary>
    ClientCryptogram = 0x12,

    /// <summary>SCS_13: the panel's cryptogram.</summary>
    ServerCryptogram = 0x13,

    /// <summary>SCS_14: the reader's initial MAC.</summary>
    InitialMac = 0x14,

    /// <summary>SCS_15: a command with a MAC and no data.</summary>
    SignedCommand = 0x15,

    /// <summary>SCS_16: a reply with a MAC and no data.</summary>
    SignedReply = 0x16,

    /// <summary>SCS_17: a command with a MAC and encrypted data.</summary>
    SealedCommand = 0x17,

    /// <summary>SCS_18: a reply with a MAC and encrypted data.</summary>
    SealedReply = 0x18,
}
