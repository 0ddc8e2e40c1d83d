using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Admin.SiteEdits;

/// <summary>Puts another site file in force while the gateway runs, as far as that goes: its cameras and its rings. What has not changed is
/// not touched.</summary>
internal sealed class SiteSwitch(SiteInForce inForce, Twin twin, CamerasService cameras, PerimeterWatch perimeter)
{
    /// <param name="next">As the file has it; what came from afar comes over it.</param>
    /// <exception cref="Vision.Models.ModelPackException">A camera needs the model pack, and it is missing or altered; all is as
    /// before.</exception>
    public async Task TakeAsync(SiteFile next)
    {
        var whole = twin.Over(next).Site ?? next;
        var changed = SiteComparison.Cameras(inForce.Now, whole).ToHashSet(StringComparer.Ordinal);
        await cameras.TakeAsync(whole, changed, () => perimeter.Take(whole, changed), CancellationToken.None);
        inForce.Take(whole);
        twin.Take(next);
    }
}
