using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using NSec.Cryptography;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The way to the district hub, and what the hub may do from there.</summary>
internal sealed record SiteLink : LinkOptions
{
    [Description("The keys whose commands, rosters and settings are obeyed. None: nothing can be ordered from afar.")]
    public IReadOnlyList<AuthorityOptions> Authorities { get; init; } = [];

    [Description("true: the hub may ask for single pictures of cameras in the perimeter ring that look for no faces and serve no door. "
        + "Never of any other camera.")]
    public bool RemoteStills { get; init; }

    [Description("The legal basis of such pictures, in words; needed with remoteStills, and sent with each picture.")]
    public string RemoteStillsBasis { get; init; } = "";

    [Description("The folder of the district's web server that holds release bundles, https://HOST/FOLDER/; needs caFile, and shows "
        + "certFile where there is one. Empty: no release is ordered from afar.")]
    public string Releases { get; init; } = "";

    /// <summary>Where releases come from; null where nowhere.</summary>
    internal Uri? ReleasesFrom => Releases.Length > 0 && Uri.TryCreate(Releases.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && url is { Scheme: "https", UserInfo: "", Query: "", Fragment: "" } ? url : null;
}

/// <summary>A key of the hub and what it may order.</summary>
internal sealed record AuthorityOptions
{
    internal const string KeyPattern = "^[A-Za-z0-9+/]{43}=$";

    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("The key's id, as messages name it.")]
    public string Id { get; init; } = "";

    [Required, RegularExpression(KeyPattern)]
    [Description("The base64 of its 32 bytes; zhuhui-hub keygen prints it.")]
    public string PublicKey { get; init; } = "";

    [Description("What it may order: unlock, holdOpen, lockDown, release, revokeCredential, sync, still, restart, logLevel, upgrade, "
        + "roster, twin; or acknowledge: then only this key's word frees the gateway of an event.")]
    public IReadOnlyList<RemoteRight> May { get; init; } = [];
}

/// <summary>What must hold for the hub's keys.</summary>
internal static class AuthorityRules
{
    public static IReadOnlyList<FileProblem> Problems(SiteLink link)
    {
        List<FileProblem> problems = [];
        SiteRules.Unique(problems, "Link.Authorities", link.Authorities.Select(a => a.Id));
        for (var i = 0; i < link.Authorities.Count; i++)
        {
            var (authority, path) = (link.Authorities[i], $"Site.Link.Authorities[{i}]");
            if (authority.May.Count == 0)
            {
                problems.Add(new($"{path}.May", SiteRuleTexts.NoRights));
            }

            if (link.Authorities.Take(i).Any(other => other.PublicKey == authority.PublicKey))
            {
                problems.Add(new($"{path}.PublicKey", SiteRuleTexts.SameKey));
            }

            if (KeyOf(authority) is null && authority.PublicKey.Length == 44)
            {
                problems.Add(new($"{path}.PublicKey", SiteRuleTexts.NoPublicKey));
            }
        }

        if (link.RemoteStills && string.IsNullOrWhiteSpace(link.RemoteStillsBasis))
        {
            problems.Add(new("Site.Link.RemoteStillsBasis", SiteRuleTexts.NoStillsBasis));
        }

        if (link.Releases.Length > 0 && link.ReleasesFrom is null)
        {
            problems.Add(new("Site.Link.Releases", SiteRuleTexts.NoReleasesUrl(link.Releases)));
        }
        else if (link.Releases.Length > 0 && link.CaFile.Length == 0)
        {
            problems.Add(new("Site.Link.Releases", SiteRuleTexts.ReleasesWithoutAuthority));
        }

        return problems;
    }

    /// <returns>Null where the text is no public key.</returns>
    public static PublicKey? KeyOf(AuthorityOptions authority)
    {
        var bytes = new byte[SignatureAlgorithm.Ed25519.PublicKeySize];
        return Convert.TryFromBase64String(authority.PublicKey, bytes, out var count) && count == bytes.Length
            && PublicKey.TryImport(SignatureAlgorithm.Ed25519, bytes, KeyBlobFormat.RawPublicKey, out var key) ? key : null;
    }
}
