using System.ComponentModel;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>What became of a message.</summary>
internal enum Outcome
{
    Done,
    Refused,
}

/// <summary>The answer to a command, a roster or a desired configuration.</summary>
[Description("What became of a command, a roster or a desired configuration. The correlation data is the request's.")]
internal sealed record Reply(
    [property: Description("The command's id; null where it could not be read.")] string? Id,
    [property: Description("The command's kind, or roster or twin; command where it could not be read.")] string Kind,
    Outcome Outcome,
    [property: Description("Why it was refused, in the gateway's language.")] string? Reason,
    [property: Description("The same for programs.")] string? ReasonCode,
    DateTimeOffset At,
    [property: Description("The roster's or configuration's version.")] long? Version = null,
    ReplyResult? Result = null);

/// <summary>What came of it beside that it was done.</summary>
internal sealed record ReplyResult
{
    [Description("unlock, holdOpen, lockDown, release: the doors.")]
    public IReadOnlyList<string>? Doors { get; init; }

    [Description("revokeCredential: whose it is.")]
    public string? Person { get; init; }

    [Description("sync: the roster in force; left out where there is none.")]
    public long? RosterVersion { get; init; }

    [Description("sync: the desired configuration dealt with last.")]
    public long? TwinVersion { get; init; }

    [Description("sync: the policy that decides.")]
    public string? Policy { get; init; }

    [Description("still: the camera.")]
    public string? Camera { get; init; }

    [Description("still: the legal basis the site file gives for it.")]
    public string? LegalBasis { get; init; }

    [Description("still: a JPEG of at most 256 KiB, in base64.")]
    public byte[]? Jpeg { get; init; }

    [Description("roster: how many people it added.")]
    public int? Added { get; init; }

    [Description("roster: how many people it changed.")]
    public int? Changed { get; init; }

    [Description("roster: how many people it removed.")]
    public int? Removed { get; init; }

    [Description("logLevel: when the log is as usual again.")]
    public DateTimeOffset? Until { get; init; }
}
