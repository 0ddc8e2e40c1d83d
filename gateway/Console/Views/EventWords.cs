using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Console.Views;

/// <summary>Events in the words of whoever looks, which may be other ones than the site's.</summary>
internal sealed class EventWords(SiteFile site, ResidentDirectory residents, EventFormatter ofSite)
{
    private readonly EventFormatter _other = new(site with { Language = site.Language == Language.Zh ? Language.En : Language.Zh },
        residents);

    public EventFormatter In(Language language) => language == site.Language ? ofSite : _other;
}
