using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>Those that go on, then those that ended and that nobody has acknowledged; the oldest first.</summary>
internal sealed record AlarmList(IReadOnlyList<AlarmStatus> Alarms, AlarmCounts Counts);

/// <summary>Which alarms somebody has taken notice of.</summary>
/// <param name="Alarm">Its name; nothing for all.</param>
internal sealed record Acknowledgement(string? Alarm = null);

/// <summary>What somebody says about alarms.</summary>
/// <param name="Alarms">Their names; nothing for all that it can be said of.</param>
/// <param name="Note">In one line; no names of people: the record goes to the district, and stays.</param>
/// <param name="TakeOver">Mine also where somebody else has it.</param>
internal sealed record AlarmOrder(AlarmActKind Act, IReadOnlyList<string>? Alarms = null, string? Note = null, bool TakeOver = false);

/// <param name="Because">In words.</param>
/// <param name="By">Who ended it or has it.</param>
internal sealed record RefusedAlarm(string Alarm, AlarmRefusalCode Code, string Because, string? By, DateTimeOffset? At);

/// <param name="Alarms">Those that it was done to.</param>
/// <param name="Refused">Those of the named that it was not done to.</param>
internal sealed record AlarmActed(IReadOnlyList<string> Alarms, IReadOnlyList<RefusedAlarm> Refused);

internal static class AlarmEndpoints
{
    public static void MapAlarms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/alarms", (AlarmBoard alarms, EventLedger ledger) =>
        {
            var all = alarms.All;

            // Nobody hears of what a power cut could take back.
            ledger.FlushAlarms();
            return TypedResults.Ok(new AlarmList(all, alarms.Counts));
        }).WithName("listAlarms").WithSummary("What goes on, and what nobody has acknowledged").For(Roles.Staff);
        api.MapPost("/alarms/acknowledgements", Acknowledge).WithName("acknowledgeAlarm")
            .WithSummary("Puts on record that somebody has taken notice")
            .ProducesProblem(StatusCodes.Status404NotFound).For(Roles.Duty);
        api.MapPost("/alarms/acts", Act).WithName("actOnAlarms")
            .WithSummary("Somebody takes care of alarms (mine), has seen to them (done), or found nothing (false)")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).For(Roles.Duty);
    }

    /// <summary>An alarm's name may hold a slash, so that it stands in the body.</summary>
    private static Results<Ok<AcknowledgeAnswer>, ProblemHttpResult> Acknowledge(Acknowledgement acknowledgement, HttpContext context,
        SiteAlarms alarms, EventLedger ledger, EventFormatter text)
    {
        var named = acknowledgement.Alarm;
        var result = alarms.Act(new AlarmAct(named is null ? null : [named], null, context.Caller().Name));
        ledger.FlushAlarms();
        return result is { Alarms: [], Refused: [var refused, ..] }
            ? ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchAlarm", Words(refused, text), text.Language)
            : TypedResults.Ok(new AcknowledgeAnswer(result.Alarms));
    }

    private static Results<Ok<AlarmActed>, ProblemHttpResult> Act(AlarmOrder order, HttpContext context, SiteAlarms alarms,
        EventLedger ledger, EventFormatter text)
    {
        if (!AlarmAct.IsNote(order.Note))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badNote", ApiTexts.BadNote(AlarmAct.LongestNote), text.Language);
        }

        if (order.Alarms is { Count: 0 or > AlarmAct.MostAlarms })
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "tooManyAlarms", ApiTexts.TooManyAlarms(AlarmAct.MostAlarms),
                text.Language);
        }

        var result = alarms.Act(new AlarmAct(order.Alarms, order.Act, context.Caller().Name, order.Note, order.TakeOver));
        ledger.FlushAlarms();
        return result is { Alarms: [], Refused: [var first, ..] }
            ? ApiProblem.Of(first.Code == AlarmRefusalCode.NoSuchAlarm ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
                JsonNamingPolicy.CamelCase.ConvertName(first.Code.ToString()), Wording.Join(ListTexts.Semicolon,
                result.Refused.Select(one => Words(one, text))), text.Language)
            : TypedResults.Ok(new AlarmActed(result.Alarms, [.. result.Refused.Select(one => new RefusedAlarm(one.Alarm, one.Code,
                Words(one, text).In(text.Language), one.By, one.At))]));
    }

    private static Wording Words(AlarmRefusal refused, EventFormatter text) => WatchFormatter.Format(refused, text.TimeOfDay);
}
