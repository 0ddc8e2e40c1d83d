using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Projections.Keys;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>When a notice of this kind was last raised.</summary>
internal sealed record NoticeTime(NoticeKind Kind, string Person, DateTimeOffset At);

/// <param name="New">People who were enrolled at the desk and have not come yet.</param>
/// <param name="Last">The last event.</param>
internal sealed record CareSnapshot(IReadOnlyList<LookedAfter> People, IReadOnlyList<StandingNotice> Standing,
    IReadOnlyList<NoticeTime> Raised, IReadOnlyList<Showing> Shown, IReadOnlyList<string> New, IReadOnlyList<UnseenTime> Unseen,
    DateTimeOffset? Last);

/// <summary>All that a snapshot keeps.</summary>
/// <param name="Alarms">Null in one of a program that did not keep them.</param>
/// <param name="Done">The same.</param>
internal sealed record Kept(OccupancySnapshot Whereabouts, IReadOnlyList<PassUsesSnapshot> PassUses, OverridesSnapshot Orders,
    IReadOnlyDictionary<string, DateTimeOffset> LastGrants, ArmingSnapshot Watch, long Roster = 0,
    IReadOnlyList<StandingAlarm>? Alarms = null, CareSnapshot? Care = null,
    IReadOnlyList<OrderDone>? Done = null, IReadOnlyList<HandledAlarm>? Handled = null,
    IReadOnlyList<Silence>? Silenced = null, IReadOnlyList<Shift>? Shifts = null);

/// <summary>Everything that decisions depend on beside the registry: a fold over the journal and nothing else, so that whatever ends the
/// gateway ends none of it.</summary>
internal sealed class ProjectionSet
{
    /// <summary>Every other type passes the folds by. The policy does too, but it marks where a run begins among the registry's
    /// changes.</summary>
    private static readonly HashSet<string> _heeded =
    [
        EventTypes.PassageGranted, EventTypes.PassageCompleted, EventTypes.ExitRequested, EventTypes.DoorForced, EventTypes.DoorHeldOpen,
        EventTypes.DoorSecured, EventTypes.DoorNotLocked, EventTypes.LockFault, EventTypes.LockRestored,
        EventTypes.FireReleased, EventTypes.FireReset,
        EventTypes.DeviceOnline, EventTypes.DeviceOffline, EventTypes.DeviceUnsteady, EventTypes.ReaderKeyRefused,
        EventTypes.JournalDropped, EventTypes.JournalRecovered, EventTypes.GatewayStarted,
        EventTypes.DoorModeChanged, EventTypes.CommandDone, EventTypes.CommandRefused, EventTypes.RosterApplied, EventTypes.PersonRemoved,
        EventTypes.AlarmRaised, EventTypes.AlarmEnded, EventTypes.AlarmAcknowledged, EventTypes.IncidentNoted, EventTypes.IncidentOver,
        EventTypes.WatchOrdered, EventTypes.PolicyAdopted, EventTypes.ReleaseFailed, EventTypes.ReleaseRestored,
        EventTypes.DeviceTampered, EventTypes.TamperCleared, EventTypes.StorageFilling, EventTypes.StorageRelieved,
        EventTypes.InputLineFault, EventTypes.Duress, EventTypes.PinLockedOut, EventTypes.Guessing, EventTypes.GuessingOver,
        EventTypes.LostCardShown, EventTypes.RegistryRestored,
        EventTypes.DutyChanged, EventTypes.DeviceSilenced, EventTypes.AlarmSeenTo, EventTypes.AlarmTaken, EventTypes.AlarmLapsed,
        EventTypes.ClockDoubted, EventTypes.ClockTrusted,
        EventTypes.CareAgreed, EventTypes.CareWithdrawn, EventTypes.NoticeRaised, EventTypes.NoticeAcknowledged,
        EventTypes.PassageDenied, EventTypes.PassageBegun, EventTypes.ResidentEnrolled, EventTypes.GatewayStopped,
        EventTypes.PeopleOrdered,
    ];

    public ProjectionSet(SiteLayout layout, RunClock clock, Kept? kept = null)
    {
        Whereabouts = new Occupancy(layout, clock, kept?.Whereabouts);
        PassUses = new PassUses(kept?.PassUses);
        Orders = new ActiveOverrides(layout, kept?.Orders);
        LastGrants = new LastGrantTimes(kept?.LastGrants);
        Watch = new ArmingState(clock, kept?.Watch);
        Roster = new NewestRoster(kept?.Roster ?? 0);
        Alarms = new StandingAlarms(kept?.Alarms);
        Care = new CareMemory(layout, kept?.Care);
        Done = new OrdersDone(kept?.Done);
        Handled = new HandledAlarms(kept?.Handled);
        Silenced = new Silences(clock, kept?.Silenced);
        Duty = new OnDuty(kept?.Shifts);
    }

    public Occupancy Whereabouts { get; }

    public PassUses PassUses { get; }

    public ActiveOverrides Orders { get; }

    public LastGrantTimes LastGrants { get; }

    public ArmingState Watch { get; }

    public NewestRoster Roster { get; }

    public StandingAlarms Alarms { get; }

    public CareMemory Care { get; }

    public OrdersDone Done { get; }

    public HandledAlarms Handled { get; }

    public Silences Silenced { get; }

    public OnDuty Duty { get; }

    /// <summary>Whether an event of this type changes anything.</summary>
    public static bool Heeds(string type) => _heeded.Contains(type);

    /// <summary>Takes up one event, in the order of the journal.</summary>
    public void Fold(GatewayEvent happened, Moment when)
    {
        Whereabouts.Fold(happened, when);
        PassUses.Fold(happened);
        Orders.Fold(happened, when);
        LastGrants.Fold(happened, when);
        Watch.Fold(happened, when);
        Roster.Fold(happened);
        Alarms.Fold(happened, when);
        Done.Fold(happened, when);
        Handled.Fold(happened, when);
        Silenced.Fold(happened, when);
        Duty.Fold(happened, when);
        if (Heeds(happened.Type))
        {
            // It asks when something happened last, which is to be the same after a restart.
            Care.Fold(happened, when, Whereabouts.BlindDoors);
        }
    }

    public Kept Keep() => new(Whereabouts.Keep(), PassUses.Keep(), Orders.Keep(), LastGrants.Keep(), Watch.Keep(), Roster.Version,
        Alarms.Keep(), Care.Keep(), Done.Keep(), Handled.Keep(),
        Silenced.Keep(), Duty.All);
}
