using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>What every answer of the API says to browsers: it is data and nothing else, it is nobody's to keep. A request under a name that
/// is not this gateway's goes no further.</summary>
internal sealed class Headers(RequestDelegate next, SiteFile site, WebCertificate certificate)
{
    /// <summary>Half a year. Only where an authority vouches for the certificate: with the gateway's own a browser would let nobody by who
    /// has not compared its fingerprint yet.</summary>
    private const string StrictTransport = "max-age=15768000";

    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        if (certificate.IsOfSite)
        {
            headers.StrictTransportSecurity = StrictTransport;
        }

        if (HostNames.Allows(site.Web!, context.Request.Host))
        {
            await next(context);
            return;
        }

        // As the caller wrote it, but not more than a name may have.
        var host = context.Request.Host.Host;
        var detail = ApiTexts.WrongName(host.Length <= 253 ? host : host[..253]).In(site.Language);
        await ProblemAnswers.WriteAsync(context, ApiProblem.Details(StatusCodes.Status421MisdirectedRequest,
            ApiProblem.CodeOf(StatusCodes.Status421MisdirectedRequest), detail));
    }
}
