using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Office;

/// <summary>Visitors' passes, issued and shown. A pass is signed anew wherever it is shown, and is the same text each time: it is kept
/// nowhere.</summary>
internal sealed class VisitorCodes(SiteFile site, Acts acts, OfficeRecords records, PeopleLookup lookup, RightsChanges rights)
{
    public const string PictureType = "image/png";
    public const string PageType = "text/html; charset=utf-8";

    /// <param name="at">Where visits are.</param>
    public Task<IResult> IssueAsync(HttpContext context, string at, RightsRequest.PassRequest request) => acts.DoAsync(context,
        new Act("pass", null, request)
        {
            After = records.Visit,
            Answer = (_, pass) => TypedResults.Created($"{at}/{pass}", new IssuedPass(pass!, records.VisitOf(pass!) is { } visit
                ? rights.TextOf(visit) : null)),
        }, request);

    /// <param name="host">Whose visitor alone; null for anybody's.</param>
    public IResult Picture(HttpContext context, string pass, string? host = null) => Shown(context, pass, host, (_, text) =>
        TypedResults.Bytes(VisitorPage.Picture(text), PictureType));

    public IResult Page(HttpContext context, string pass, string? host = null) => Shown(context, pass, host, (visit, text) =>
        TypedResults.Bytes(VisitorPage.Page(site, new RightsRequest.PassRequest(visit.Host.Value, visit.Doors,
            (int)(visit.ValidTo - visit.ValidFrom).TotalHours, visit.MostUses, visit.Name, Plate: visit.Vehicle?.Plate), text), PageType));

    private IResult Shown(HttpContext context, string pass, string? host, Func<Visit, string, IResult> show)
    {
        if (records.VisitOf(pass) is not { } visit || (host is not null && visit.Host.Value != host))
        {
            return Refusals.NotHere(site.Language);
        }

        if (rights.TextOf(visit) is not { } text)
        {
            return ApiProblem.Of(StatusCodes.Status410Gone, "passOver", RecordTexts.PassOver, site.Language);
        }

        lookup.Find(new PeopleRequest.Visit(context.Caller().Name, pass));
        return show(visit, text);
    }
}
