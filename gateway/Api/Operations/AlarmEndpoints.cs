using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>Those that go on, then those that ended and that nobody has acknowledged; the oldest first.</summary>
internal sealed record AlarmList(IReadOnlyList<AlarmStatus> Alarms);

/// <summary>Which alarms somebody has taken notice of.</summary>
/// <param name="Alarm">Its name; nothing for all.</param>
internal sealed record Acknowledgement(string? Alarm = null);

internal static class AlarmEndpoints
{
    public static void MapAlarms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alarms", (SiteAlarms alarms, EventLedger ledger) =>
        {
            var all = alarms.All;

            // Nobody hears of what a power cut could take back.
            ledger.FlushAlarms();
            return TypedResults.Ok(new AlarmList(all));
        }).WithName("listAlarms").WithSummary("What goes on, and what nobody has acknowledged").For(Roles.Staff);
        api.MapPost("/alarms/acknowledgements", Acknowledge).WithName("acknowledgeAlarm")
            .WithSummary("Puts on record that somebody has taken notice")
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Duty);
    }

    /// <summary>An alarm's name may hold a slash, so that it stands in the body.</summary>
    private static Results<Ok<AcknowledgeAnswer>, ProblemHttpResult> Acknowledge(Acknowledgement acknowledgement, HttpContext context,
        SiteAlarms alarms, EventLedger ledger, SiteFile site)
    {
        var found = alarms.Acknowledge(acknowledgement.Alarm, context.Caller().Name);
        ledger.FlushAlarms();
        return found.Count == 0 && acknowledgement.Alarm is { } named
            ? ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchAlarm", ApiTexts.NoSuchAlarm(named), site.Language)
            : TypedResults.Ok(new AcknowledgeAnswer(found));
    }
}
