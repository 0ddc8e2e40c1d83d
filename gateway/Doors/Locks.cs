using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Barriers;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>The locks and arms of all doors, each relay opened once, at rest. They are there before the journal is and without it: a fire
/// needs nothing more.</summary>
internal sealed class Locks : IDisposable
{
    private readonly Dictionary<string, DoorLock> _locks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BarrierArm> _arms = new(StringComparer.Ordinal);

    /// <exception cref="BoardException">A relay can't be opened.</exception>
    public Locks(IEnumerable<DoorOptions> doors, Func<RelayOptions, IRelay> openRelay, TimeProvider time)
    {
        List<IFireExit> egress = [];
        foreach (var door in doors)
        {
            IFireExit exit = door.Kind == EntranceKind.Barrier
                ? _arms[door.Id] = new BarrierArm(door.Id, openRelay(door.Relay!), door.Barrier?.CloseRelay is { } close
                    ? openRelay(close) : null)
                : _locks[door.Id] = new DoorLock(door.Id, openRelay(door.Relay!), door.Wiring, time);
            if (door.Egress)
            {
                egress.Add(exit);
            }
        }

        Egress = egress;
    }

    /// <summary>What the fire contact releases.</summary>
    public IReadOnlyList<IFireExit> Egress { get; }

    public DoorLock LockOf(string door) => _locks[door];

    /// <summary>From now on none of them moves its relay: the boards, closed next, rest them all, each whatever becomes of
    /// another.</summary>
    public void Dispose()
    {
        foreach (var part in _locks.Values.Concat<IDisposable>(_arms.Values))
        {
            part.Dispose();
        }
    }

    public BarrierArm ArmOf(string door) => _arms[door];
}
