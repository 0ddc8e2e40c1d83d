using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>What becomes of a face that does not seem live, a door.</summary>
public sealed class LivenessUseTests : IDisposable
{
    private const float Print = 0.02f;

    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "off", Liveness = LivenessUse.Off },
        new DoorOptions { Id = "advise", Liveness = LivenessUse.Advise },
        new DoorOptions { Id = "require", Liveness = LivenessUse.Require },
        new DoorOptions { Id = "else", Liveness = LivenessUse.RequireElseCard },
        new DoorOptions { Id = "else-faces", Liveness = LivenessUse.RequireElseCard, Accepts = [PassageMethod.Face] },
        new DoorOptions
        {
            Id = "else-two",
            Liveness = LivenessUse.RequireElseCard,
            Verify = [new VerifyOptions { Need = Verification.TwoPersons }]
        },
        new DoorOptions
        {
            Id = "else-both",
            Liveness = LivenessUse.RequireElseCard,
            Verify = [new VerifyOptions { Need = Verification.CardAndFace }]
        });

    public LivenessUseTests() => _bench.Residents.Replace([.. Enumerable.Range(1, 3).Select(i => new Resident(new PersonId($"p-{i}"),
        $"N{i}") { Cards = [new HeldCard((ulong)i)] })]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Where_nobody_looks_a_face_opens_as_any()
    {
        Assert.IsType<Decision.Granted>(_bench.Face("off", "p-1", liveness: null));
        Assert.Equal(CredentialFinding.Sound, Assert.IsType<PassageGranted>(_bench.Last).Facts.Factors[0].Finding);
    }

    [Fact]
    public void Where_it_is_only_advised_it_opens_and_is_recorded()
    {
        Assert.IsType<Decision.Granted>(_bench.Face("advise", "p-1", liveness: Print));
        var granted = Assert.IsType<PassageGranted>(_bench.Last);
        Assert.Equal((CredentialFinding.FaceNotLive, 0.02), (granted.Facts.Factors[0].Finding, granted.Face!.Liveness!.Value));
        Assert.Equal("let in, though the face does not seem live", granted.Because.En);
    }

    [Theory]
    [InlineData(Print)]
    [InlineData(null)]
    public void Where_it_is_required_it_opens_nothing_and_is_recorded_with_whose_face_it_is(float? liveness)
    {
        var denied = Assert.IsType<Decision.Denied>(_bench.Face("require", "p-1", liveness: liveness));
        Assert.Equal((DenialReason.FaceNotLive, "p-1"), (denied.Reason, denied.Holder?.Person));
        Assert.Equal(("p-1", "p-9", 0.5), (Assert.IsType<PassageDenied>(_bench.Last).Person,
            ((PassageDenied)_bench.Last).Face!.RunnerUpPerson, ((PassageDenied)_bench.Last).Face!.Margin!.Value));
        Assert.IsType<Decision.Granted>(_bench.Face("require", "p-1", liveness: 0.9f));
    }

    [Theory]
    [InlineData("else")]
    [InlineData("else-faces")]
    public void Where_else_a_card_is_required_the_same_person_s_opens(string door)
    {
        Assert.Equal(StillNeeded.Card, Assert.IsType<Decision.MoreNeeded>(_bench.Face(door, "p-1", liveness: Print)).Needed);
        Assert.Equal("face does not seem live: the card is needed as well", Assert.IsType<PassageBegun>(_bench.Last).Because.En);
        Assert.Equal("p-1", Assert.IsType<Decision.Granted>(_bench.Card(door, 1)).Holder.Person);
        Assert.Equal(2, Assert.IsType<PassageGranted>(_bench.Last).Facts.Factors.Count);
    }

    [Theory]
    [InlineData("else")]
    [InlineData("else-faces")]
    public void Where_else_a_card_is_required_another_s_does_not_open(string door)
    {
        _bench.Face(door, "p-1", liveness: Print);
        Assert.Equal(DenialReason.DifferentPersons, Assert.IsType<Decision.Denied>(_bench.Card(door, 2)).Reason);
    }

    [Fact]
    public void Where_else_a_card_is_required_a_live_face_opens_alone_at_once_or_after_it_did_not_seem_live()
    {
        Assert.IsType<Decision.Granted>(_bench.Face("else", "p-2"));
        Assert.IsType<Decision.MoreNeeded>(_bench.Face("else", "p-1", track: 2, liveness: Print));
        Assert.Single(Assert.IsType<Decision.Granted>(_bench.Face("else", "p-1", track: 2)) is { }
            ? Assert.IsType<PassageGranted>(_bench.Last).Facts.Factors : []);
    }

    [Fact]
    public void A_face_that_waits_for_its_card_is_forgotten_in_time_and_a_card_alone_does_not_open_where_cards_are_not_taken()
    {
        _bench.Face("else-faces", "p-1", liveness: Print);
        _bench.Wait(15.01);
        Assert.Equal(DenialReason.MethodNotAccepted, Assert.IsType<Decision.Denied>(_bench.Card("else-faces", 1)).Reason);
    }

    [Theory]
    [InlineData("else-two")]
    [InlineData("else-both")]
    public void Where_two_things_are_asked_for_a_face_that_does_not_seem_live_is_none_of_them(string door)
    {
        Assert.Equal(DenialReason.FaceNotLive, Assert.IsType<Decision.Denied>(_bench.Face(door, "p-1", liveness: Print)).Reason);
        Assert.IsType<Decision.MoreNeeded>(_bench.Card(door, 1));
        Assert.Equal(DenialReason.FaceNotLive, Assert.IsType<Decision.Denied>(_bench.Face(door, "p-1", track: 2, liveness: Print)
            ?? _bench.Face(door, "p-2", track: 3, liveness: Print)).Reason);
    }

    [Fact]
    public void Nobody_is_kept_inside_by_it()
    {
        var facts = RandomFacts.Usual with
        {
            Door = "plain",
            Side = DoorSide.Exit,
            Factors = [RandomFacts.Usual.Factors[0] with { Method = PassageMethod.Face, Finding = CredentialFinding.FaceNotLive }],
        };
        Assert.IsType<Decision.Granted>(AccessRules.Decide(RandomFacts.Policy, facts));
        Assert.Equal(DenialReason.FaceNotLive, Assert.IsType<Decision.Denied>(AccessRules.Decide(RandomFacts.Policy,
            facts with { Side = DoorSide.Entry })).Reason);
    }

    [Fact]
    public void With_the_check_off_for_the_site_no_door_asks_for_it()
    {
        var site = new SiteFile
        {
            Doors = [new DoorOptions { Id = "gate", Liveness = LivenessUse.Require }],
            Vision = new VisionOptions { LivenessThreshold = 0 }
        };
        Assert.Equal(LivenessUse.Off, PolicyFactory.From(site, Calendar.Empty).Doors[0].Liveness);
    }

    [Fact]
    public void Going_in_nothing_opens_to_a_face_that_does_not_seem_live_but_an_advised_door_or_the_same_person_s_card() =>
        RandomFacts.Any.Sample(
            facts =>
            {
                var liveness = RandomFacts.Policy.Doors.First(d => d.Id == facts.Door).Liveness;
                if (facts.Side == DoorSide.Entry && AccessRules.Decide(RandomFacts.Policy, facts) is Decision.Granted
                    && facts.Factors.Any(f => f.Finding == CredentialFinding.FaceNotLive))
                {
                    Assert.True(liveness == LivenessUse.Advise || (liveness == LivenessUse.RequireElseCard
                        && facts.Factors.Any(f => f is
                        {
                            Method: PassageMethod.Card, Finding: CredentialFinding.Sound
                            or CredentialFinding.Duress
                        })
                        && facts.Factors.Select(f => f.Holder!.Person).Distinct().Count() == 1));
                }
            },
            iter: 20_000);

    [Fact]
    public void These_decisions_are_decided_again_from_the_journal_as_they_were()
    {
        foreach (var door in new[] { "off", "advise", "require", "else", "else-faces", "else-both" })
        {
            _bench.Face(door, "p-1", liveness: Print);
            _bench.Card(door, 1);
            _bench.Wait(60);
        }

        var again = AccessReplay.Run(LedgerView.Open(_bench.Site.DataFolder));
        Assert.Equal((0L, 0L), (again.Different, again.OtherRules));
        Assert.InRange(again.Granted + again.Denied + again.Begun, 8, 20);
    }
}
