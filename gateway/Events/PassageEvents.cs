using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What the face matching rested on. Scores only: no embedding and no picture has a place in an event.</summary>
/// <param name="Score">Cosine similarity to the best resident, -1 to 1.</param>
/// <param name="RunnerUp">The same to the second best; null where nobody else is enrolled or nobody was near.</param>
/// <param name="Liveness">0 to 1; null where the check is off.</param>
/// <param name="Frames">How many frames agreed.</param>
/// <param name="FrameAgeMs">Age of the newest of them when the decision fell.</param>
/// <param name="Pack">The model pack.</param>
/// <param name="RunnerUpPerson">Who the second best is, where the best was named; of a face that is nobody's no person is kept.</param>
/// <param name="Margin">How far the best stands above the second best.</param>
internal sealed record FaceEvidence(double Score, double? RunnerUp, double Threshold, double? Liveness, int Frames,
    double FrameAgeMs, string Pack,
    string? RunnerUpPerson = null, double? Margin = null);

/// <summary>Something that somebody did at a door, or was refused.</summary>
internal abstract record PassageEvent : GatewayEvent
{
    public sealed override EventStream Stream => EventStream.Passages;
}

/// <summary>Somebody was let in.</summary>
/// <param name="Card">The card's number where a card was read.</param>
/// <param name="UnlockSeconds">How long the lock was released.</param>
/// <param name="PassedBack">true: soft anti-passback; the person is inside already by this gateway's record.</param>
/// <param name="Policy">Version of the rules and of the site file they decided by.</param>
/// <param name="Rules">The rules that were asked, in order.</param>
/// <param name="Because">The decision in words.</param>
/// <param name="Facts">All that the decision rests on; with the policy of that version it can be decided again.</param>
/// <param name="Reader">The reader or camera.</param>
/// <param name="Pass">What this passage is a use of: a visitor pass's id, or the id of a person who may pass so many times; null where uses
/// are not counted.</param>
internal sealed record PassageGranted(string Door, DoorSide Side, PassageMethod Method, string Person, string? Card, int UnlockSeconds,
    bool PassedBack, string Policy,
    IReadOnlyList<string> Rules, Wording Because, AccessFacts Facts, FaceEvidence? Face, string? Reader = null, string? Pass = null)
    : PassageEvent
{
    public override string Type => EventTypes.PassageGranted;
}

/// <summary>Somebody was not let in, and why. The last of the rules is the one that said no.</summary>
internal sealed record PassageDenied(string Door, DoorSide Side, PassageMethod Method, DenialReason Reason, string? Person, string? Card,
    string Policy,
    IReadOnlyList<string> Rules, Wording Because, AccessFacts Facts, FaceEvidence? Face, string? Reader = null) : PassageEvent
{
    public override string Type => EventTypes.PassageDenied;
}

/// <summary>Refusals of things that are nobody's, at a reader where there are so many that not each has a record: one of these a minute and
/// kind.</summary>
/// <param name="Reader">The reader or camera.</param>
/// <param name="Different">How many different cards, a thousand being as many or more; null where it is no card.</param>
/// <param name="Cards">The first of them.</param>
internal sealed record DenialsCounted(string Door, DoorSide Side, PassageMethod Method, DenialReason Reason, string Reader, int Count,
    int? Different, IReadOnlyList<string> Cards, DateTimeOffset From, DateTimeOffset To) : PassageEvent
{
    public const int MostCards = 8;

    public override string Type => EventTypes.DenialsCounted;
}

/// <summary>Somebody presented the first of two things and was asked for the second.</summary>
internal sealed record PassageBegun(string Door, DoorSide Side, PassageMethod Method, StillNeeded Needed, string Person, string? Card,
    string Policy,
    IReadOnlyList<string> Rules, Wording Because, AccessFacts Facts, string? Reader = null) : PassageEvent
{
    public override string Type => EventTypes.PassageBegun;
}

/// <summary>The door opened after somebody was let in, or has no contact to tell: that person is on the other side now.</summary>
/// <param name="Area">The area the person is in now; null for outside.</param>
internal sealed record PassageCompleted(string Door, DoorSide Side, string Person, string? Area) : PassageEvent
{
    public override string Type => EventTypes.PassageCompleted;
}

/// <summary>The exit button was pressed and the door released.</summary>
internal sealed record ExitRequested(string Door, int UnlockSeconds) : PassageEvent
{
    public override string Type => EventTypes.ExitRequested;
}

/// <summary>The door will count as held open in so many seconds; its readers ask to close it. No alarm yet.</summary>
internal sealed record HeldOpenWarned(string Door, int Seconds) : PassageEvent
{
    public override string Type => EventTypes.HeldOpenWarned;
}

/// <summary>What is still to come before somebody is let in.</summary>
internal enum StillNeeded
{
    Card,
    Pin,
    Face,
    SecondPerson,
}

/// <summary>Why somebody is to be told, quietly.</summary>
internal enum NoticeKind
{
    /// <summary>Somebody who lives alone has neither come nor gone for so long.</summary>
    Absent,

    /// <summary>A child went out and was not seen to come back.</summary>
    OutLate,

    /// <summary>A child came in only now.</summary>
    HomeLate,

    /// <summary>Somebody who is new here came for the first time.</summary>
    FirstDay,

    /// <summary>Somebody whose right has ended stands before a door.</summary>
    RightEnded,
}

/// <summary>A quiet notice to the guard post and to those whom the person named. No alarm.</summary>
/// <param name="Notice">Unique for ever; the acknowledgement bears the same.</param>
/// <param name="Door">Where it was; null where it was at none.</param>
/// <param name="Since">Of an absence, and of a child that is out: when the person was seen last.</param>
/// <param name="UnseenMinutes">For how much of the time since then nobody could have seen the person pass: the gateway did not run,
/// or a door stood open.</param>
internal sealed record NoticeRaised(string Notice, NoticeKind Kind, string Person, string? Door = null, DateTimeOffset? Since = null,
    int? UnseenMinutes = null) : GatewayEvent
{
    public override EventStream Stream => EventStream.Passages;

    public override string Type => EventTypes.NoticeRaised;
}

/// <summary>Somebody has seen to a notice.</summary>
internal sealed record NoticeAcknowledged(string Notice, NoticeKind Kind, string Person, string Operator) : GatewayEvent
{
    public override EventStream Stream => EventStream.Passages;

    public override string Type => EventTypes.NoticeAcknowledged;
}
