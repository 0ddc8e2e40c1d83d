using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>Certificates and keys: when they end, and whether they are there. Never what is in them.</summary>
internal static class KeyFacts
{
    private const int SoonDays = 30;

    public static IEnumerable<Fact> Of(WebCertificate web, DateTimeOffset? hubEnds, bool hasHub, Func<string?> recovery, SiteFile site,
        DateTimeOffset now, FactWriter write)
    {
        yield return Ending(SystemTexts.WebCertificate(web.IsOfSite ? SystemTexts.OfSite : SystemTexts.OwnMade), web.Ends, site, now,
            write);
        yield return new Fact(write.Say(SystemTexts.Fingerprint), web.Fingerprint, Duty.Tone.Unknown);
        if (web.ToSeeTo is { } problem)
        {
            yield return write.Bad(SystemTexts.WebCertificate(Wording.Empty), Wording.Same(problem));
        }

        yield return hubEnds is { } ends ? Ending(SystemTexts.HubCertificate, ends, site, now, write)
            : write.Unknown(SystemTexts.HubCertificate, hasHub ? SystemTexts.NoCertificate : SystemTexts.NoLink);
        foreach (var key in DataKey.All.Append(DataKey.Account))
        {
            yield return key.IsThere(site.DataFolder) ? write.Good(NameOf(key), SystemTexts.KeyThere)
                : write.Unknown(NameOf(key), SystemTexts.KeyNotMade);
        }

        yield return Recovery(recovery, write);
    }

    /// <param name="number">Of the key in force; the system may refuse to tell.</param>
    private static Fact Recovery(Func<string?> number, FactWriter write)
    {
        try
        {
            return number() is { } known ? write.Good(SystemTexts.RecoveryKey, Wording.Same(known))
                : write.Busy(SystemTexts.RecoveryKey, SystemTexts.NoRecoveryKey);
        }
        catch (StorageException refused)
        {
            return write.Bad(SystemTexts.RecoveryKey, SystemTexts.Unreadable(refused.Message));
        }
    }

    private static Fact Ending(Wording name, DateTimeOffset ends, SiteFile site, DateTimeOffset now, FactWriter write)
    {
        var until = site.Written(ends);
        return ends <= now ? write.Bad(name, SystemTexts.Ended(until))
            : ends - now < TimeSpan.FromDays(SoonDays) ? write.Busy(name, SystemTexts.EndsSoon(until, (long)(ends - now).TotalDays))
            : write.Good(name, SystemTexts.Ends(until));
    }

    private static Wording NameOf(DataKey key) => key == DataKey.Template ? SystemTexts.TemplateKey
        : key == DataKey.Pin ? SystemTexts.PinKey
        : key == DataKey.Pass ? SystemTexts.PassKey
        : key == DataKey.Photo ? SystemTexts.PhotoKey
        : SystemTexts.AccountKey;
}
