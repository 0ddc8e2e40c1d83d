using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.History;

/// <summary>What the pages of events show: to the office with names, each look on record; to the guard post without.</summary>
internal sealed class HistoryDesk(EventLookup lookup, EventFormatter words, SiteFile site, ResidentDirectory residents)
{
    /// <summary>Whoever sees names.</summary>
    public const Role Named = Roles.Desk;

    private const int RowsAPage = 50;

    private static readonly JsonSerializerOptions _indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public HistoryModel List(HttpContext context, Language language, string? cursor)
    {
        var (caller, filter) = (context.Caller(), HistoryFilter.Of(context.Request.Query));
        var isNamed = Named.HasFlag(caller.Role);
        var (request, problem) = Request(filter, caller, isNamed);
        var answer = problem is not null ? new EventsAnswer([], null, problem.In(language)) : lookup.Find(request with
        {
            Before = cursor,
            Limit = RowsAPage,
        }, searches: 1);
        var text = words.In(language);
        var query = filter.ToQuery();
        return new HistoryModel(filter, Doors(), Kinds(filter.Kind, language),
            [.. answer.Events.Select(one => Row(one, isNamed ? one.Text! : text.Unnamed.Format(one.Type, one.Record)))],
            answer.Events.Count < RowsAPage && answer.Next is { } reached ? site.Written(BufferFile.TimeOf(reached)) : null,
            answer.Next is { } next ? $"/events?{query}{(query.Length > 0 ? "&" : "")}cursor={Uri.EscapeDataString(next)}" : null,
            isNamed ? $"/events/export.csv?{query}" : null, isNamed, answer.Refused);
    }

    /// <summary>Page after page of what a file is to hold; each is on record before it is given.</summary>
    /// <returns>Why there is none; null where there is one.</returns>
    public (IEnumerable<EventsAnswer> Pages, Wording? Problem) Export(HttpContext context)
    {
        var (caller, filter) = (context.Caller(), HistoryFilter.Of(context.Request.Query));
        var (request, problem) = Request(filter, caller, isNamed: true);
        return problem is not null ? ([], problem) : (Pages(), null);

        IEnumerable<EventsAnswer> Pages()
        {
            for (string? before = null; ;)
            {
                var page = lookup.Find(request with { Limit = EventLookup.MostEvents, Before = before });
                yield return page;
                if ((before = page.Next) is null)
                {
                    yield break;
                }
            }
        }
    }

    /// <returns>Null where there is no such event.</returns>
    public EventModel? One(HttpContext context, Language language, string stream, long seq)
    {
        var caller = context.Caller();
        var isNamed = Named.HasFlag(caller.Role);
        var text = words.In(language);
        var known = Enum.GetValues<EventStream>().Where(one => EventLedger.NameOf(one) == stream).Select(one => (EventStream?)one)
            .FirstOrDefault();
        return known is not { } journal
            || lookup.One(journal, seq, isNamed ? caller.Name : null) is not { } found ? null
            : new EventModel(isNamed ? found.Text! : text.Unnamed.Format(found.Type, found.Record),
                site.LocalTime(found.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), found.Type,
                $"{found.Stream} {found.Seq}", found.Door is { } door ? site.DoorName(door) : "", isNamed ? found.Person : null,
                isNamed && found.Person is { } person ? residents.NameOf(person) : "",
                isNamed ? JsonNode.Parse(found.Record)!.ToJsonString(_indented) : null);
    }

    private (EventsRequest Request, Wording? Problem) Request(HistoryFilter filter, Caller caller, bool isNamed)
    {
        var (from, to) = (site.MomentOf(filter.From), site.MomentOf(filter.To, atItsEnd: true));
        var request = new EventsRequest(isNamed ? caller.Name : null, from, to, Said(filter.Door), isNamed ? Said(filter.Person) : null,
            Said(filter.Kind), null, null, RowsAPage)
        {
            Text = Said(filter.Text),
        };
        return (request, (filter.From.Length > 0 && from is null) || (filter.To.Length > 0 && to is null)
            ? HistoryTexts.NoTime : lookup.Judge(request)?.Why);
    }

    private static EventRow Row(EventLine one, string words, string at) => new(at, words, one.Stream == "alarms" ? "bad"
        : one.Type == EventTypes.PassageDenied ? "busy" : "", $"/events/{one.Stream}/{one.Seq}");

    private EventRow Row(EventLine one, string words) => Row(one, words, site.LocalTime(one.At).ToString("MM-dd HH:mm:ss",
        CultureInfo.InvariantCulture));

    private Choice[] Doors() => [.. site.Doors.Select(door => new Choice(door.Id, site.DoorName(door.Id)))];

    private static Choice[] Kinds(string chosen, Language language)
    {
        Choice[] usual = [.. HistoryKinds.All.Select(kind => new Choice(kind.Kind, kind.Words.In(language)))];
        return chosen.Length == 0 || usual.Any(one => one.Value == chosen) ? usual : [.. usual, new Choice(chosen, chosen)];
    }

    private static string? Said(string text) => text.Length > 0 ? text : null;
}
