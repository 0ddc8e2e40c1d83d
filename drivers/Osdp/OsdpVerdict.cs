namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>What became of a frame that came while a reader was asked.</summary>
internal enum OsdpReplyOutcome
{
    /// <summary>Not the answer; go on listening.</summary>
    Ignored,

    /// <summary>The answer; the exchange is over.</summary>
    Taken,

    /// <summary>The reader wants to be asked again.</summary>
    AskAgain,
}

/// <summary>How the panel goes on after an answer.</summary>
internal enum OsdpTurn
{
    /// <summary>With what is next.</summary>
    GoOn,

    /// <summary>From the handshake, at once.</summary>
    StartOver,

    /// <summary>From the handshake; the reader has lost count.</summary>
    BeginAgain,

    /// <summary>From the handshake, later: the reader will not or cannot be spoken to as the site wants.</summary>
    Refused,
}

/// <param name="Detail">Why it is refused.</param>
/// <param name="DueAt">When the reader is to be asked next; null for at once.</param>
internal readonly record struct OsdpVerdict(OsdpTurn Turn, string? Detail = null, long? DueAt = null);
