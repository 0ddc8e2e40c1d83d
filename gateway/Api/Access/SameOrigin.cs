using Zhuhui.Edge.Gateway.Api.Listening;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Access;

/// <summary>
/// A browser sends a session's cookie with whatever it is made to send. So what changes something by a session must come from the
/// gateway's own pages: the browser says so in Sec-Fetch-Site, which no page can set (all browsers since 2023), an older one in Origin.
/// That holds for scripts and for plain forms, and needs no token in a page. SameSite=Strict alone would let another port of this host in,
/// which is the same site. A program brings a token instead of a cookie, and neither header.
/// </summary>
internal static class SameOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app, SiteFile site) => app.Use((context, next) =>
    {
        var method = context.Request.Method;
        if (!ApiListener.IsOver(context) || HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method))
        {
            return next(context);
        }

        var isBySession = context.User.Identity?.AuthenticationType == SessionScheme.Id;
        return IsOwn(context.Request) ?? !isBySession ? next(context)
            : ApiProblem.Of(StatusCodes.Status403Forbidden, "crossSite", AccountTexts.CrossSite, site.Language).ExecuteAsync(context);
    });

    /// <returns>Whether it comes from a page of this very origin; null where nothing says whence.</returns>
    public static bool? IsOwn(HttpRequest request) =>
        request.Headers[FetchSite] is { Count: > 0 } site ? site.Count == 1 && site[0] == "same-origin"
        : request.Headers.Origin is { Count: > 0 } origin
            ? origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        : null;
}
