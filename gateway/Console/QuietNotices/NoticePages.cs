using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Operations;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.QuietNotices;

/// <summary>Quiet notices of care: those that nobody has seen to, and who has seen to the others. Whoever works here goes to ask after
/// somebody, and is shown by name whom; who looked is on record.</summary>
internal static class NoticePages
{
    private const int MostSeen = 50;

    public static void MapQuietNotices(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/notices", (HttpContext context, PeopleLookup lookup, EventLookup events, SiteFile site,
            PageAnswers answers, string? cursor) =>
        {
            var who = context.Caller().Name;
            var open = lookup.Find(new PeopleRequest.Notices(who)).Notices!;
            var seen = events.Find(new EventsRequest(who, null, null, null, null, EventTypes.NoticeAcknowledged,
                null, cursor is not null && EventEndpoints.IsCursor(cursor) ? cursor : null, MostSeen), searches: 1);
            return answers.Show<NoticesPage>(context, new NoticesModel(
                [.. open.Select(one => new NoticeRow(one.Notice, site.Written(one.At), one.Text, one.Tell))],
                [.. seen.Events.Select(one => new NoticeRow("", site.Written(one.At), one.Text!, null))],
                seen.Events.Count < MostSeen && seen.Next is { } reached ? site.Written(BufferFile.TimeOf(reached)) : null,
                seen.Next is { } next ? $"/notices?cursor={Uri.EscapeDataString(next)}" : null));
        }).For(Roles.Staff);
        pages.MapPost("/notices", (HttpContext context, [FromForm] string? notice, NoticeBook notices, PageAnswers answers) =>
            notices.Acknowledge(notice, context.Caller().Name).Notices.Count is var count && count == 0
                ? answers.Go("/notices", context, NoticePageTexts.NotOpen, isBad: true)
                : answers.Go("/notices", context, NoticePageTexts.SeenTo(count))).For(Roles.Staff);
    }
}
