using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Rosters;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Tests.People;

namespace Zhuhui.Edge.Gateway.Tests.Remote.Rosters;

public sealed class RosterIntakeTests : IDisposable
{
    private readonly RosterBench _bench = new();
    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_full_roster_brings_people_groups_and_a_policy_and_is_there_after_a_restart()
    {
        Assert.Equal(RosterWant.Full, _bench.Intake.Wanted!.Want);
        var reply = _bench.Say(RosterBench.Full(42, RosterBench.Someone("p-1", "unit", "100"), RosterBench.Someone("p-2", "all",
            "wiegand-26:7")))!;
        Assert.Equal((Outcome.Done, 42L, 2, 0, 0), (reply.Outcome, reply.Version!.Value, reply.Result!.Added, reply.Result.Changed,
            reply.Result.Removed));
        Assert.Null(_bench.Intake.Wanted);
        Assert.Equal(["unit"], _bench.Person("p-1")!.Groups);
        var version = _bench.Policy.Version();
        Assert.Contains(_bench.Happened.OfType<PolicyAdopted>(), p => p.Version == version && p.Policy.Groups!.Count == 2);
        Assert.Equal(new RosterApplied(42, null, "duty", 2, 0, 0, 2, 0), Assert.Single(_bench.Happened.OfType<RosterApplied>()));
        Assert.All(_bench.Happened, e => Assert.DoesNotContain("Name of", Encoding.UTF8.GetString(EventJson.Write(e)),
            StringComparison.Ordinal));
        _bench.Restart();
        Assert.Equal(42, _bench.Intake.Version);
        Assert.Equal("p-2", _bench.Residents.WithCard(7, "wiegand-26")!.Value.Resident.Id.Value);
        Assert.Equal(version, _bench.Policy.Version());
    }

    [Fact]
    public void Whoever_a_full_roster_does_not_name_goes_with_face_and_card_and_whoever_was_enrolled_here_stays()
    {
        _bench.Enrol(new Resident(new PersonId("p-local"), "Local") { Cards = [new HeldCard(5)] });
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100"), RosterBench.Someone("p-2")));
        var face = new FaceTemplate("pack", [.. Enumerable.Repeat(0.1f, 512)]);
        _bench.Enrol(_bench.Person("p-1")! with { Consent = new Consent(DateTimeOffset.UnixEpoch, "1", "w") }, face);
        _bench.Enrol(_bench.Person("p-2")! with { Consent = new Consent(DateTimeOffset.UnixEpoch, "1", "w"), PinDigest = "digest" }, face);
        var reply = _bench.Say(RosterBench.Full(2, RosterBench.Someone("p-2")))!;
        Assert.Equal((0, 1, 1), (reply.Result!.Added, reply.Result.Changed, reply.Result.Removed));
        Assert.Null(_bench.Residents.WithCard(100));
        Assert.Null(_bench.Person("p-1"));
        Assert.Empty(_bench.Registry.TemplatesOf(new PersonId("p-1")));
        Assert.Contains(new PersonRemoved("p-1", 1, 1, 0), _bench.Happened);
        Assert.Equal(("w", "digest"), (_bench.Person("p-2")!.Consent!.Witness, _bench.Person("p-2")!.PinDigest));
        Assert.Single(_bench.Registry.TemplatesOf(new PersonId("p-2")));
        Assert.NotNull(_bench.Person("p-local"));
        _bench.Restart();
        Assert.Equal(["p-2", "p-local"], _bench.Residents.All.Select(r => r.Id.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_card_that_was_reported_lost_here_stays_lost_when_the_roster_names_its_format()
    {
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "7")));
        _bench.Enrol(_bench.Person("p-1")! with { Cards = [new HeldCard(7) { Lost = true }] });
        _bench.Say(RosterBench.Full(2, RosterBench.Someone("p-1", "all", "wiegand-26:7")));
        Assert.True(_bench.Residents.WithCard(7, "wiegand-26")!.Value.Card.Lost);
    }

    [Fact]
    public void A_delta_changes_what_it_names_and_one_with_a_gap_asks_for_a_full_roster()
    {
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100"), RosterBench.Someone("p-2", "all", "200")));
        var delta = RosterBench.Of(2, 1, new
        {
            people = new[] { RosterBench.Someone("p-3", "all", "300") },
            removedPeople = new[] { "p-1" }
        });
        Assert.Equal((1, 1), (_bench.Say(delta)!.Result!.Added, _bench.Intake.Version == 2 ? 1 : 0));
        Assert.Equal(["p-2", "p-3"], _bench.Residents.All.Select(r => r.Id.Value).Order(StringComparer.Ordinal));
        var reply = _bench.Say(RosterBench.Of(5, 4, new { removedPeople = new[] { "p-2" } }))!;
        Assert.Equal((Outcome.Refused, "gap"), (reply.Outcome, reply.ReasonCode));
        Assert.Equal((2L, RosterWant.Full, "gap"), (_bench.Wanted[^1].Have, _bench.Wanted[^1].Want, _bench.Wanted[^1].Reason));
        Assert.NotNull(_bench.Person("p-2"));
    }

    [Fact]
    public void An_older_roster_brings_nobody_back_not_even_where_the_registry_was_put_back()
    {
        var old = RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100"));
        _bench.Say(old);
        _bench.Say(RosterBench.Of(2, 1, new { removedPeople = new[] { "p-1" } }));
        Assert.Equal("oldVersion", _bench.Say(old)!.ReasonCode);
        _bench.Registry.ApplyRoster(new RosterChange(1, true));
        _bench.Restart();
        Assert.Equal((1L, RosterWant.Full), (_bench.Intake.Wanted!.Have, _bench.Intake.Wanted.Want));
        Assert.Equal("oldVersion", _bench.Say(old)!.ReasonCode);
        Assert.Equal(Outcome.Done, _bench.Say(RosterBench.Full(2, RosterBench.Someone("p-2")))!.Outcome);
        Assert.Null(_bench.Person("p-1"));
    }

    /// <summary>Compared each with each, these would be 200 million pairs.</summary>
    [Fact]
    public void A_card_that_everybody_holds_is_found_in_one_pass()
    {
        Resident Holder(int i, string? format) => new(new PersonId($"p-{i}"), "x") { Cards = [new HeldCard(7, format)] };
        Assert.Equal("people: card 7 would be held by p-0, p-1, p-2, p-3, p-4 and 19995 more",
            Assert.Single(SharedCards.In(Enumerable.Range(0, 20_000).Select(i => Holder(i, "wiegand-26")))));
        Assert.Empty(SharedCards.In([Holder(1, "wiegand-26"), Holder(2, "wiegand-34")]));
        Assert.Equal("people: card 7 would be held by p-1 and p-3", Assert.Single(SharedCards.In([Holder(1, "wiegand-26"),
            Holder(2, "wiegand-34"), Holder(3, "wiegand-26")])));
        Assert.Equal("people: card 7 would be held by p-1 and p-2 and p-3", Assert.Single(SharedCards.In([Holder(1, "wiegand-26"),
            Holder(2, "wiegand-34"), Holder(3, null)])));
        Assert.Empty(SharedCards.In([new Resident(new PersonId("p-1"), "x") { Cards = [new HeldCard(7, "a"), new HeldCard(7)] }]));
    }

    [Fact]
    public void A_roster_that_comes_again_is_done_already()
    {
        var roster = RosterBench.Full(1, RosterBench.Someone("p-1"));
        _bench.Say(roster);
        Assert.Equal((Outcome.Done, 0), (_bench.Say(roster)!.Outcome, _bench.Say(roster)!.Result!.Added));
        Assert.Single(_bench.Happened.OfType<RosterApplied>());
    }

    [Fact]
    public void Parts_are_applied_together_or_not_at_all_and_a_newer_version_drops_an_unfinished_one()
    {
        JsonObject Part(long version, int part, string id) => RosterBench.Of(version, null,
            new { people = new[] { RosterBench.Someone(id) }, groups = part == 1 ? RosterBench.Groups : [] }, part, 2);
        Assert.Null(_bench.Say(Part(1, 1, "p-1")));
        Assert.Empty(_bench.Residents.All);
        Assert.Null(_bench.Say(Part(2, 2, "p-3")));
        Assert.Equal(2, _bench.Say(Part(2, 1, "p-2"))!.Result!.Added);
        Assert.Equal(["p-2", "p-3"], _bench.Residents.All.Select(r => r.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal("incomplete", _bench.Say(RosterBench.Of(3, null, new { }, 3, 2))!.ReasonCode);
    }

    [Fact]
    public void What_was_reported_at_the_gate_stays_unless_the_roster_says_otherwise_in_so_many_words()
    {
        _bench.Say(RosterBench.Full(1, RosterBench.Someone("p-1", "all", "100")));
        _bench.Enrol(_bench.Person("p-1")! with { Blocked = true, Cards = [new HeldCard(100, Lost: true)] });
        _bench.Say(RosterBench.Full(2, RosterBench.Someone("p-1", "all", "100")));
        Assert.True(_bench.Person("p-1")!.Blocked && _bench.Person("p-1")!.Cards[0].Lost);
        _bench.Say(RosterBench.Full(3, new
        {
            id = "p-1",
            name = "x",
            groups = new[] { "all" },
            blocked = false,
            cards = new[] { new { card = "100", lost = false } }
        }));
        Assert.False(_bench.Person("p-1")!.Blocked || _bench.Person("p-1")!.Cards[0].Lost);
        _bench.Say(RosterBench.Full(4, new { id = "p-1", name = "x", groups = new[] { "all" } }));
        Assert.Single(_bench.Person("p-1")!.Cards);
    }

    [Fact]
    public void Before_anything_is_on_the_disk_nobody_may_more_than_before_or_after()
    {
        var before = new Resident(new PersonId("p-1"), "x")
        {
            Groups = ["a", "b"],
            Cards = [new HeldCard(1), new HeldCard(2)],
            ValidTo = DateTimeOffset.UnixEpoch.AddDays(2),
            IsFromHub = true
        };
        var after = before with
        {
            Groups = ["b", "c"],
            Cards = [new HeldCard(2, Lost: true), new HeldCard(3)],
            ValidTo = DateTimeOffset.UnixEpoch.AddDays(1),
            Blocked = true
        };
        var narrowed = Narrowing.Between(before, after);
        Assert.Equal(["b"], narrowed.Groups);
        Assert.Equal([new HeldCard(2, Lost: true)], narrowed.Cards);
        Assert.Equal((true, (DateTimeOffset?)DateTimeOffset.UnixEpoch.AddDays(1)), (narrowed.Blocked, narrowed.ValidTo));
        Assert.Equal([GroupPolicy.NoGroup], Narrowing.Between(before, before with { Groups = ["c"] }).Groups);
    }

    /// <summary>The time is for the record; a machine that is busy may take longer.</summary>
    [Fact]
    public void A_compound_of_2100_people_is_taken_over_as_a_whole()
    {
        var people = Enumerable.Range(0, 2100).Select(i => RosterBench.Someone($"p-{i}", "all", $"{1_000_000 + i}")).ToArray();
        var first = Stopwatch.StartNew();
        Assert.Equal(2100, _bench.Say(RosterBench.Full(1, people))!.Result!.Added);
        first.Stop();
        var again = Stopwatch.StartNew();
        Assert.Equal((0, 2099, 1), _bench.Say(RosterBench.Full(2, people[1..]))!.Result is { } result ? (result.Added, result.Changed,
            result.Removed) : default);
        TestContext.Current.TestOutputHelper!.WriteLine($"2,100 people: first {first.ElapsedMilliseconds} ms, again with one fewer "
            + $"{again.ElapsedMilliseconds} ms");
        Assert.Equal(2099, _bench.Residents.Count);
    }
}
