using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Shows the certificate of the API, so that people can compare it with what their browser shows, and machines can be given
/// it.</summary>
internal static class WebCommand
{
    public static Command Create() => new("web", "the certificate that the API shows") { Fingerprint(), Certificate() };

    private static Command Fingerprint()
    {
        var site = new SiteOption();
        var command = new Command("fingerprint", "its fingerprint, to compare with the browser's") { site };
        command.SetAction(parsed => Answer(parsed, site.Read(parsed), isWhole: false));
        return command;
    }

    private static Command Certificate()
    {
        var site = new SiteOption();
        var command = new Command("certificate", "the certificate as PEM, without its key, for programs that are to know it") { site };
        command.SetAction(parsed => Answer(parsed, site.Read(parsed), isWhole: true));
        return command;
    }

    private static int Answer(ParseResult parsed, SiteFile site, bool isWhole)
    {
        if (site.Web is not { } web)
        {
            return parsed.Refuse(CommandTexts.NoApi);
        }

        // As the gateway chooses: the site's own while it can be read.
        var known = web.CertFile.Length > 0 ? GatewayCertificate.Read(web.CertFile, web.KeyFile).Certificate?.Own : null;
        if ((known ?? OwnCertificate.Read(site.DataFolder)) is not { } shown)
        {
            return parsed.Refuse(CommandTexts.NoCertificateYet(OwnCertificate.PathIn(site.DataFolder)));
        }

        if (isWhole)
        {
            return parsed.Answer(shown.ExportCertificatePem());
        }

        return parsed.Answer(CommandTexts.CertificateOfApi(WebCertificate.FingerprintOf(shown), WebCertificate.PinOf(shown),
            shown.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }
}
