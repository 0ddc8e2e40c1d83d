using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>A start that waits for a moment when no door is open.</summary>
/// <param name="Source">To be written before it; null where all is written.</param>
/// <param name="State">Of the file that it replaces.</param>
/// <param name="Since">By the monotonic clock.</param>
internal sealed record ComingStart(SiteTrial Trial, SiteSource? Source, string State, long Since, TimeSpan Patience)
{
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>A gateway that does not run waits so long and no longer.</summary>
    public static readonly TimeSpan LongestWaitBack = TimeSpan.FromSeconds(30);
}
