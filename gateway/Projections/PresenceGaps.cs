using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>Why people can pass a door unrecorded for a while.</summary>
internal enum GapKind
{
    /// <summary>A reader, board or bus does not answer.</summary>
    DeviceAway,

    /// <summary>The door stands open beyond its time, or was forced.</summary>
    StandsOpen,

    /// <summary>The lock does not do as told, or has not locked.</summary>
    NotLocked,

    Fire,

    /// <summary>Held open by an operator or a schedule.</summary>
    HeldOpen,
}

/// <param name="What">The device or the door.</param>
internal readonly record struct PresenceGap(GapKind Kind, string What);

/// <summary>The gaps as a snapshot keeps them.</summary>
/// <param name="Count">How many passages and gaps were counted.</param>
/// <param name="Broken">The number of the last gap at each area.</param>
internal sealed record PresenceGapsSnapshot(long Count, IReadOnlyDictionary<string, long> Broken, IReadOnlyList<PresenceGap> Open);

/// <summary>
/// Since when the record of who is in an area has been unbroken. It breaks on both sides of a door where somebody can have passed
/// unrecorded: the exit button was pressed, an operator released it, the lock failed, it was forced, stood open beyond its time, was held
/// open or released by fire, one of its devices was away, the journal lost records, or the gateway started and the lock falls open without
/// it. A person placed in an area before that may be elsewhere by now, and hard anti-passback acts as soft on that person until the next
/// passage. Things are ordered by counting, never by a clock. Not thread safe.
/// </summary>
internal sealed class PresenceGaps
{
    private readonly SiteLayout _layout;
    private readonly Dictionary<string, long> _broken = new(StringComparer.Ordinal);
    private readonly HashSet<PresenceGap> _open;
    private long _count;

    public PresenceGaps(SiteLayout layout, PresenceGapsSnapshot? kept)
    {
        (_layout, _count, _open) = (layout, kept?.Count ?? 0, [.. kept?.Open ?? []]);
        foreach (var (area, number) in kept?.Broken ?? new Dictionary<string, long>())
        {
            _broken[area] = number;
        }
    }

    /// <summary>The doors at which there is a gap at this moment.</summary>
    public IReadOnlySet<string> OpenDoors => _open.SelectMany(Doors).Select(door => door.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>The next number.</summary>
    public long Count() => ++_count;

    public bool IsUnbrokenSince(long number, string area) => _broken.GetValueOrDefault(area) < number
        && !_open.Any(gap => Doors(gap).Any(d => d.From == area || d.To == area));

    public void Fold(GatewayEvent happened)
    {
        switch (happened)
        {
            case ExitRequested exit:
                Break(At(exit.Door));
                break;
            case CommandDone unlocked when CommandKinds.FromName(unlocked.Kind) == CommandKind.Unlock:
                Break(unlocked.Door == CommandDone.Everything ? _layout.Doors : At(unlocked.Door));
                break;
            case DoorForced forced:
                Open(new PresenceGap(GapKind.StandsOpen, forced.Door));
                break;
            case DoorHeldOpen held:
                Open(new PresenceGap(GapKind.StandsOpen, held.Door));
                break;
            case DoorSecured secured:
                Close(new PresenceGap(GapKind.StandsOpen, secured.Door));
                Close(new PresenceGap(GapKind.NotLocked, secured.Door));
                break;
            case DoorNotLocked unlocked:
                Open(new PresenceGap(GapKind.NotLocked, unlocked.Door));
                break;
            case LockFaulted faulted:
                Open(new PresenceGap(GapKind.NotLocked, faulted.Door));
                break;
            case LockRestored restored:
                Close(new PresenceGap(GapKind.NotLocked, restored.Door));
                break;
            case FireReleased fire:
                fire.Doors.ToList().ForEach(door => Open(new PresenceGap(GapKind.Fire, door)));
                break;
            case FireReset:
                CloseAll(g => g.Kind == GapKind.Fire);
                break;
            case DoorModeChanged { Mode: DoorMode.HeldOpen } mode:
                Open(new PresenceGap(GapKind.HeldOpen, mode.Door));
                break;
            case DoorModeChanged mode:
                Close(new PresenceGap(GapKind.HeldOpen, mode.Door));
                break;
            case DeviceLost lost:
                Open(new PresenceGap(GapKind.DeviceAway, lost.Device));
                break;
            case DeviceUnsteady unsteady:
                Open(new PresenceGap(GapKind.DeviceAway, unsteady.Device));
                break;
            case ReaderKeyRefused refused:
                Open(new PresenceGap(GapKind.DeviceAway, refused.Reader));
                break;
            case DeviceFound found:
                Close(new PresenceGap(GapKind.DeviceAway, found.Device));
                break;
            case JournalDropped { Reason: DropReason.NeverWritten } or JournalRecovered:
                Break(_layout.Doors);
                break;
            case GatewayStarted:
                // What the last run saw begin, this one sees anew if it still is so.
                CloseAll(_ => true);
                Break(_layout.Doors.Where(d => d.FallsOpen));
                break;
        }
    }

    public PresenceGapsSnapshot Keep() => new(_count, new SortedDictionary<string, long>(_broken, StringComparer.Ordinal), [.. InOrder]);

    private IEnumerable<PresenceGap> InOrder => _open.OrderBy(g => g.Kind).ThenBy(g => g.What, StringComparer.Ordinal);

    private void Open(PresenceGap gap)
    {
        if (Doors(gap).Any() && _open.Add(gap))
        {
            Break(Doors(gap));
        }
    }

    private void Close(PresenceGap gap)
    {
        if (_open.Remove(gap))
        {
            Break(Doors(gap));
        }
    }

    private void CloseAll(Func<PresenceGap, bool> which) => InOrder.Where(which).ToList().ForEach(Close);

    private void Break(IEnumerable<LayoutDoor> doors)
    {
        var number = Count();
        foreach (var door in doors)
        {
            _broken[door.From] = number;
            _broken[door.To] = number;
        }
    }

    private IEnumerable<LayoutDoor> At(string door) => _layout.Doors.Where(d => d.Id == door);

    private IEnumerable<LayoutDoor> Doors(PresenceGap gap) => gap.Kind == GapKind.DeviceAway
        ? _layout.Doors.Where(d => d.Devices.Contains(gap.What)) : At(gap.What);
}
