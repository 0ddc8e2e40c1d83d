using System.Diagnostics;
using System.Text;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>The site file as it lies there, and what an edited one would be: right or not, and what it would change. Changes
/// nothing.</summary>
internal sealed class SiteJudge(SiteInForce inForce, Twin twin, CamerasService cameras, TimeProvider time)
{
    private const int ShortestStart = 5;
    private const int LongestStart = 60;

    /// <summary>As this process was from its beginning to here, and the service manager's pause.</summary>
    private readonly int _startSeconds = Math.Clamp((int)(DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime())
        .TotalSeconds + 2, ShortestStart, LongestStart);

    /// <summary>Null where the gateway was put together without a file.</summary>
    public SitePlace? Place { get; } = inForce.Source is { } source ? new SitePlace(source.File) : null;

    /// <returns>Null where it can't be read.</returns>
    public byte[]? Read()
    {
        try
        {
            return Place?.Read();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public SiteSeen Seen() => Read() is { } bytes
        ? new SiteSeen(SecretMask.Hide(Encoding.UTF8.GetString(bytes)), SitePlace.StateOf(bytes), Place!.Refusal is { } why
            ? SiteTexts.CannotWrite(Path.GetDirectoryName(Place.Target)!, why) : null)
        : new SiteSeen("", "", SiteTexts.NoFile);

    /// <param name="text">As it was edited: passwords masked.</param>
    /// <param name="file">As it was before.</param>
    /// <returns>The site and its whole text, or all problems.</returns>
    public (SiteFile? Site, SiteSource Source, IReadOnlyList<SiteFinding> Problems) Judge(string text, byte[] file)
    {
        // A browser sends lines with CR and LF, whatever it was given.
        var old = Encoding.UTF8.GetString(file);
        var hasReturns = old.Contains("\r\n", StringComparison.Ordinal);
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var (whole, lost) = SecretMask.Back(old.Replace("\r\n", "\n", StringComparison.Ordinal), text);
        var source = new SiteSource(inForce.Source?.File ?? "", Encoding.UTF8.GetBytes(hasReturns
            ? whole.Replace("\n", "\r\n", StringComparison.Ordinal) : whole));
        if (lost.Count > 0)
        {
            return (null, source, [.. lost.Select(line => new SiteFinding(line, SiteTexts.MaskedAway, SiteTexts.TypeAnew))]);
        }

        var (site, problems) = SiteChecks.Check(source, time);
        return site is not null && site.DataFolder != inForce.Now.DataFolder
            ? (null, source, [new SiteFinding(JsoncText.Read(source.Text)!.LineOf("Site.DataFolder"), SiteTexts.OtherFolder,
                SiteTexts.MoveFolder)])
            : (site, source, problems);
    }

    /// <summary>What a site file would change of what runs.</summary>
    public SitePlan PlanFor(SiteFile site)
    {
        var now = inForce.Source is { } source ? SiteFiles.InForce(source) ?? inForce.Now : inForce.Now;
        var plan = SiteComparison.Plan(now, site, cameras.CanChange, _startSeconds);
        return plan.Restarts || twin.Over(site).Problems.Count == 0 ? plan : plan with
        {
            // What came from afar does not fit it any more, which a start alone settles.
            Restart = plan.Parts,
            Doors = [.. now.Doors.Select(door => door.Id)],
        };
    }
}
