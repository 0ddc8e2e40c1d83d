using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Barriers;

/// <summary>A barrier with a loop and, where a test wants them, a closing relay and both ends.</summary>
public abstract class BarrierBench
{
    private protected static readonly Resident Wang = new(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1001)] };
    private protected static readonly Resident Li = new(new PersonId("p-2"), "Li") { Cards = [new HeldCard(1002)] };

    private protected static FakeRelay CloseRelay(DoorBench bench) => bench.RelayAt(DoorBench.CloseRelayPin);

    private protected static void Vehicle(DoorBench bench, bool there) => bench.Set(DoorBench.LoopPin, there ? InputState.Active
        : InputState.Inactive);

    private protected static void Rise(DoorBench bench)
    {
        bench.Set(DoorBench.ContactPin, InputState.Inactive);
        bench.Set(DoorBench.LimitPin, InputState.Active);
    }

    private protected static DoorBench Bench(bool closeRelay = true, bool ends = true, bool foundUp = false)
    {
        var bench = new DoorBench(
            door =>
            [
                door with
                {
                    Kind = EntranceKind.Barrier,
                    Contact = ends ? DoorBench.Input(DoorBench.ContactPin) : null,
                    Barrier = new BarrierOptions
                    {
                        CloseRelay = closeRelay ? DoorBench.Relay(DoorBench.CloseRelayPin) : null,
                        Loop = DoorBench.Input(DoorBench.LoopPin),
                        UpLimit = ends ? DoorBench.Input(DoorBench.LimitPin) : null,
                        CloseAfterSeconds = 3,
                    },
                },
            ],
            DoorBench.WithFire,
            found: foundUp ? new() { [DoorBench.ContactPin] = InputState.Inactive } : []);
        bench.Enrol(Wang, Li);
        return bench;
    }
}
