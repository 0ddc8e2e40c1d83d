using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Rosters;

public sealed class RosterTests : IDisposable
{
    private static readonly Resident _li = new(new PersonId("p-li"), "Li")
    {
        Cards = [new HeldCard(ulong.MaxValue, "osdp-64"), new HeldCard(2)],
        Groups = ["staff"],
        Doors = ["gate"],
        Schedule = "hours",
        ValidTo = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private static readonly RosterChange _first = new(7, IsWhole: true)
    {
        People = [_li, new Resident(new PersonId("p-wu"), "Wu") { Cards = [new HeldCard(3)] }],
        Groups = [new AccessGroup("staff", "Staff", ["gate", "unit-3"], "hours")],
        Schedules = [new ScheduleOptions { Id = "hours", Periods = [new PeriodOptions { Days = [DayKind.WorkingDay, DayKind.Sat],
            From = "06:00", To = "22:00" }] }],
        Calendar = new Calendar([new HolidayRange(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 7), "National Day")],
            [new DateOnly(2026, 10, 10)]),
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_roster_is_all_there_after_a_restart_with_its_version()
    {
        using (var registry = RegistryStore.Open(_folder.Path))
        {
            Assert.Equal(0, registry.Roster().Version);
            var happened = registry.ApplyRoster(_first);
            Assert.Equal([new ResidentEnrolled("p-li", 2, 0, null), new ResidentEnrolled("p-wu", 1, 0, null)], happened);
        }

        using var again = RegistryStore.Open(_folder.Path);
        var roster = again.Roster();
        Assert.Equal(7, roster.Version);
        var group = Assert.Single(roster.Groups);
        Assert.Equal(("staff", "Staff", "hours"), (group.Id, group.Name, group.Schedule));
        Assert.Equal(["gate", "unit-3"], group.Doors);
        var period = Assert.Single(Assert.Single(roster.Schedules).Periods);
        Assert.Equal(("06:00", "22:00"), (period.From, period.To));
        Assert.Equal([DayKind.WorkingDay, DayKind.Sat], period.Days);
        Assert.Equal(_first.Calendar!.Holidays, roster.Calendar!.Holidays);
        Assert.Equal(_first.Calendar.WorkingDays, roster.Calendar.WorkingDays);
        var li = again.All().Single(person => person.Id == _li.Id);
        Assert.True(li.IsFromHub);
        Assert.Equal(_li.Cards, li.Cards);
        Assert.Equal(_li.Groups, li.Groups);
        Assert.Equal((_li.Schedule, _li.ValidTo), (li.Schedule, li.ValidTo));
    }

    [Fact]
    public void A_whole_roster_takes_out_what_it_no_longer_names_and_leaves_whoever_was_enrolled_here()
    {
        using var registry = RegistryStore.Open(_folder.Path);
        registry.Put(new Resident(new PersonId("p-own"), "Own"), []);
        registry.ApplyRoster(_first);
        var happened = registry.ApplyRoster(new RosterChange(8, IsWhole: true) { People = [_li] });
        Assert.Equal([new PersonRemoved("p-wu", 1, 0, 0)], happened);
        Assert.Equal(["p-li", "p-own"], registry.All().Select(person => person.Id.Value).Order(StringComparer.Ordinal));
        Assert.Empty(registry.Roster().Groups);
        Assert.Empty(registry.Roster().Schedules);
        Assert.Equal(8, registry.Roster().Version);
        Assert.NotNull(registry.Roster().Calendar);
    }

    [Fact]
    public void What_changed_in_a_roster_changes_nothing_else_and_keeps_the_faces()
    {
        using var registry = RegistryStore.Open(_folder.Path);
        registry.ApplyRoster(_first);
        registry.Put(_li with { IsFromHub = true }, [new FaceTemplate("pack", new float[512])]);
        var happened = registry.ApplyRoster(new RosterChange(9, IsWhole: false)
        {
            People = [_li with { Cards = [new HeldCard(2, Lost: true)], Blocked = true, Doors = ["unit-3"] }],
            SchedulesGone = ["hours"],
        });
        Assert.Collection(happened,
            one => Assert.Equal(new CardWithdrawn("p-li", $"{ulong.MaxValue}", "osdp-64"), one),
            one => Assert.Equal(new CardReported("p-li", "2", true), one),
            one => Assert.Equal(new PersonBlocked("p-li", true), one),
            one =>
            {
                var changed = Assert.IsType<RightsChanged>(one);
                Assert.Equal(["doors"], changed.Changed);
                Assert.Equal(["unit-3"], changed.Now!.Doors);
            });
        Assert.Single(registry.TemplatesOf(_li.Id));
        Assert.Equal(2, registry.All().Count);
        Assert.Single(registry.Roster().Groups);
        Assert.Empty(registry.Roster().Schedules);
    }

    [Fact]
    [Trait("needs", "process")]
    public void A_roster_that_the_disk_refuses_changes_nothing_and_can_be_applied_once_there_is_room()
    {
        using var disk = new SmallDisk("1m");
        var large = new RosterChange(2, IsWhole: false)
        {
            People = [.. Enumerable.Range(0, 2000)
            .Select(i => new Resident(new PersonId($"p-{i}"), $"Somebody {i}") { Cards = [new HeldCard((ulong)i + 10)] })]
        };
        using (var registry = RegistryStore.Open(disk.Path))
        {
            registry.ApplyRoster(_first);
            disk.Fill();
            Assert.Throws<StorageException>(() => registry.ApplyRoster(large));
            Assert.Equal(7, registry.Roster().Version);
            Assert.Equal(["p-li", "p-wu"], registry.All().Select(person => person.Id.Value).Order(StringComparer.Ordinal));
            disk.Free();
            registry.ApplyRoster(large with { People = [.. large.People.Take(3)] });
            Assert.Equal((2, 5), (registry.Roster().Version, registry.All().Count));
        }

        using var again = RegistryStore.Open(disk.Path);
        Assert.Null(again.Restored);
        Assert.Equal((2, 5), (again.Roster().Version, again.All().Count));
    }

    [Fact]
    public void Whoever_leaves_the_roster_leaves_no_photo_and_whoever_stays_keeps_the_agreement()
    {
        using var registry = RegistryStore.Open(_folder.Path);
        registry.ApplyRoster(_first);
        foreach (var person in registry.All())
        {
            registry.Photos.Keep(person.Id, [[1, 2, 3]]);
            registry.Put(person with { PhotoConsent = new Consent(DateTimeOffset.UnixEpoch, "2026-11", "clerk") });
        }

        registry.ApplyRoster(_first with { Version = 8, People = [_li] });
        Assert.Equal([_li.Id], registry.Photos.People);
        Assert.Equal("clerk", Assert.Single(registry.All()).PhotoConsent?.Witness);
    }
}
