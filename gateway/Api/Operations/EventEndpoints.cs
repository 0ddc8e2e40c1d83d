using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Problems;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Api.Operations;

/// <summary>Which events are wanted.</summary>
/// <param name="Door">One of the site file's.</param>
/// <param name="Kind">A type (passage.granted) or the first part of one (passage).</param>
/// <param name="Person">An id or a name; for the office and the administrator alone.</param>
/// <param name="Cursor">The next of the page before.</param>
/// <param name="Limit">1 to 1000; 100 where nothing is said.</param>
internal sealed record EventFilter(DateTimeOffset? From, DateTimeOffset? To, string? Door, string? Kind, EventStream? Stream,
    string? Person, string? Cursor, int? Limit);

/// <param name="Text">In words: with names for the office and the administrator, without for the guard, none for the district and the
/// technician.</param>
/// <param name="Person">By id; for the office and the administrator alone, as is the record.</param>
/// <param name="Record">As it is in the journal.</param>
internal sealed record ShownEvent(DateTimeOffset At, EventStream Stream, long Seq, string Type, string? Door, string? Text, string? Person,
    JsonNode? Record);

/// <summary>Newest first.</summary>
/// <param name="Next">The cursor of the page after this one; none at the end. A page may hold fewer events than asked for, or none, and
/// still go on.</param>
internal sealed record EventList(IReadOnlyList<ShownEvent> Events, string? Next);

internal static partial class EventEndpoints
{
    /// <summary>Who sees whom. Each look is on record.</summary>
    private const Role Named = Roles.Desk;

    private const int UsualLimit = 100;

    public static void MapEvents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/events", Find).WithName("listEvents").WithSummary("What happened, newest first").For(Roles.Readers);
        api.MapGet("/events/{stream}/{seq:long:min(1)}", One).WithName("getEvent").WithSummary("One record of a journal")
            .For(Roles.Readers);
    }

    /// <summary>Whether a caller's text is one that a page before can have ended at.</summary>
    public static bool IsCursor(string text) => Cursor().IsMatch(text);

    private static Results<Ok<EventList>, ProblemHttpResult> Find([AsParameters] EventFilter filter, HttpContext context,
        EventLookup lookup, EventFormatter text, SiteFile site)
    {
        var caller = context.Caller();
        var isNamed = Named.HasFlag(caller.Role);
        if (filter.Person is not null && !isNamed)
        {
            return ApiProblem.Of(StatusCodes.Status403Forbidden, "personFilter", ApiTexts.NoPersonFilter, site.Language);
        }

        if (BadFilter.Misnamed<EventStream>(context, "stream", site.Language) is { } misnamed)
        {
            return misnamed;
        }

        if (filter.Cursor is not null && !IsCursor(filter.Cursor))
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, "badCursor", ApiTexts.BadCursor, site.Language);
        }

        var request = new EventsRequest(isNamed ? caller.Name : null, filter.From, filter.To, filter.Door, filter.Person,
            filter.Kind, filter.Stream is { } stream ? EventLedger.NameOf(stream) : null, filter.Cursor, filter.Limit ?? UsualLimit);
        if (lookup.Judge(request) is { } refused)
        {
            return BadFilter.Of(refused.Field, refused.Why, site.Language);
        }

        var answer = lookup.Find(request);
        return TypedResults.Ok(new EventList([.. answer.Events.Select(one => Show(one, caller.Role, text))], answer.Next));
    }

    private static Results<Ok<ShownEvent>, ProblemHttpResult> One(string stream, long seq, HttpContext context, EventLookup lookup,
        EventFormatter text, SiteFile site)
    {
        var caller = context.Caller();
        var named = Enum.GetValues<EventStream>().Where(one => EventLedger.NameOf(one) == stream).Select(one => (EventStream?)one)
            .FirstOrDefault();
        return named is { } known && lookup.One(known, seq, Named.HasFlag(caller.Role) ? caller.Name : null) is { } found
            ? TypedResults.Ok(Show(found, caller.Role, text))
            : ApiProblem.Of(StatusCodes.Status404NotFound, "noSuchEvent", ApiTexts.NoSuchEvent(stream, seq), site.Language);
    }

    private static ShownEvent Show(EventLine one, Role role, EventFormatter text)
    {
        var stream = Enum.Parse<EventStream>(one.Stream, ignoreCase: true);
        return Named.HasFlag(role)
            ? new ShownEvent(one.At, stream, one.Seq, one.Type, one.Door, one.Text, one.Person, JsonNode.Parse(one.Record))
            : new ShownEvent(one.At, stream, one.Seq, one.Type, one.Door,
                Roles.Unnamed.HasFlag(role) ? null : text.Unnamed.Format(one.Type, one.Record), null, null);
    }

    /// <summary>As the event index makes them.</summary>
    [GeneratedRegex(@"^[0-9]{19}\.[a-z]+\.[0-9]{12}\z")]
    private static partial Regex Cursor();
}
