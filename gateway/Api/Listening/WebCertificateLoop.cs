using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>Looks after the certificate while the gateway runs.</summary>
/// <param name="certificate">Made where there is an API alone.</param>
internal sealed class WebCertificateLoop(SiteFile site, Func<WebCertificate> certificate, EventLedger ledger, TimeProvider time,
    ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (site.Web is null)
        {
            return;
        }

        var records = new CertificateRecords(ledger.Append, time);
        while (true)
        {
            records.Look(certificate().ToSeeTo);
            await Task.Delay(_every, time, cancellationToken);
            certificate().Look();
        }
    }
}
