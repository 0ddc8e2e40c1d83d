using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The site file as somebody is shown it, to edit it.</summary>
/// <param name="Text">Passwords in it are masked.</param>
/// <param name="State">Of the file; what is applied names it, so that nothing goes over an edit that nobody saw.</param>
/// <param name="CannotWrite">Why the gateway can't write it, in words; null where it can.</param>
internal sealed record SiteSeen(string Text, string State, Wording? CannotWrite);

/// <summary>A site file that is to be in force.</summary>
/// <param name="Text">The whole file; masked passwords that were not touched are put back.</param>
/// <param name="State">That of the file that was edited (<see cref="SiteSeen.State"/>).</param>
/// <param name="MayRestart">Where it can't be done without, the gateway may start anew, at a moment when no door is open.</param>
internal sealed record SiteChange(string Text, string State, string Operator, bool MayRestart = false);

/// <summary>What is wrong with an edited site file, beside the line it is about.</summary>
/// <param name="Line">From 1 on; 0 where it is about none.</param>
/// <param name="What">With the path of the option, as <c>check</c> says it.</param>
/// <param name="Remedy">Empty where it says none.</param>
internal sealed record SiteFinding(int Line, Wording What, Wording Remedy);

/// <summary>What would change, and what that does.</summary>
/// <param name="Parts">Of the site file, as it names them; none where only comments or spaces changed.</param>
/// <param name="Cameras">Those that are stopped and started, begun or ended.</param>
/// <param name="Restart">The parts that need the gateway to start anew; none where it runs on.</param>
/// <param name="Doors">The doors that then stand still.</param>
/// <param name="Seconds">For about how long.</param>
internal sealed record SitePlan(IReadOnlyList<string> Parts, IReadOnlyList<string> Cameras, IReadOnlyList<string> Restart,
    IReadOnlyList<string> Doors, int Seconds)
{
    public bool Restarts => Restart.Count > 0;
}

/// <summary>What became of a change.</summary>
internal enum SiteAnswerKind
{
    /// <summary>In force, on trial.</summary>
    OnTrial,

    /// <summary>It says the same as before; it is in the file.</summary>
    Kept,

    /// <summary>It waits for a moment when no door is open, to start anew.</summary>
    Waits,

    /// <summary>It has problems; nothing was changed.</summary>
    Problems,

    /// <summary>It can't be done without a start, and nobody said that it may; nothing was changed.</summary>
    NeedsRestart,

    /// <summary>The file is not the one that was edited; nothing was changed.</summary>
    Stale,

    /// <summary>Another change is on trial, and it or this one needs a start; nothing was changed.</summary>
    Busy,

    /// <summary>The file can't be written, or the change failed and was taken back at once.</summary>
    Failed,
}

/// <param name="Detail">In words, where it failed.</param>
/// <param name="Plan">What changes; null where it was not looked at.</param>
internal sealed record SiteAnswer(SiteAnswerKind Kind, IReadOnlyList<SiteFinding> Problems, SitePlan? Plan = null, Wording? Detail = null)
{
    /// <summary>It is in force, or about to be.</summary>
    public bool IsTaken => Kind is SiteAnswerKind.OnTrial or SiteAnswerKind.Kept or SiteAnswerKind.Waits;
}

/// <summary>How the last change stands.</summary>
/// <param name="Left">Of the trial, in seconds; null where none is on.</param>
/// <param name="Waits">For these doors, which are open, before the gateway starts anew; null where it waits for nothing.</param>
/// <param name="Missing">What was there before and is not now.</param>
internal sealed record SiteTrialStatus(SiteOutcome Outcome, string Operator, DateTimeOffset At, IReadOnlyList<string> Parts,
    Wording? Reason, int? Left, IReadOnlyList<string>? Waits, IReadOnlyList<string> Missing)
{
    /// <summary>Of one that is over, or of which the rest is to be said.</summary>
    public static SiteTrialStatus Of(SiteTrial trial) => new(trial.Outcome, trial.Operator, trial.At, trial.Parts, trial.Reason, null, null,
        []);
}
