using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Care;

/// <summary>Who is looked after, by consent, and how.</summary>
internal static class CareEndpoints
{
    public static void MapCare(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notices/care", (SiteFile site) => Notice.InForce(site, NoticeOn.Care) is var notice
            ? TypedResults.Ok(new NoticeText(notice.Version, notice.Digest, notice.Text)) : null!)
            .WithName("getCareNotice").WithSummary("What people read before they agree to be looked after").ForAll();
        api.MapGet("/care", List).WithName("listCare").WithSummary("Who is looked after, and how").Produces<Page<CareLine>>()
            .For(Roles.Desk);
        api.MapGet("/people/{id}/care", (string id, HttpContext context, CareActs care) => care.Show(context, id))
            .WithName("getCare").WithSummary("How one person is looked after").Shows<CareFile>().For(Roles.Desk);
        api.MapPost("/people/{id}/care", (string id, CareInput agreed, HttpContext context, CareActs care) => care.DoAsync(context, id,
            "care-agree", new RightsRequest.CareAgreement(id, agreed.Witness, agreed.Guardian, Settings(agreed.Care), agreed.Notice),
            isAgreement: true))
            .WithName("agreeToCare").WithSummary("The person, or a guardian, agrees to have the person looked after").Changes()
            .For(Roles.Desk);
        api.MapPatch("/people/{id}/care", (string id, CarePatch patch, HttpContext context, CareActs care) => care.DoAsync(context, id,
            "care-change", new RightsRequest.CareChange(id, patch.ToSettings())))
            .WithName("changeCare").WithSummary("Other hours, or others to tell").Changes().For(Roles.Desk);
        api.MapDelete("/people/{id}/care", (string id, HttpContext context, CareActs care) => care.DoAsync(context, id, "care-withdraw",
            new RightsRequest.CareWithdrawal(id)))
            .WithName("withdrawCare").WithSummary("The consent is withdrawn: it ends at once, and what was set is erased").Changes()
            .For(Roles.Desk);
        api.MapPost("/people/{id}/care/away", (string id, AwayInput away, HttpContext context, CareActs care) => care.DoAsync(context, id,
            "care-away", new RightsRequest.CareAway(id, null, away.From, away.To)))
            .WithName("setAway").WithSummary("Nothing is looked after on these days").Changes().For(Roles.Desk);
        api.MapDelete("/people/{id}/care/away", (string id, HttpContext context, CareActs care) => care.DoAsync(context, id, "care-back",
            new RightsRequest.CareAway(id, null, null, null)))
            .WithName("clearAway").WithSummary("All such days are struck out").Changes().For(Roles.Desk);
        api.MapPost("/households/{id}/away", (string id, AwayInput away, HttpContext context, OfficeActs acts) =>
            acts.OnHouseholdAsync(context, id, "care-away", new RightsRequest.CareAway(null, id, away.From, away.To)))
            .WithName("setHouseholdAway").WithSummary("The same for all of a household who are looked after").Changes().For(Roles.Desk);
        api.MapDelete("/households/{id}/away", (string id, HttpContext context, OfficeActs acts) =>
            acts.OnHouseholdAsync(context, id, "care-back", new RightsRequest.CareAway(null, id, null, null)))
            .WithName("clearHouseholdAway").WithSummary("All such days of theirs are struck out").Changes().For(Roles.Desk);
    }

    public static void MapOwnCare(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/care", (HttpContext context, CareActs care) => care.Own(context, id => Task.FromResult(care.Show(context, id,
            own: true)))).WithName("getMyCare").WithSummary("How I am looked after").Shows<CareFile>().For(Role.Resident);
        api.MapPost("/me/care", (OwnCareInput agreed, HttpContext context, CareActs care) => care.Own(context, id => care.DoAsync(context,
            id, "care-agree", new RightsRequest.CareAgreement(id, context.Caller().Name, null, Settings(agreed.Care), agreed.Notice,
            ByPerson: true), isAgreement: true, own: true)))
            .WithName("agreeToMyCare").WithSummary("I live alone, have read the notice on care, and agree to it").Changes()
            .For(Role.Resident);
        api.MapPatch("/me/care", (CarePatch patch, HttpContext context, CareActs care) => care.Own(context, id => care.DoAsync(context, id,
            "care-change", new RightsRequest.CareChange(id, patch.ToSettings(), ByPerson: true), own: true)))
            .WithName("changeMyCare").WithSummary("Other hours, or others to tell").Changes().For(Role.Resident);
        api.MapDelete("/me/care", (HttpContext context, CareActs care) => care.Own(context, id => care.DoAsync(context, id, "care-withdraw",
            new RightsRequest.CareWithdrawal(id, ByPerson: true), own: true)))
            .WithName("withdrawMyCare").WithSummary("I withdraw my consent: it ends at once, and what was set is erased").Changes()
            .For(Role.Resident);
        api.MapPost("/me/care/away", (AwayInput away, HttpContext context, CareActs care) => care.Own(context, id => care.DoAsync(context,
            id, "care-away", new RightsRequest.CareAway(id, null, away.From, away.To, ByPerson: true), own: true)))
            .WithName("setMyAway").WithSummary("I am away on these days").Changes().For(Role.Resident);
        api.MapDelete("/me/care/away", (HttpContext context, CareActs care) => care.Own(context, id => care.DoAsync(context, id,
            "care-back", new RightsRequest.CareAway(id, null, null, null, ByPerson: true), own: true)))
            .WithName("clearMyAway").WithSummary("I am back: all such days are struck out").Changes().For(Role.Resident);
    }

    private static CareSettings Settings(CarePatch? patch) => (patch ?? new CarePatch()).ToSettings();

    private static IResult List(HttpContext context, PeopleLookup lookup)
    {
        var answer = lookup.Find(new PeopleRequest.Care(context.Caller().Name, null));
        return answer.Refused is { } refused ? OfficeActs.Refused(refused) : TypedResults.Ok(new Page<CareLine>(answer.Care!, answer.Total,
            null));
    }
}
