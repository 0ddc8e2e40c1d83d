using System.Text.Json;
using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>Turns a whole roster into what is to change, or into everything that is wrong with it. Pure.</summary>
internal static class RosterRules
{
    /// <summary>Groups, schedules and holidays stand in one record, whole.</summary>
    public const int MostPolicyBytes = 64 << 10;

    private const int MostListed = 50;
    private const int MostNameLetters = 100;
    private const int MostPeople = 20_000;
    private const int MostCards = 20;
    private const int MostGroupsOfPerson = 100;

    /// <returns>The change, or its problems: each one line with its path, which names ids and no people.</returns>
    public static (RosterChange? Change, IReadOnlyList<string> Problems) Merge(IReadOnlyList<RosterMessage> parts, RosterGround ground)
    {
        var isWhole = parts[0].Base is null;
        List<string> problems = [];
        RosterPerson[] people = [.. parts.SelectMany(p => p.People ?? [])];
        if (people.Length > MostPeople)
        {
            return (null, [TooMany(people.Length)]);
        }

        RosterGroup[] groups = [.. parts.SelectMany(p => p.Groups ?? [])];
        RosterSchedule[] schedules = [.. parts.SelectMany(p => p.Schedules ?? [])];
        HashSet<string> gone = [.. parts.SelectMany(p => p.RemovedPeople ?? [])];
        HashSet<string> groupsGone = [.. parts.SelectMany(p => p.RemovedGroups ?? [])];
        HashSet<string> schedulesGone = [.. parts.SelectMany(p => p.RemovedSchedules ?? [])];
        if (isWhole && gone.Count + groupsGone.Count + schedulesGone.Count > 0)
        {
            problems.Add("a full roster removes by not naming; removedPeople, removedGroups and removedSchedules are a delta's");
        }

        if (isWhole && people.Length == 0 && ground.People.Any(p => p.IsFromHub))
        {
            // Their faces would be erased for good, out of the backups too.
            problems.Add("people: a full roster that names nobody would shut everybody out; remove people by a delta");
        }

        CheckUnique(problems, "people", people.Select(p => p.Id).Concat(gone));
        CheckUnique(problems, "groups", groups.Select(g => g.Id).Concat(groupsGone));
        CheckUnique(problems, "schedules", schedules.Select(s => s.Id).Concat(schedulesGone));
        var calendar = Calendar(parts, problems);
        ScheduleOptions[] options = [.. schedules.Select((s, i) => Schedule(s, i, ground.Site, problems))];
        problems.AddRange(TimeRules.Problems(options, "schedules").Select(p => p.English));
        var schedulesAfter = RosterEffect.After(isWhole ? [] : ground.InForce.Schedules, s => s.Id, options, schedulesGone);
        var afterSchedules = schedulesAfter.Select(s => s.Id).Concat(ground.Site.Schedules.Select(s => s.Id))
            .ToHashSet(StringComparer.Ordinal);
        AccessGroup[] access = [.. groups.Select((g, i) => Group(g, i, ground.Site, problems))];
        var afterGroups = RosterEffect.After(isWhole ? [] : ground.InForce.Groups, g => g.Id, access, groupsGone);
        var policy = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Groups = afterGroups.Select(g => new { g.Id, g.Doors, g.Schedule }),
            Schedules = schedulesAfter,
            Calendar = calendar,
        }).Length;
        if (policy > MostPolicyBytes)
        {
            problems.Add($"groups, schedules and holidays make {policy} bytes together, and one record holds {MostPolicyBytes}: name "
                + "fewer");
        }

        problems.AddRange(afterGroups.Where(g => g.Schedule is { } named && !afterSchedules.Contains(named))
            .Select(g => $"groups: {g.Id} goes by schedule {g.Schedule}, which there is not"));

        var known = ground.People.ToDictionary(p => p.Id.Value, StringComparer.Ordinal);
        Resident[] residents = [.. people.Select((p, i) => Person(p, i, known.GetValueOrDefault(p.Id), problems))];
        var after = RosterEffect.After(ground.People.Where(p => !isWhole || !p.IsFromHub), p => p.Id.Value, residents, gone);
        problems.AddRange(gone.Where(id => known.TryGetValue(id, out var local) && !local.IsFromHub)
            .Select(id => $"removedPeople: {id} was enrolled at the gateway and is removed there"));
        var names = afterGroups.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(from person in after
                          where person.IsFromHub
                          from name in person.Groups
                          where !names.Contains(name)
                          select $"people: {person.Id} is in group {name}, which there is not");
        problems.AddRange(people.Where(p => known.TryGetValue(p.Id, out var local) && !local.IsFromHub).Select(p => EnrolledHere(p.Id))
            .Distinct());
        if (after.Count > MostPeople)
        {
            problems.Add(TooMany(after.Count));
        }

        problems.AddRange(SharedCards.In(after));

        return problems.Count > 0
            ? (null, problems.Count <= MostListed ? problems : [.. problems.Take(MostListed), $"and {problems.Count - MostListed} more"])
            : (new RosterChange(parts[0].Version, isWhole)
            {
                People = residents,
                PeopleGone = [.. gone.Select(id => new PersonId(id))],
                Groups = access,
                GroupsGone = [.. groupsGone],
                Schedules = options,
                SchedulesGone = [.. schedulesGone],
                Calendar = calendar,
            }, []);
    }

    private static Resident Person(RosterPerson person, int i, Resident? known, List<string> problems)
    {
        var path = $"people[{i}]";
        if (!Regex.IsMatch(person.Id, "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z") || person.Id.StartsWith("v-", StringComparison.Ordinal))
        {
            problems.Add($"{path}.id has 1 to 64 letters, digits, '.', '_' and '-', and does not begin with v-");
        }

        if (string.IsNullOrWhiteSpace(person.Name) || person.Name.Length > MostNameLetters || person.Name.Any(char.IsControl))
        {
            problems.Add($"{path}.name has 1 to {MostNameLetters} letters and no control characters");
        }

        RosterWords.CheckText(problems, $"{path}.name", person.Name);

        if (person.Groups.Count == 0)
        {
            problems.Add($"{path}.groups is empty: name a group, or do not name the person");
        }

        if (person.Groups.Count > MostGroupsOfPerson)
        {
            problems.Add($"{path}.groups has more than {MostGroupsOfPerson}");
        }

        if (person.ValidFrom >= person.ValidTo)
        {
            problems.Add($"{path} would end before it begins");
        }

        if (person.Cards?.Count > MostCards)
        {
            problems.Add($"{path}.cards has more than {MostCards}");
        }

        return (known ?? new Resident(new PersonId(person.Id), person.Name)) with
        {
            Name = person.Name,
            IsFromHub = true,
            Groups = [.. person.Groups.Distinct(StringComparer.Ordinal)],
            Doors = [],
            Schedule = null,
            Cards = person.Cards is { } cards ? [.. cards.Take(MostCards).Select((c, k) => Card(c, $"{path}.cards[{k}]", known, problems))
                .OfType<HeldCard>().DistinctBy(c => (c.Number, c.Format))] : known?.Cards ?? [],
            ValidFrom = person.ValidFrom,
            ValidTo = person.ValidTo,
            Blocked = person.Blocked ?? known?.Blocked ?? false,
            NeedsLonger = person.NeedsLonger,
        };
    }

    private static HeldCard? Card(RosterCard card, string path, Resident? known, List<string> problems)
    {
        if (CommandReading.Card(card.Card) is not { } held)
        {
            problems.Add($"{path}.card is NUMBER or FORMAT:NUMBER");
            return null;
        }

        // The same card may have been enrolled here without its format, and reported lost so.
        var isLost = known?.Cards.Any(c => c.Lost && c.Number == held.Number && (c.Format == held.Format || c.Format is null
            || held.Format is null)) == true;
        return new HeldCard(held.Number, held.Format, card.ValidFrom, card.ValidTo, card.Lost ?? isLost);
    }

    private static AccessGroup Group(RosterGroup group, int i, SiteFile site, List<string> problems)
    {
        RosterWords.CheckId(problems, $"groups[{i}].id", group.Id);
        RosterWords.CheckText(problems, $"groups[{i}].name", group.Name);
        problems.AddRange(group.Doors.Where(d => site.Doors.All(known => known.Id != d))
            .Select(d => $"groups[{i}].doors: this gateway has no door {d}"));
        return new AccessGroup(group.Id, group.Name, group.Doors, group.Schedule);
    }

    private static ScheduleOptions Schedule(RosterSchedule schedule, int i, SiteFile site, List<string> problems)
    {
        RosterWords.CheckId(problems, $"schedules[{i}].id", schedule.Id);
        if (site.Schedules.Any(s => s.Id == schedule.Id))
        {
            problems.Add($"schedules[{i}].id {schedule.Id} is the name of one of the site file's; a group may go by that one");
        }

        var options = new ScheduleOptions
        {
            Id = schedule.Id,
            Periods = [.. schedule.Periods.Select(p => new PeriodOptions { Days = p.Days,
            From = p.From, To = p.To })]
        };
        problems.AddRange(schedule.Periods.SelectMany((p, k) => new[] { p.From, p.To }.Where(t => !Regex.IsMatch(t,
            PeriodOptions.TimePattern)).Select(_ => $"schedules[{i}].periods[{k}]: a time goes from 00:00 to 24:00")));
        return options;
    }

    private static Calendar? Calendar(IReadOnlyList<RosterMessage> parts, List<string> problems)
    {
        RosterHolidays[] given = [.. parts.Select(p => p.Holidays).OfType<RosterHolidays>()];
        if (given.Length == 0)
        {
            return null;
        }

        if (given.Length > 1)
        {
            problems.Add("holidays come in more than one part");
        }

        foreach (var (holiday, i) in given[0].Holidays.Select((holiday, i) => (holiday, i)))
        {
            RosterWords.CheckText(problems, $"holidays.holidays[{i}].name", holiday.Name);
        }

        HolidayRange[] holidays = [.. given[0].Holidays.Select(h => new HolidayRange(h.From, h.To, h.Name))];
        problems.AddRange(CalendarFile.Problems(holidays, [.. given[0].WorkingDays]).Select(p => p.English.Replace("Calendar.Holidays",
            "holidays.holidays", StringComparison.Ordinal).Replace("Calendar.WorkingDays", "holidays.workingDays",
            StringComparison.Ordinal)));
        return new Calendar(holidays, given[0].WorkingDays);
    }

    private static string TooMany(int people) => $"people: {people} are more than the {MostPeople} one gateway serves";

    /// <summary>The same id by chance would give one person's card, face and PIN to another.</summary>
    private static string EnrolledHere(string id) =>
        $"people: {id} was enrolled at the gateway and stays as enrolled there; remove that person there first (person remove --person "
            + $"{id}), or give yours another id";

    private static void CheckUnique(List<string> problems, string what, IEnumerable<string> ids) =>
        problems.AddRange(ids.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => $"{what}: {g.Key} comes {g.Count()} times"));
}
