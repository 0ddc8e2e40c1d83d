using System.Net;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold of the API's listener: it is for the estate, and nothing of it answers the internet by an oversight.</summary>
internal static class WebRules
{
    /// <summary>Addresses that no router of the internet passes on.</summary>
    private static readonly IPNetwork[] _private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    public static IEnumerable<FileProblem> Problems(SiteFile site)
    {
        if (site.Web is not { } web)
        {
            yield break;
        }

        foreach (var (network, i) in web.Networks.Select((network, i) => (network, i))
            .Where(one => !IPNetwork.TryParse(one.network, out _)))
        {
            yield return new($"Site.Web.Networks[{i}]", SiteRuleTexts.NoNetwork(network));
        }

        if (!IPAddress.TryParse(web.Host, out var host))
        {
            yield return new("Site.Web.Host", SiteRuleTexts.NoAddress(web.Host));
        }
        else if (!IsAny(host) && !Serves(web, host))
        {
            yield return new("Site.Web.Host", SiteRuleTexts.NotPrivate(web.Host));
        }

        if (web.CertFile.Length == 0 != (web.KeyFile.Length == 0))
        {
            yield return new("Site.Web.CertFile", SiteRuleTexts.Together("Site.Web.KeyFile"));
        }

        if (web.Port != 0 && web.Port == site.Console.Port && (web.Host == site.Console.Host || (host is not null && IsAny(host))))
        {
            yield return new("Site.Web.Port", SiteRuleTexts.PortTaken(web.Port));
        }
    }

    /// <summary>Whether somebody at an address is served: this machine, and the networks that the site names, else private ones.</summary>
    public static bool Serves(WebOptions web, IPAddress peer)
    {
        var plain = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        var served = web.Networks.Count == 0 ? _private : web.Networks.SelectMany(text =>
            IPNetwork.TryParse(text, out var network) ? [network] : Array.Empty<IPNetwork>());
        return IPAddress.IsLoopback(plain) || served.Any(network => network.Contains(plain));
    }

    public static bool IsAny(IPAddress host) => host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any);
}
