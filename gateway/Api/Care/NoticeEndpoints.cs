using System.Text;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Care;

/// <summary>Quiet notices: those that nobody has seen to, and who has seen to the others. Whoever works here goes to ask after somebody,
/// and is shown by name whom; who looked is on record.</summary>
internal static class NoticeEndpoints
{
    private const int UsualLimit = 100;

    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        api.MapGet("/care/notices", (HttpContext context, PeopleLookup lookup) => TypedResults.Ok(new NoticeList(lookup.Find(
            new PeopleRequest.Notices(context.Caller().Name)).Notices!)))
            .WithName("listNotices").WithSummary("The notices that nobody has seen to").For(Roles.Staff);
        api.MapGet("/care/notices/acknowledged", Seen).WithName("listSeenNotices").WithSummary("The others, and who has seen to them")
            .Produces<SeenNoticeList>().ProducesProblem(StatusCodes.Status400BadRequest).For(Roles.Staff);
        api.MapPost("/care/notices/acknowledgements", Acknowledge).WithName("acknowledgeNotice")
            .WithSummary("Puts on record that somebody has seen to a notice, or to all")
            .Produces<NoticeAnswer>().ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Staff);
    }

    private static IResult Acknowledge(NoticeInput seen, HttpContext context, NoticeBook notices, SiteFile site)
    {
        var found = notices.Acknowledge(seen.Notice, context.Caller().Name);
        return found.Notices.Count == 0 && seen.Notice is not null
            ? ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchNotice", CareTexts.NoNotice, site.Language) : TypedResults.Ok(found);
    }

    private static IResult Seen(HttpContext context, EventLookup lookup, SiteFile site, string? cursor = null, int limit = UsualLimit)
    {
        if (cursor is not null && !EventEndpoints.IsCursor(cursor))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badCursor", ApiTexts.BadCursor, site.Language);
        }

        var answer = lookup.Find(new EventsRequest(context.Caller().Name, null, null, null, null, EventTypes.NoticeAcknowledged, null,
            cursor, limit));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused)
            : TypedResults.Ok(new SeenNoticeList([.. answer.Events.Select(Shown).OfType<SeenNotice>()], answer.Next));
    }

    private static SeenNotice? Shown(EventLine line) => EventJson.ReadRecord(line.Type, Encoding.UTF8.GetBytes(line.Record))
        is NoticeAcknowledged one ? new SeenNotice(one.Notice, line.At, line.Text!, one.Kind, one.Person, one.Operator) : null;
}
