using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.People;

namespace Zhuhui.Edge.Gateway.Tests.Access.Replay;

/// <summary>Whatever people do at the doors, in whatever order: what the doors journal comes out the same when it is decided again, and
/// nobody gets in by what somebody else did.</summary>
public sealed class AccessControllerReplayTests : IDisposable
{
    private static readonly string[] _doors = ["gate", "office", "store", "vault"];

    private static readonly string[] _pins = ["280519", "771236", "280510", "999999"];

    private static readonly Gen<(int What, int Door, int Who, int Detail)> _step = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[1, 4],
        Gen.Int[0, 3]);

    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "gate", Accepts = Enum.GetValues<PassageMethod>() },
        new DoorOptions { Id = "office", Verify = [new VerifyOptions { Need = Verification.CardAndPin }] },
        new DoorOptions { Id = "store", Verify = [new VerifyOptions { Need = Verification.CardAndFace }] },
        new DoorOptions
        {
            Id = "vault",
            Accepts = Enum.GetValues<PassageMethod>(),
            Verify = [new VerifyOptions { Need = Verification.TwoPersons }]
        });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Six_thousand_random_acts_at_four_doors_are_decided_again_without_a_difference()
    {
        _bench.Residents.Replace([
            new Resident(new PersonId("p-1"), "A") { Cards = [new HeldCard(1)], PinDigest = _bench.DigestOf(_pins[0]),
                DuressPinDigest = _bench.DigestOf(_pins[2]) },
            new Resident(new PersonId("p-2"), "B") { Cards = [new HeldCard(2)], PinDigest = _bench.DigestOf(_pins[1]), NeedsLonger = true },
            new Resident(new PersonId("p-3"), "C") { Cards = [new HeldCard(3)], MostUses = 10 }]);
        _step.Array[200].Sample(steps => steps.ToList().ForEach(Act), iter: 30, threads: 1);

        var result = AccessReplay.Run(LedgerView.Open(_bench.Site.DataFolder));
        Assert.Empty(result.First);
        Assert.Equal((0, 0), (result.Different, result.OtherRules));
        Assert.True(result.Granted > 200 && result.Denied > 500 && result.Begun > 100, result.ToString());
        var granted = _bench.Happened.All.OfType<PassageGranted>().ToList();
        Assert.All(_doors, door => Assert.Contains(granted, g => g.Door == door));
        Assert.All(granted.Where(g => g.Door == "office" && g.Side == DoorSide.Entry),
            g => Assert.Single(g.Facts.Factors.Select(f => f.Holder!.Person).Distinct()));
        Assert.All(granted.Where(g => g.Door == "vault" && g.Side == DoorSide.Entry),
            g => Assert.True(g.Facts.Factors.Select(f => f.Holder!.Person).Distinct().Count() >= 2));
        Assert.Equal(10, granted.Count(g => g.Pass == "p-3"));
    }

    private void Act((int What, int Door, int Who, int Detail) step)
    {
        var (door, side) = (_doors[step.Door], step.Detail == 3 ? "out" : "in");
        switch (step.What)
        {
            case 0 or 1 or 2:
                _bench.Card(door, (ulong)step.Who, side: side, age: step.Detail == 2 ? 1.9 : 0);
                break;
            case 3:
                _bench.Card(door, (ulong)step.Who, age: 2.5);
                break;
            case 4 or 5:
                _bench.Pin(door, _pins[step.Detail], side: step.Who == 4 ? "out" : "in");
                break;
            case 6 or 7:
                _bench.Face(door, $"p-{step.Who}", track: step.Who * 10, age: step.Detail);
                break;
            case 8:
                _bench.Hear(door, new CredentialInput.Code(new CodeRead($"{door}/{side}", step.Detail == 0 ? "nonsense" : Pass(step.Who),
                    _bench.Time.GetTimestamp())));
                break;
            case 9:
                var person = _bench.Residents.WithId(new PersonId($"p-{step.Who % 3 + 1}"))!;
                _bench.Residents.Put(person with
                {
                    Blocked = !person.Blocked && step.Detail == 0,
                    Cards = [person.Cards[0] with { Lost = !person.Cards[0].Lost && step.Detail == 1 }]
                });
                break;
            case 10:
                _bench.Standing = new DoorConditions(step.Detail == 0 ? DoorMode.LockedDown : DoorMode.Normal, step.Detail == 1 ? "other"
                    : null, static (_, _) => null);
                break;
            default:
                _bench.Wait(step.Detail * step.Detail * 20);
                break;
        }
    }

    private string Pass(int uses) => _bench.Credentials.Passes.Sign(new VisitorPass("00112233445" + uses, "p-1", _doors[..2],
        _bench.Time.GetUtcNow(), _bench.Time.GetUtcNow().AddHours(1), uses));
}
