using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors.Fire;
using Zhuhui.Edge.Gateway.Doors.Locking;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What every door of the site shares.</summary>
/// <param name="Append">The journal's commit point; waits for no disk.</param>
/// <param name="Admission">Makes a door's own way to a decision.</param>
/// <param name="OpenInput">Opens an input of any board.</param>
internal sealed record DoorContext(PolicyInForce Policy, Func<DoorOptions, AccessController> Admission, Action<GatewayEvent> Append,
    Func<InputOptions, Action<InputState>, IInput> OpenInput, Locks Locks, FireRelease Fire, Interlock Interlock, PassageTimes Times,
    TimeProvider Time)
{
    /// <summary>As the running gateway has it.</summary>
    public DoorContext(PolicyInForce policy, ResidentDirectory residents, Credentials credentials, EventLedger ledger, Occupancy occupancy,
        LastGrantTimes lastGrants,
        DoorHardware hardware, Readers readers, Interlock interlock, PassageTimes times, TimeProvider time)
        : this(policy, door => new AccessController(door, policy, residents, credentials, ledger, time), ledger.AppendSoon,
            hardware.Boards.OpenInput, hardware.Locks,
            hardware.Fire, interlock, times, time)
    {
        Signal = readers.Signal;
        PresenceOf = (door, person, side) => occupancy.PresenceOf(person, door, side);
        CameInSince = lastGrants.Since;
        IsTimeKnown = () => ledger.Time.LastCertain is null;
    }

    /// <summary>What a reader is to show. Must not wait.</summary>
    public Action<string, ReaderSignal> Signal { get; init; } = static (_, _) => { };

    /// <summary>Where a person is who wants to pass a door to a side; null where nothing is counted.</summary>
    public Func<string, string, DoorSide, Presence?> PresenceOf { get; init; } = static (_, _, _) => null;

    /// <summary>Whether the wall clock can be gone by.</summary>
    public Func<bool> IsTimeKnown { get; init; } = static () => true;

    /// <summary>Whether somebody was let in from outside at a door at or after a time; remembered over a restart.</summary>
    public Func<string, DateTimeOffset, bool> CameInSince { get; init; } = static (_, _) => false;
}
