using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>A changed site file on trial, or how its trial ended. It lies beside the site file and is written before that: whatever a kill
/// cuts off, the next start finds the one or the other whole, and this says which it is.</summary>
/// <param name="Before">The text that ran before, whole.</param>
/// <param name="State">That of the text on trial.</param>
/// <param name="Parts">Of the site file, that differ.</param>
/// <param name="Restarts">The gateway had to start anew for it.</param>
/// <param name="Online">What was there before: boards, buses and readers by their id, <c>camera/id</c>, <c>door/id</c>.</param>
/// <param name="Starts">How often the gateway was started with it.</param>
/// <param name="Reason">Why it was given up.</param>
/// <param name="EndedBy">Who kept it or gave it up; null where the gateway did.</param>
/// <param name="IsTold">Whether the journal has its end.</param>
internal sealed record SiteTrial(SiteOutcome Outcome, byte[] Before, string State, string Operator, DateTimeOffset At,
    IReadOnlyList<string> Parts, bool Restarts, IReadOnlyList<string> Online, int Starts = 0, Wording? Reason = null,
    string? EndedBy = null, bool IsTold = true)
{
    /// <summary>So many starts has a site file to prove itself.</summary>
    public const int MostStarts = 2;

    public bool IsOn => Outcome == SiteOutcome.Trying;

    /// <summary>As what comes on top of one that is on trial still: both are given up together.</summary>
    public SiteTrial On(SiteTrial? running) => running is null ? this : this with
    {
        Before = running.Before,
        Parts = [.. running.Parts.Union(Parts, StringComparer.Ordinal)],
        Online = running.Online,
    };

    public SiteTrial GivenUp(Wording? reason, string? by = null) => this with
    {
        Outcome = SiteOutcome.GivenUp,
        Reason = reason,
        EndedBy = by,
        IsTold = false,
    };

    public SiteTrial Kept(string? by) => this with { Outcome = SiteOutcome.Kept, EndedBy = by, IsTold = false };
}
