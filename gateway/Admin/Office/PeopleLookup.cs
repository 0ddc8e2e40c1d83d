using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin.Office;

/// <summary>Shows the office its people. Who looked at whom is on record before the answer is given (Personal Information Protection Law,
/// art. 51 and 54); what was typed is not.</summary>
internal sealed class PeopleLookup(SiteFile site, ResidentDirectory residents, RegistryStore registry, EventLedger ledger,
    PassUses? uses = null, CareWatch? care = null)
{
    public const int MostPeople = 1000;

    /// <summary>Of a search for whoever has no business with people's files: more is no search.</summary>
    public const int MostEntries = 20;

    private readonly PersonFinder _finder = new(residents);
    private readonly NoticeFormatter _notices = new(site, residents);
    private readonly CardFinder _cards = new(residents);
    private readonly PeopleView _view = new(site, residents, registry, uses);

    public PeopleAnswer Find(PeopleRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Operator))
        {
            return Refused(AdminTexts.SayWhoLooks);
        }

        return request switch
        {
            PeopleRequest.List { Limit: < 1 or > MostPeople } => Refused(AdminTexts.PageSize(MostPeople)),
            PeopleRequest.List list => List(list),
            PeopleRequest.Show show => Show(show),
            PeopleRequest.Households { Limit: < 1 or > MostPeople } => Refused(AdminTexts.PageSize(MostPeople)),
            PeopleRequest.Households households => Households(households),
            PeopleRequest.Visits visits => Visits(visits),
            PeopleRequest.Care asked => Care(asked),
            PeopleRequest.Notices asked => Notices(asked),
            PeopleRequest.Visit visit => Visit(visit),
            PeopleRequest.Card card => Card(card),
            PeopleRequest.Directory asked => Directory(asked),
            _ => throw new InvalidOperationException(request.GetType().Name),
        };
    }

    private PeopleAnswer List(PeopleRequest.List list)
    {
        var now = ledger.Time.GetUtcNow();
        var (building, unit) = (list.Building is null ? null : Home.Bare(list.Building), list.Unit is null ? null : Home.Bare(list.Unit));
        Resident[] all = [.. (list.Text is { } text ? _finder.Find(text) : list.ByName ? _finder.ByName : _finder.All)
            .Where(IsAskedFor)];
        var from = list.After is { } after ? Array.FindIndex(all, person => person.Id.Value == after) + 1 : 0;
        if (list.After is not null && from == 0)
        {
            return Refused(AdminTexts.BadCursor);
        }

        Resident[] page = [.. all.Skip(from).Take(list.Limit)];
        ledger.Append(new PeopleLookedUp(list.Operator, list.Text is null ? "list" : "find", page.Length));
        return new PeopleAnswer([.. page.Select(_view.Line)], all.Length, from + page.Length < all.Length ? page[^1].Id.Value : null,
            null, [], null);

        bool IsAskedFor(Resident person)
        {
            var home = residents.HouseholdOf(person)?.Home;
            return (building is null || home?.Building == building)
                && (unit is null || home?.Unit == unit)
                && (list.As is null || person.Details.Kind == list.As)
                && (!list.Blocked || person.Blocked)
                && (!list.Ended || person.ValidTo <= now)
                && (!list.Homeless || home is null)
                && (!list.AskErasure || ErasureWish.Stands(person.Details.Notes));
        }
    }

    private PeopleAnswer Show(PeopleRequest.Show show)
    {
        if (_finder.Resolve(show.Person).Person is not { } person)
        {
            return Refused(_finder.NotOne(show.Person));
        }

        ledger.Append(new PeopleLookedUp(show.Operator, "show", 1, person.Id.Value));
        return new PeopleAnswer([], 1, null, _view.File(person), [], null);
    }

    private PeopleAnswer Directory(PeopleRequest.Directory asked)
    {
        Resident[] found = [.. _finder.Find(asked.Text).Take(MostEntries + 1)];
        var shown = found.Length > MostEntries ? [] : found;
        ledger.Append(new PeopleLookedUp(asked.Operator, "directory", shown.Length));
        return found.Length > MostEntries ? Refused(AdminTexts.TooMany(MostEntries))
            : new PeopleAnswer([], shown.Length, null, null, [], null) { Directory = [.. shown.Select(_view.Entry)] };
    }

    private PeopleAnswer Card(PeopleRequest.Card asked)
    {
        var (held, refused) = _cards.Find(asked.Number, asked.Format, asked.Or);
        if (held is not var (holder, card))
        {
            return Refused(refused!);
        }

        ledger.Append(new PeopleLookedUp(asked.Operator, "card", 1, holder.Id.Value));
        return new PeopleAnswer([], 1, null, null, [], null) { Card = _view.File(holder, card) };
    }

    private PeopleAnswer Care(PeopleRequest.Care asked)
    {
        var one = asked.Person is { } named ? _finder.Resolve(named).Person : null;
        if (asked.Person is not null && one is null)
        {
            return Refused(_finder.NotOne(asked.Person));
        }

        Resident[] people = [.. _finder.All.Where(person => person.Details.Care is not null && (one is null || person.Id == one.Id))];
        ledger.Append(new PeopleLookedUp(asked.Operator, "care", people.Length, one?.Id.Value));
        if (one is not null && people.Length == 0)
        {
            return Refused(CareTexts.NotAgreed(one.Name));
        }

        return new PeopleAnswer([], people.Length, null, null, [], null, null, [.. people.Select(person => new CareLine(person.Id.Value,
            person.Name, residents.HouseholdOf(person)?.Home?.ToString(), _view.Said(person.Details.Care!, Shown(asked))))],
            [.. Standing.Where(notice => one is null || notice.Person == one.Id.Value)])
        {
            Plan = one is null ? null : _view.Care(one, Shown(asked)),
        };
    }

    private static NumbersShown Shown(PeopleRequest.Care asked) => asked.Person is null ? NumbersShown.None
        : asked.Own ? NumbersShown.Given : NumbersShown.All;

    private PeopleAnswer Notices(PeopleRequest.Notices asked)
    {
        NoticeLine[] standing = [.. Standing];
        ledger.Append(new PeopleLookedUp(asked.Operator, "notices", standing.Length));
        return new PeopleAnswer([], standing.Length, null, null, [], null, Notices: standing);
    }

    private IEnumerable<NoticeLine> Standing => (care?.Standing ?? []).Select(notice => new NoticeLine(notice.Notice, notice.At,
        _notices.Format(notice).In(site.Language),
        _notices.Carers(notice) is { En.Length: > 0 } carers ? CareTexts.Tell(carers).In(site.Language) : null, notice.Kind,
        notice.Person));

    private PeopleAnswer Households(PeopleRequest.Households asked)
    {
        if (asked.Home is { } named && residents.Named(named) is null)
        {
            return Refused(PeopleTexts.NobodyLives(named));
        }

        Household[] all = asked.Home is { } home ? [residents.Named(home)!]
            : [.. residents.Households.Where(one => asked.Building is not { } building || one.Home?.Building == Home.Bare(building))
                .OrderBy(one => one.Home is null).ThenBy(one => one.Home, HomeOrder.Instance)
                .ThenBy(one => one.Id.Value, StringComparer.Ordinal)];
        var from = asked.After is { } after ? Array.FindIndex(all, one => one.Id.Value == after) + 1 : 0;
        if (asked.After is not null && from == 0)
        {
            return Refused(AdminTexts.BadCursor);
        }

        Household[] page = [.. all.Skip(from).Take(asked.Limit ?? all.Length)];
        ledger.Append(new PeopleLookedUp(asked.Operator, "households", page.Sum(one => residents.MembersOf(one.Id).Count)));
        return new PeopleAnswer([], all.Length, from + page.Length < all.Length ? page[^1].Id.Value : null, null,
            [.. page.Select(_view.Line)], null);
    }

    private PeopleAnswer Visits(PeopleRequest.Visits asked)
    {
        var now = ledger.Time.GetUtcNow();
        VisitLine[] lines = [.. residents.Visits.Where(visit => asked.Ended || (visit.ValidTo > now && visit.CancelledAt is null))
            .Where(visit => asked.Host is null || visit.Host.Value == asked.Host)
            .OrderBy(visit => visit.ValidFrom).ThenBy(visit => visit.Pass, StringComparer.Ordinal).Select(_view.Line)];
        ledger.Append(new PeopleLookedUp(asked.Operator, "visits", lines.Length, asked.Host));
        return new PeopleAnswer([], lines.Length, null, null, [], null, lines);
    }

    private PeopleAnswer Visit(PeopleRequest.Visit asked)
    {
        if (residents.VisitOf(VisitorPasses.IdOf(asked.Pass)) is not { } visit)
        {
            return Refused(PeopleTexts.NoPass(asked.Pass));
        }

        ledger.Append(new PeopleLookedUp(asked.Operator, "visit", 1, visit.Host.Value));
        return new PeopleAnswer([], 1, null, null, [], null) { Visit = _view.File(visit) };
    }

    private PeopleAnswer Refused(Wording why) => new([], 0, null, null, [], why.In(site.Language));
}
