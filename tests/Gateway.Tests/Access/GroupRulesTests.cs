using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class GroupRulesTests
{
    private static readonly DateTimeOffset _noon = new(2026, 11, 23, 4, 0, 0, TimeSpan.Zero);

    private static readonly SiteFile _site = new()
    {
        Schedules = [Of("day", "08:00", "18:00")],
        Doors = [new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit" }, new DoorOptions { Id = "cellar" }],
    };

    private static readonly AccessPolicy _policy = PolicyFactory.From(_site, Calendar.Empty, new Roster(7,
        [new AccessGroup("everybody", "", [], null), new AccessGroup("cleaners", "", ["gate", "unit"], "mornings"),
            new AccessGroup("wardens", "", ["unit"], "day")],
        [Of("mornings", "06:00", "09:00"), Of("day", "00:00", "00:01")], null));

    [Theory]
    [InlineData("gate", null, "everybody")]
    [InlineData("cellar", DenialReason.NotAdmittedHere, "cleaners")]
    [InlineData("gate", DenialReason.OutsideSchedule, "cleaners")]
    [InlineData("unit", null, "wardens")]
    [InlineData("unit", null, "cleaners", "wardens")]
    [InlineData("gate", DenialReason.OutsideSchedule, "cleaners", "wardens")]
    [InlineData("cellar", null, "cleaners", "everybody")]
    [InlineData("gate", DenialReason.NotAdmittedHere, "gone")]
    [InlineData("gate", DenialReason.NotAdmittedHere, GroupPolicy.NoGroup)]
    internal void One_of_the_person_s_groups_must_admit_there_and_then(string door, DenialReason? reason, params string[] groups)
    {
        var facts = Facts(door, groups);
        var decision = AccessRules.Decide(_policy, facts);
        Assert.Equal(reason, (decision as Decision.Denied)?.Reason);
        Assert.NotEmpty(DecisionFormatter.Format(_policy, facts, decision).En);
    }

    [Fact]
    public void A_visitor_goes_where_the_pass_and_the_host_s_groups_both_lead()
    {
        var pass = new VisitorPass("0123456789ab", "p-1", ["unit", "cellar"], _noon.AddHours(-1), _noon.AddHours(1), 1);
        var host = new Resident(new PersonId("p-1"), "") { Groups = ["wardens"], IsFromHub = true };
        var visitor = HolderFactory.From(pass, host, host.Doors, 0);
        Assert.True(AccessRules.IsAdmitted(_policy, visitor, "unit"));
        Assert.False(AccessRules.IsAdmitted(_policy, visitor, "cellar"));
        Assert.False(AccessRules.IsAdmitted(_policy, visitor, "gate"));
    }

    [Fact]
    public void Groups_schedules_and_holidays_make_another_policy_and_a_site_file_s_schedule_is_its_own()
    {
        var bare = PolicyFactory.From(_site, Calendar.Empty);
        Assert.Equal(bare.Version(), PolicyFactory.From(_site, Calendar.Empty, Roster.None).Version());
        Assert.NotEqual(bare.Version(), _policy.Version());
        Assert.Equal("08:00", _policy.Schedules.Single(s => s.Id == "day").Periods[0].From);
        var holidays = new Calendar([new HolidayRange(new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 7), "")], []);
        Assert.NotEqual(bare.Version(), PolicyFactory.From(_site, Calendar.Empty, Roster.None with { Calendar = holidays }).Version());
    }

    [Fact]
    public void A_group_is_narrowed_to_the_doors_that_both_have()
    {
        Assert.Equal(["b"], new GroupPolicy("g", ["a", "b"], null).Narrowed(["b", "c"]).Doors);
        Assert.Equal(["a"], new GroupPolicy("g", [], null).Narrowed(["a"]).Doors);
        Assert.Equal(["a"], new GroupPolicy("g", ["a"], null).Narrowed([]).Doors);
        Assert.False(new GroupPolicy("g", ["a"], null).Narrowed(["b"]).Admits("a"));
    }

    private static ScheduleOptions Of(string id, string from, string to) => new()
    {
        Id = id,
        Periods = [new PeriodOptions { Days = [.. Enum.GetValues<DayKind>().Take(7)], From = from, To = to }]
    };

    private static AccessFacts Facts(string door, string[] groups) => new(_noon, door, DoorSide.Entry,
        [new Factor(PassageMethod.Card, 10, CredentialFinding.Sound, new Holder("p-1", false, null, null, [], null, null, null, null, false,
            groups))], DoorMode.Normal, null, null);
}
