using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Api.Office;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Finding;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Visitors;

/// <summary>What the pages of visitors show. Each look is on record, by the same call as the API's.</summary>
internal sealed class VisitorDesk(PeopleLookup lookup, SiteFile site, ResidentDirectory residents, OfficeRecords records, TimeProvider time)
{
    private const int RowsAPage = 50;
    private const int MostHosts = 12;

    public VisitorsModel List(HttpContext context, Language language, string text, bool ended, int page)
    {
        var caller = context.Caller();
        var mayIssue = Roles.Desk.HasFlag(caller.Role);
        var all = lookup.Find(new PeopleRequest.Visits(caller.Name, ended)).Visits!;
        VisitLine[] found = [.. all.Where(visit => IsMeant(visit, text)).Reverse()];
        var from = Math.Clamp(page - 1, 0, found.Length / RowsAPage) * RowsAPage;
        return new VisitorsModel(text, ended, [.. found.Skip(from).Take(RowsAPage).Select(visit => Row(visit, language, mayIssue))],
            found.Length, found.Count(visit => visit.Used > 0), from + RowsAPage < found.Length
                ? $"/visitors?text={Uri.EscapeDataString(text)}{(ended ? "&ended=true" : "")}&page={(from / RowsAPage) + 2}" : null,
            mayIssue);
    }

    public HostModel Hosts(HttpContext context, Language language, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new HostModel("", [], false);
        }

        var answer = lookup.Find(new PeopleRequest.List(context.Caller().Name, text, null, null, null, false,
            false, false, null, MostHosts));
        return new HostModel(text, [.. answer.People.Select(person => new HostRow(person.Id, person.Name, person.Home ?? "",
            Kind(person.Kind, language)))], answer.Next is not null);
    }

    /// <returns>Null where there is nobody of that id.</returns>
    public PassForm? Form(HttpContext context, Language language, string host)
    {
        if (residents.WithId(new PersonId(host)) is not { } person)
        {
            return null;
        }

        var line = lookup.Find(new PeopleRequest.Show(context.Caller().Name, host)).Person!.Line;
        var admitting = residents.DoorsOf(person);
        return new PassForm(new HostRow(host, line.Name, line.Home ?? "", Kind(line.Kind, language)),
            [.. site.Doors.Where(door => admitting.Count == 0 || admitting.Contains(door.Id)).Select(door => new DoorChoice(door.Id,
                site.DoorName(door.Id), admitting.Count > 0 || door.Ring == Ring.Entrance))], Guid.NewGuid().ToString("n"));
    }

    /// <returns>Null where there is no such pass.</returns>
    public PassModel? Pass(HttpContext context, Language language, string pass)
    {
        if (lookup.Find(new PeopleRequest.Visit(context.Caller().Name, pass)).Visit is not { } file)
        {
            return null;
        }

        var line = file.Line;
        var isOver = line.Cancelled || line.ValidTo <= time.GetUtcNow();
        return new PassModel(Row(line, language, isLinked: false), file.Phone ?? "", line.Plate ?? "",
            OfficeTexts.Used(line.Used ?? 0, line.MostUses).In(language), !isOver, !isOver,
            records.Visit(line.Pass)?.Tag ?? "");
    }

    private VisitorRow Row(VisitLine visit, Language language, bool isLinked)
    {
        var (state, tone) = StateOf(visit);
        return new VisitorRow(visit.Pass, visit.Name ?? VisitorTexts.NoName.In(language), string.Join(" · ", ((string?[])[visit.Phone,
            visit.Plate]).OfType<string>()), visit.HostHome is { } home ? $"{visit.Host} {home}" : visit.Host,
            VisitorTexts.Between(site.Written(visit.ValidFrom), site.Written(visit.ValidTo)).In(language),
            Wording.Join(ListTexts.Comma, visit.Doors).In(language), state.In(language), tone, isLinked ? $"/visitors/{visit.Pass}" : null);
    }

    private (Wording Words, string Tone) StateOf(VisitLine visit) => visit switch
    {
        { Cancelled: true } => (OfficeTexts.Cancelled, "unknown"),
        _ when visit.ValidTo <= time.GetUtcNow() => (visit.Used > 0 ? VisitorTexts.CameOver(visit.Used.Value) : VisitorTexts.NeverCame,
            "unknown"),
        { Used: > 0 } => (VisitorTexts.Came(visit.Used.Value, visit.MostUses), "good"),
        _ => (VisitorTexts.Expected, "busy"),
    };

    private static string Kind(PersonKind? kind, Language language) => kind is { } known ? PersonDescription.Of(known).In(language) : "";

    /// <summary>Whatever stands in the row, and the sound of the names.</summary>
    private static bool IsMeant(VisitLine visit, string text) => text.Split((char[])[' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries)
        .All(word => ((string?[])[visit.Name, visit.Plate, visit.Host, visit.HostHome, visit.Phone, visit.Pass]).OfType<string>()
            .Any(one => one.Contains(word, StringComparison.OrdinalIgnoreCase))
            || ((string?[])[visit.Name, visit.Host]).OfType<string>().Any(name => word.All(char.IsAsciiLetter)
                && Pinyin.Matches(name, word)));
}
