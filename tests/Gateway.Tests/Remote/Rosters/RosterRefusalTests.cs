using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using ZstdSharp;

namespace Zhuhui.Edge.Gateway.Tests.Remote.Rosters;

/// <summary>Which rosters are refused, whole and with every reason.</summary>
public sealed class RosterRefusalTests : IDisposable
{
    private readonly RosterBench _bench = new();
    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_full_roster_that_names_nobody_is_taken_for_a_mistake()
    {
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100")));
        Assert.Equal("invalid", _bench.Say(RosterBench.Full(2))!.ReasonCode);
        Assert.NotNull(_bench.Residents.WithCard(100));
    }

    /// <summary>Whoever was enrolled at the desk would be renamed, lose cards and go with the next roster, face and all.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_roster_that_has_the_id_of_somebody_enrolled_here_is_refused_in_one_line_with_the_remedy(bool isDelta)
    {
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100")));
        _bench.Enrol(new Resident(new PersonId("p-local"), "Local") { Cards = [new HeldCard(5)], PinDigest = "digest" });
        var reply = _bench.Say(isDelta
            ? RosterBench.Of(2, 1, new { people = new[] { RosterBench.Someone("p-local", "all", "200") } })
            : RosterBench.Full(2, RosterBench.Someone("p-1"), RosterBench.Someone("p-local", "all", "200")))!;
        Assert.Equal(("invalid", 1L), (reply.ReasonCode, _bench.Intake.Version));
        Assert.Contains("people: p-local was enrolled at the gateway", reply.Reason!, StringComparison.Ordinal);
        Assert.Contains("person remove --person p-local", reply.Reason!, StringComparison.Ordinal);
        var local = _bench.Person("p-local")!;
        Assert.Equal(("Local", false, "digest", 5ul), (local.Name, local.IsFromHub, local.PinDigest, Assert.Single(local.Cards).Number));
    }

    [Fact]
    public void More_people_than_a_gateway_serves_are_refused_before_anybody_looks_at_them()
    {
        var people = Enumerable.Range(0, 20_001).Select(i => new RosterPerson("no id!", "", [])).ToArray();
        var (change, problems) = RosterRules.Merge([new RosterMessage("d/c/g", 1, null, 1, 1, DateTimeOffset.UnixEpoch, people)],
            new RosterGround(_bench.Site, [], Roster.None));
        Assert.Null(change);
        Assert.Equal(["people: 20001 are more than the 20000 one gateway serves"], problems);
    }

    /// <summary>The rules a decision was made by stand in one record, whole; one that is larger than the hub takes would never
    /// arrive.</summary>
    [Fact]
    public void Groups_and_schedules_that_one_record_cannot_hold_are_refused_and_so_is_a_person_in_a_hundred_groups_and_more()
    {
        var groups = Enumerable.Range(0, 2000)
            .Select(i => new { id = $"group-of-one-of-the-units-{i:0000}", name = "g", doors = Array.Empty<string>() });
        var ids = groups.Select(group => group.id).Take(101).ToArray();
        var reply = _bench.Say(RosterBench.Of(1, null, new
        {
            people = new object[] { new { id = "p-1", name = "Li", groups = ids } },
            groups,
        }))!;
        Assert.Equal("invalid", reply.ReasonCode);
        Assert.Contains("and one record holds 65536", reply.Reason!, StringComparison.Ordinal);
        Assert.Contains("people[0].groups has more than 100", reply.Reason!, StringComparison.Ordinal);
        Assert.Empty(_bench.Residents.All);
    }

    [Fact]
    public void Every_problem_is_named_at_once_and_nothing_is_changed()
    {
        _bench.Enrol(new Resident(new PersonId("p-local"), "Local") { Cards = [new HeldCard(5)] });
        var reply = _bench.Say(RosterBench.Of(1, null, new
        {
            people = new object[]
            {
                new { id = "p-1", name = "", groups = Array.Empty<string>(), cards = new[] { new { card = "x" } } },
                RosterBench.Someone("p-2", "nowhere", "5"),
                RosterBench.Someone("p-3"), RosterBench.Someone("p-3"),
                new { id = "v-1", name = "x", groups = new[] { "all" }, validFrom = "2026-11-23T00:00:00Z",
                    validTo = "2026-11-22T00:00:00Z" },
            },
            groups = new object[] { new { id = "all", name = "", doors = new[] { "cellar" }, schedule = "never" } },
            schedules = new object[] { new { id = "site-day", periods = new[] { new { days = Array.Empty<string>(), from = "25:00",
                to = "08:00" } } } },
            holidays = new
            {
                holidays = new[] { new { from = "2026-10-07", to = "2026-10-01", name = "x" } },
                workingDays = new[] { "2026-11-23" }
            },
            removedPeople = new[] { "p-9" },
        }))!;
        Assert.Equal("invalid", reply.ReasonCode);
        Assert.All(
            ["removedPeople", "p-3 comes 2 times", "people[0].name", "people[0].groups is empty", "people[0].cards[0].card",
                "p-2 is in group nowhere", "card 5 would be held by p-local and p-2", "v-",
                "would end before it begins", "no door cellar", "schedule never", "schedules[0].id site-day",
                    "schedules[0].Periods[0].Days", "a time goes from", "holidays.holidays[0]", "holidays.workingDays[0]"],
            problem => Assert.Contains(problem, reply.Reason!, StringComparison.Ordinal));
        Assert.Equal(["p-local"], _bench.Residents.All.Select(r => r.Id.Value));
        Assert.Null(_bench.Intake.Version);
    }

    /// <summary>A sender that read a list in GBK as UTF-8 signs the same sign for each letter: all of one length would be one
    /// name.</summary>
    [Fact]
    public void A_roster_with_names_that_were_lost_before_it_was_signed_is_refused()
    {
        var reply = _bench.Say(RosterBench.Of(1, null, new
        {
            people = new object[] { new { id = "p-1", name = "\ufffd\ufffd\u03b0", groups = new[] { "all" } } },
            groups = new object[] { new { id = "all", name = "\ufffd", doors = Array.Empty<string>() } },
            holidays = new
            {
                holidays = new[] { new { from = "2026-10-01", to = "2026-10-07", name = "\ufffd" } },
                workingDays = Array.Empty<string>()
            },
        }))!;
        Assert.Equal("invalid", reply.ReasonCode);
        Assert.All(["people[0].name holds U+FFFD", "groups[0].name holds U+FFFD", "holidays.holidays[0].name holds U+FFFD"],
            problem => Assert.Contains(problem, reply.Reason!, StringComparison.Ordinal));
        Assert.Empty(_bench.Residents.All);
    }

    [Theory]
    [InlineData("photo", "\"aGVsbG8=\"")]
    [InlineData("template", "[0.1,0.2]")]
    [InlineData("embedding", "[0.1]")]
    public void A_roster_with_a_field_for_a_face_is_no_roster(string field, string value)
    {
        var roster = RosterBench.Full(1, RosterBench.Someone("p-1"));
        roster["people"]![0]![field] = JsonNode.Parse(value);
        Assert.Equal("malformed", _bench.Say(roster)!.ReasonCode);
        Assert.Empty(_bench.Residents.All);
    }

    [Fact]
    public void A_key_without_the_right_a_stranger_and_another_gateway_s_roster_change_nothing()
    {
        var roster = RosterBench.Full(1, RosterBench.Someone("p-1"));
        Assert.Equal("notPermitted", _bench.Say(roster, _bench.Watcher)!.ReasonCode);
        var elsewhere = (JsonObject)roster.DeepClone();
        elsewhere["gateway"] = "d/c/other";
        Assert.Equal("otherGateway", _bench.Say(elsewhere)!.ReasonCode);
        Assert.Equal("retained", _bench.Intake.Handle(_bench.Signed(Encoding.UTF8.GetBytes(roster.ToJsonString()))
            with
        { Retained = true })!.ReasonCode);
        Assert.Equal("unsigned", _bench.Intake.Handle(_bench.Signed("{}"u8.ToArray()) with { UserProperties = [] })!.ReasonCode);
        Assert.Empty(_bench.Residents.All);
    }

    [Fact]
    public void A_compressed_part_is_read_and_one_that_swells_beyond_all_bounds_is_not()
    {
        using var zstd = new Compressor();
        var roster = Encoding.UTF8.GetBytes(RosterBench.Full(1, RosterBench.Someone("p-1")).ToJsonString());
        var part = _bench.Signed(zstd.Wrap(roster).ToArray());
        Assert.Equal(Outcome.Done, _bench.Intake.Handle(part with
        {
            UserProperties = [.. part.UserProperties, new("contentencoding",
            "zstd")]
        })!.Outcome);
        var bomb = _bench.Signed(zstd.Wrap(new byte[RosterIntake.MostBytes + 1]).ToArray());
        Assert.Equal("oversized", _bench.Intake.Handle(bomb with
        {
            UserProperties = [.. bomb.UserProperties, new("contentencoding",
            "zstd")]
        })!.ReasonCode);
        var broken = _bench.Signed("nothing"u8.ToArray());
        Assert.Equal("oversized", _bench.Intake.Handle(broken with
        {
            UserProperties = [.. broken.UserProperties, new("contentencoding",
            "zstd")]
        })!.ReasonCode);
    }
}
