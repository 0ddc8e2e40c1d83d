using System.Text.Json;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Why a message of the hub is not obeyed, beside the rules for commands.</summary>
internal enum RemoteRefusal
{
    Oversized,
    Unsigned,
    UnknownKey,
    WrongSignature,
    NotPermitted,
    Malformed,
    OtherGateway,
    WrongReplyTopic,
    UnknownCard,
    AmbiguousCard,
    UnknownPerson,
    UnknownCamera,
    StillsNotAllowed,
    NoPicture,

    /// <summary>A door did not come to it in time.</summary>
    NoAnswer,

    /// <summary>It was begun and the machine got in the way.</summary>
    Failed,

    /// <summary>An older version than the one in force, or the same with other content.</summary>
    OldVersion,

    /// <summary>It builds on another version than the one in force.</summary>
    Gap,

    /// <summary>Parts of one version that do not belong together, or never all came.</summary>
    Incomplete,

    /// <summary>It breaks rules; the reason names each.</summary>
    Invalid,
}

/// <summary>The refusals in words.</summary>
internal static class RemoteRefusals
{
    /// <summary>A refusal has to fit a record of the journal, whatever names it quotes.</summary>
    private const int LongestDetail = 4000;

    private static readonly string _notPermitted = RemoteRefusal.NotPermitted.ToRefusal().Code;
    private static readonly string _otherGateway = RemoteRefusal.OtherGateway.ToRefusal().Code;

    /// <param name="detail">What exactly, in English; it goes into the answer and never names a person.</param>
    public static Refusal ToRefusal(this RemoteRefusal refusal, string? detail = null)
    {
        var words = Words(refusal);
        detail = detail?.Length > LongestDetail ? $"{detail[..LongestDetail]}…" : detail;
        return new Refusal(JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString()), detail is null ? words
            : RefusalTexts.WithDetail(words, detail));
    }

    /// <summary>Whether a command of that id must not come true later. A key that has not the right to order something can't spoil what
    /// another key orders.</summary>
    public static bool BurnsId(CommandRefused refused) => refused.Command.Length > 0 && refused.Code != _notPermitted
        && refused.Code != _otherGateway;

    private static Wording Words(RemoteRefusal refusal) => refusal switch
    {
        RemoteRefusal.Oversized => RefusalTexts.Oversized,
        RemoteRefusal.Unsigned => RefusalTexts.Unsigned,
        RemoteRefusal.UnknownKey => RefusalTexts.UnknownKey,
        RemoteRefusal.WrongSignature => RefusalTexts.WrongSignature,
        RemoteRefusal.NotPermitted => RefusalTexts.NotPermitted,
        RemoteRefusal.Malformed => RefusalTexts.Malformed,
        RemoteRefusal.OtherGateway => RefusalTexts.OtherGateway,
        RemoteRefusal.WrongReplyTopic => RefusalTexts.WrongReplyTopic,
        RemoteRefusal.UnknownCard => RefusalTexts.UnknownCard,
        RemoteRefusal.AmbiguousCard => RefusalTexts.AmbiguousCard,
        RemoteRefusal.UnknownPerson => RefusalTexts.UnknownPerson,
        RemoteRefusal.UnknownCamera => RefusalTexts.UnknownCamera,
        RemoteRefusal.StillsNotAllowed => RefusalTexts.StillsNotAllowed,
        RemoteRefusal.NoPicture => RefusalTexts.NoPicture,
        RemoteRefusal.NoAnswer => RefusalTexts.NoAnswer,
        RemoteRefusal.Failed => RefusalTexts.Failed,
        RemoteRefusal.OldVersion => RefusalTexts.OldVersion,
        RemoteRefusal.Gap => RefusalTexts.Gap,
        RemoteRefusal.Incomplete => RefusalTexts.Incomplete,
        _ => RefusalTexts.Invalid,
    };
}

/// <summary>What became of a desired configuration.</summary>
internal enum TwinOutcome
{
    /// <summary>It is in force and has run for a minute.</summary>
    Applied,

    /// <summary>The gateway was restarted with it and has not run for a minute yet.</summary>
    Trying,

    Refused,

    /// <summary>It did not start twice, or fits the site file no more: the one before is in force.</summary>
    RolledBack,
}
