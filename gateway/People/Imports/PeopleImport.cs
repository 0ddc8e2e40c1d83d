using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Imports.Photos;
using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>Takes up a list of people, all of it or nothing, and takes the last one back while nothing else was changed since.</summary>
internal sealed class PeopleImport(SiteFile site, RegistryStore registry, ResidentDirectory residents, PeopleWriter writer,
    EventLedger ledger)
{
    private const int MostNamed = 8;

    private readonly ImportFormatter _say = new(site, residents);

    /// <exception cref="StorageException">The disk refuses it: nothing is changed.</exception>
    /// <param name="order">By somebody with an account.</param>
    public ImportAnswer Handle(ImportRequest request, PeopleOrder? order = null)
    {
        if (string.IsNullOrWhiteSpace(request.Operator))
        {
            return _say.Refused(AdminTexts.SayWhoLooks);
        }

        return request.File is { } file ? TakeUp(request, file, order)
            : request.Photos is { } photos ? Planned(request, photos, residents, new Dictionary<string, int>())
            : TakeBack(request.Operator, order);
    }

    private ImportAnswer Planned(ImportRequest request, IReadOnlyList<PhotoFile> photos, ResidentDirectory then,
        IReadOnlyDictionary<string, int> spoilt)
    {
        var planned = new PhotoPlanner(site, residents).Plan(photos, then, spoilt, site.DayOf(ledger.Time.GetUtcNow()));
        ledger.Append(new PeopleLookedUp(request.Operator, "photos", planned.Matches.Count));
        return ImportFormatter.Photos(planned);
    }

    private ImportAnswer TakeUp(ImportRequest request, byte[] file, PeopleOrder? order)
    {
        var (map, wrong) = ImportMap.Read(request.Map);
        if (map is null)
        {
            return _say.Refused(wrong!);
        }

        var (table, unreadable) = TableReader.Read(file);
        if (table is null)
        {
            return _say.Problems([unreadable!], []);
        }

        var (columns, problems, warnings) = ImportColumns.Find(table, map);
        warnings = [.. table.Notes.Select(ImportFinding.Of), .. warnings];
        if (columns is null)
        {
            return _say.Problems(problems, warnings);
        }

        var now = ledger.Time.GetUtcNow();
        var today = site.DayOf(now);
        var reader = new RowReader(columns, TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone), now);
        var rows = reader.Read(table);
        if (rows.Count == 0)
        {
            return _say.Problems([new ImportFinding(columns.Line, null, null, ImportTexts.NobodyInIt)], warnings);
        }

        if (request.IsDryRun)
        {
            var plan = Plan();
            ledger.Append(new PeopleLookedUp(request.Operator, "import", plan.Changed.Count + plan.Gone.Count));
            return WithPhotos(_say.Planned(plan, request.EndsGone), Then(plan), plan.Problems.Select(one => one.Line).OfType<int>()
                .ToHashSet());
        }

        var done = writer.Write(() =>
        {
            var plan = Plan();
            var ended = request.EndsGone ? plan.Gone.Select(person => person with { ValidTo = now }).ToArray() : [];
            if (plan.Problems.Count > 0 || (!plan.IsChange && ended.Length == 0))
            {
                if (order is not null)
                {
                    ledger.Append(new PeopleLookedUp(request.Operator, "import", plan.Changed.Count + plan.Gone.Count));
                }

                return (null, _say.Planned(plan, request.EndsGone));
            }

            return (Change(request.Operator, plan, ended, order), _say.Done(plan, request.EndsGone));
        });
        return done.Problems.Count > 0 ? done : WithPhotos(done, residents, []);

        ImportAnswer WithPhotos(ImportAnswer list, ResidentDirectory then, HashSet<int> bad) => request.Photos is not { } photos ? list
            : list with
            {
                Photos = Planned(request, photos, then, rows.Where(row => bad.Contains(row.Line)).GroupBy(row => row.Name,
                    StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Line, StringComparer.Ordinal)).Photos,
            };

        ImportPlan Plan()
        {
            var compared = new ImportPlanner(residents, now, Notice.InForce(site), today).Plan(rows);
            return compared with
            {
                Problems = [.. reader.Problems.Concat(compared.Problems).OrderBy(one => one.Line)],
                Warnings = [.. warnings, .. reader.CardWarnings, .. WithoutUnitDoor(rows), .. compared.Warnings.OrderBy(one => one.Line)],
            };
        }
    }

    /// <summary>Everybody as the list would leave them.</summary>
    private ResidentDirectory Then(ImportPlan plan)
    {
        var changed = plan.Changed.Select(one => one.After.Id).ToHashSet();
        return new ResidentDirectory(
            [.. residents.All.Where(one => !changed.Contains(one.Id)), .. plan.Changed.Select(one => one.After), .. plan.New],
            [.. residents.Households.Where(one => !plan.HouseholdsGone.Contains(one.Id)), .. plan.Households]);
    }

    private static PeopleChange Change(string by, ImportPlan plan, Resident[] ended, PeopleOrder? order) => new()
    {
        People = [.. plan.New, .. plan.Changed.Select(one => one.After), .. ended],
        Households = plan.Households,
        HouseholdsGone = plan.HouseholdsGone,
        CanBeTakenBack = true,
        Records = [new PeopleImported(by, plan.New.Count, plan.Changed.Count, plan.Unchanged, ended.Length, plan.Households.Count, false),
            .. Told(order)],
    };

    private static RegistryEvent[] Told(PeopleOrder? order) => order is null ? [] : [order.Told()];

    private ImportAnswer TakeBack(string by, PeopleOrder? order) => writer.Write<ImportAnswer>(() =>
    {
        if (registry.WayBack() is not { } back)
        {
            return (null, _say.Refused(ImportTexts.NoWayBack));
        }

        return (back with
        {
            Records = [new PeopleImported(by, back.Gone.Count, back.People.Count, 0, 0, back.HouseholdsGone.Count, true),
                .. Told(order)],
        }, _say.TakenBack(back.Gone.Count, back.People.Count));
    });

    /// <summary>Homes that no unit door of the site file is for, where there are unit doors: who lives there stands before
    /// theirs.</summary>
    private IEnumerable<ImportFinding> WithoutUnitDoor(IReadOnlyList<ImportRow> rows)
    {
        HomeGroup[] groups = [.. site.Doors.SelectMany(door => door.Homes).Select(HomeGroup.Parse).OfType<HomeGroup>()];
        string[] without = groups.Length == 0 ? [] : [.. rows.Select(row => row.Home).OfType<Home>().Distinct()
            .Where(home => !groups.Any(group => group.Has(home.Building, home.Unit))).Select(home => home.ToString())];
        return without.Length == 0 ? [] : [ImportFinding.Of(ImportTexts.NoUnitDoor(without.Length, Wording.Join(ListTexts.Comma,
            without.Length > MostNamed ? [.. without.Take(MostNamed), "…"] : without)))];
    }
}
