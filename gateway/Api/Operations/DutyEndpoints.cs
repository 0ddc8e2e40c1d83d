using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>Who is on duty, in the order in which they began.</summary>
internal sealed record ShiftList(IReadOnlyList<Shift> OnDuty);

internal static class DutyEndpoints
{
    public static void MapDuties(this IEndpointRouteBuilder api)
    {
        api.MapGet("/duty", (GuardDuty duty) => TypedResults.Ok(new ShiftList(duty.OnDuty)))
            .WithName("listDuty").WithSummary("Who is on duty").For(Roles.Staff);
        api.MapPost("/duty/start", (HttpContext context, GuardDuty duty) => TypedResults.Ok(new ShiftList(duty.Start(context.Caller()
            .Name)))).WithName("startDuty").WithSummary("The caller begins a shift").For(Roles.Duty);
        api.MapPost("/duty/end", (HttpContext context, GuardDuty duty) => TypedResults.Ok(new ShiftList(duty.End(context.Caller()
            .Name)))).WithName("endDuty").WithSummary("The caller ends a shift").For(Roles.Duty);
        api.MapGet("/handover", Results<Ok<HandoverList>, ProblemHttpResult> (HttpContext context, GuardDuty duty, SiteFile site,
            DateTimeOffset? from = null, DateTimeOffset? to = null) => duty.List(context.Caller().Name, from, to,
                site.Language) switch
        {
            ({ } list, _) => TypedResults.Ok(list),
            (_, { } refused) => ApiProblem.Of(StatusCodes.Status400BadRequest, "badShift", refused, site.Language),
            _ => throw new InvalidOperationException(nameof(GuardDuty.List)),
        }).WithName("getHandover").WithSummary("What happened in a shift, and what stands")
            .ProducesProblem(StatusCodes.Status400BadRequest).For(Roles.Staff);
    }
}
