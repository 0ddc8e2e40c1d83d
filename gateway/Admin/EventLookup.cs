using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What somebody wants to see of the past.</summary>
/// <param name="Operator">Who looks; null shows no names, and nobody has to know who looks.</param>
/// <param name="Person">An id, or a name where <paramref name="Operator"/> is given.</param>
/// <param name="Kind">A type (<c>passage.granted</c>) or the first part of one (<c>passage</c>).</param>
/// <param name="Stream">The journal, for example <c>alarms</c>.</param>
/// <param name="Before">Where the page before this one ended.</param>
internal sealed record EventsRequest(string? Operator, DateTimeOffset? From, DateTimeOffset? To, string? Door, string? Person, string? Kind,
    string? Stream, string? Before, int Limit)
{
    /// <summary>Only events that have this in their words; null for all.</summary>
    public string? Text { get; init; }
}

/// <param name="Text">The event in words, with names; null where nobody said who looks.</param>
/// <param name="Record">The record as journaled.</param>
internal sealed record EventLine(DateTimeOffset At, string Stream, long Seq, string Type, string? Door, string? Person, string? Text,
    string Record);

/// <summary>A page of events, newest first.</summary>
/// <param name="Next">Where to go on; null at the end. A page may hold fewer events than asked for and still go on.</param>
/// <param name="Refused">Why nothing is shown; null where something is.</param>
internal sealed record EventsAnswer(IReadOnlyList<EventLine> Events, string? Next, string? Refused);

/// <summary>Why nothing is looked for.</summary>
/// <param name="Field">Of the request, as callers name it.</param>
internal sealed record EventsRefusal(string Field, Wording Why);

/// <summary>Looks into the past for staff. Where names are shown, who looked at whom is on record before the answer is given (Personal
/// Information Protection Law, art. 51 and 54).</summary>
internal sealed class EventLookup(EventBuffer buffer, EventFormatter text, ResidentDirectory residents, EventLedger ledger, SiteFile site)
{
    public const int MostEvents = 1000;

    /// <summary>So many searches a page: beyond that the operator asks for the next page.</summary>
    private const int MostSearches = 10;

    private const int SearchedAtOnce = 20_000;

    /// <summary>To make an event's words takes longer than to read it.</summary>
    private const int WordedAtOnce = 6_000;

    /// <summary>A kind or a journal that there is not: of it nothing can have happened, and an empty list would say that nothing
    /// did.</summary>
    /// <returns>Null where each word is one that there is.</returns>
    public static EventsRefusal? Misnamed(EventsRequest request) => request switch
    {
        { Kind: { } kind } when !EventTypes.IsKind(kind) =>
            new EventsRefusal("kind", AdminTexts.NoSuchKind(kind, Wording.Join(ListTexts.Comma, EventTypes.Kinds))),
        { Stream: { } stream } when !EventLedger.Names.Contains(stream) =>
            new EventsRefusal("stream", AdminTexts.NoSuchStream(stream, Wording.Join(ListTexts.Comma, EventLedger.Names))),
        _ => null,
    };

    /// <returns>Null where nothing is in the way of looking.</returns>
    public EventsRefusal? Judge(EventsRequest request) => request switch
    {
        { Operator: not null } when string.IsNullOrWhiteSpace(request.Operator) => new EventsRefusal("operator", AdminTexts.SayWhoLooks),
        { Limit: < 1 or > MostEvents } => new EventsRefusal("limit", AdminTexts.PageSize(MostEvents)),
        _ when Misnamed(request) is { } misnamed => misnamed,
        { Door: { } door } when site.Doors.All(known => known.Id != door) && !HasHad(door) =>
            new EventsRefusal("door", AdminTexts.NoSuchDoor(door, Wording.Join(ListTexts.Comma, site.Doors.Select(known => known.Id)))),
        { Person: { } named, Operator: not null } when PersonOf(named).Refused is { } several => new EventsRefusal("person", several),
        _ => null,
    };

    /// <param name="searches">Of a page that must come at once, fewer.</param>
    public EventsAnswer Find(EventsRequest request, int searches = MostSearches)
    {
        if (Judge(request) is { } refused)
        {
            return new EventsAnswer([], null, refused.Why.In(text.Language));
        }

        var person = request is { Person: { } named, Operator: not null } ? PersonOf(named).Person : request.Person;
        List<BufferedEvent> found = [];
        var next = request.Before;
        for (var search = 0; search < searches && found.Count < request.Limit && (search == 0 || next is not null); search++)
        {
            var page = buffer.Page(new EventQuery
            {
                From = request.From,
                To = request.To,
                Door = request.Door,
                Person = person,
                Kind = request.Kind,
                Stream = request.Stream,
                Before = next,
                Limit = request.Text is null ? request.Limit - found.Count : WordedAtOnce,
                MostSearched = request.Text is null ? SearchedAtOnce : WordedAtOnce,
            });
            BufferedEvent[] said = [.. page.Events.Where(one => Says(one, request)).Take(request.Limit - found.Count)];
            found.AddRange(said);
            next = found.Count == request.Limit && said.Length > 0 ? said[^1].Cursor : page.Next;
        }

        if (request.Operator is { } who)
        {
            string[] people = [.. found.Select(one => one.Person).OfType<string>().Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)];
            foreach (var part in EventParts.Of(new EventsLookedUp(who, request.From, request.To, request.Door, person, request.Kind,
                request.Stream, found.Count, people)))
            {
                ledger.Append(part);
            }
        }

        return new EventsAnswer([.. found.Select(one => LineOf(one, request.Operator))], next, null);
    }

    /// <summary>One record by its number.</summary>
    /// <param name="who">As <see cref="EventsRequest.Operator"/>.</param>
    /// <returns>Null where there is none.</returns>
    public EventLine? One(EventStream stream, long seq, string? who)
    {
        if (ledger.JournalOf(stream).ReadAfter(seq - 1, 1) is not [{ } record] || record.Seq != seq)
        {
            return null;
        }

        var found = BufferFile.Event(EventLedger.NameOf(stream), record);
        if (who is not null)
        {
            ledger.Append(new EventsLookedUp(who, found.At, found.At, found.Door, null, found.Type, found.Stream, 1,
                found.Person is { } person ? [person] : []));
        }

        return LineOf(found, who);
    }

    /// <summary>A door that was taken out of the site file has its past all the same.</summary>
    private bool HasHad(string door) => buffer.Page(new EventQuery { Door = door, Limit = 1 }).Events.Count > 0;

    private bool Says(BufferedEvent one, EventsRequest request) => request.Text is not { } wanted
        || (request.Operator is null ? text.Unnamed : text).Format(one).Contains(wanted, StringComparison.OrdinalIgnoreCase);

    private EventLine LineOf(BufferedEvent one, string? who) => new(one.At, one.Stream, one.Seq, one.Type, one.Door, one.Person,
        who is null ? null : text.Format(one), one.Json);

    private (string? Person, Wording? Refused) PersonOf(string named)
    {
        if (residents.WithId(new PersonId(named)) is not null)
        {
            return (named, null);
        }

        return residents.All.Where(resident => resident.Name == named).Select(resident => resident.Id.Value).Order(StringComparer.Ordinal)
            .ToArray() switch
        {
            // Somebody who was removed is known by the id alone.
            [] => (named, null),
            [var one] => (one, null),
            var several => (null, AdminTexts.SeveralNamed(several.Length, named, Wording.Join(ListTexts.Comma, several))),
        };
    }
}
