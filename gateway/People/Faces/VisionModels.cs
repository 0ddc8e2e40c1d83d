using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.People.Faces;

/// <summary>The site's model pack, or why it can't be used. A damaged model must not keep a resident with a card outside: the doors go on
/// without cameras.</summary>
/// <param name="Pack">Null where the site has no camera or the pack is refused.</param>
/// <param name="Problem">The file, what is wrong with it and what brings it; null where all is well.</param>
internal sealed record VisionModels(ModelPack? Pack, string? Problem)
{
    public static VisionModels Open(SiteFile site)
    {
        if (site.Cameras.Count == 0)
        {
            return new VisionModels(null, null);
        }

        try
        {
            return new VisionModels(ModelPack.Open(site.Vision.ModelFolder), null);
        }
        catch (ModelPackException refused)
        {
            return new VisionModels(null, refused.Message);
        }
    }
}
