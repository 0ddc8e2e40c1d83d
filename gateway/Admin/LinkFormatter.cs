using System.Globalization;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What is noted of the link, in words.</summary>
internal static class LinkFormatter
{
    public static Wording Format(LinkNoted noted, TimeZoneInfo zone)
    {
        var detail = noted.Detail ?? "";
        var day = TimeZoneInfo.ConvertTime(noted.Until ?? default, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return noted.Finding switch
        {
            LinkFinding.Lost => EventTexts.LinkLost(detail),
            LinkFinding.Restored => EventTexts.LinkRestored,
            LinkFinding.Unsteady => EventTexts.LinkUnsteady(noted.Times ?? 0),
            LinkFinding.CertificateEnds => EventTexts.CertificateEnds(day),
            LinkFinding.CertificateEnded => EventTexts.CertificateEnded(day),
            LinkFinding.CertificateUnusable => EventTexts.CertificateUnusable(detail),
            LinkFinding.RecordTooLarge => EventTexts.RecordTooLarge(noted.Subject ?? "", detail),
            _ => EventTexts.AcknowledgementRefused(noted.Subject ?? ""),
        };
    }
}
