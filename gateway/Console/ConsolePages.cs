using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Api.Limits;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Console.Arming;
using Zhuhui.Edge.Gateway.Console.Assets;
using Zhuhui.Edge.Gateway.Console.Days;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Console.Entry;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Console.History;
using Zhuhui.Edge.Gateway.Console.Homes;
using Zhuhui.Edge.Gateway.Console.Lists;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Console.Mine;
using Zhuhui.Edge.Gateway.Console.Newcomers;
using Zhuhui.Edge.Gateway.Console.Notified;
using Zhuhui.Edge.Gateway.Console.Passages;
using Zhuhui.Edge.Gateway.Console.Plan;
using Zhuhui.Edge.Gateway.Console.QuietNotices;
using Zhuhui.Edge.Gateway.Console.Residents;
using Zhuhui.Edge.Gateway.Console.Self;
using Zhuhui.Edge.Gateway.Console.SiteText;
using Zhuhui.Edge.Gateway.Console.Upkeep;
using Zhuhui.Edge.Gateway.Console.Users;
using Zhuhui.Edge.Gateway.Console.Views;
using Zhuhui.Edge.Gateway.Console.Visitors;
using Zhuhui.Edge.Gateway.Console.Wiring;
using Zhuhui.Edge.Gateway.Console.Zones;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The console: pages for people, over the API's listener and with the API's logins.</summary>
internal static class ConsolePages
{
    /// <summary>Nothing from elsewhere, no script and no style within a page; nobody puts it into a frame.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /policy-reports";

    /// <summary>All pages; whoever adds one adds it here.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseAntiforgery();
        SpokenRooms.Use(app);
        var pages = Group(app).WithMetadata(new SpokenPage());
        ConsoleAssets.Instance.Map(pages);
        pages.MapPolicyReports();
        pages.MapEntry();
        pages.MapSheets();
        pages.MapDuty();
        pages.MapPlacePages();
        pages.MapPeoplePages();
        pages.MapNewPerson();
        pages.MapPersonPages();
        pages.MapPersonActPages();
        pages.MapTaps();
        pages.MapFaceTakes();
        pages.MapCardPages();
        pages.MapHouseholdPages();
        pages.MapSelf();
        pages.MapUsers();
        pages.MapBackups();
        pages.MapAudit();
        pages.MapSystem();
        pages.MapOutsidePages();
        pages.MapMine();
        pages.MapVisitors();
        pages.MapHistory();
        pages.MapLists();
        pages.MapQuietNotices();
        pages.MapPassages();
        pages.MapCalendar();
        pages.MapSiteFile();
        pages.MapWiring();
        pages.MapZones();
        pages.MapPlan();
    }

    /// <summary>What all pages have in common: what a browser may do with them, and that their forms are their own.</summary>
    public static RouteGroupBuilder Group(WebApplication app)
    {
        var pages = app.MapGroup("").ExcludeFromDescription()
            .WithMetadata(new BodyLimit(BodyLimit.Usual), new RequireAntiforgeryTokenAttribute());
        pages.AddEndpointFilter(async (call, next) =>
        {
            call.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            if (call.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false, Error: var error })
            {
                throw new BadHttpRequestException("the form's token is not this browser's", error!);
            }

            ProblemAnswers.RefuseOtherThanUtf8(call.HttpContext.Request);
            await FormEncoding.RefuseOtherThanUtf8Async(call.HttpContext.Request);
            return await next(call);
        });
        return pages;
    }
}
