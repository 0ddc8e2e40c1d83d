namespace Zhuhui.Edge.Gateway.Events;

/// <summary>The names of the event types in the contract with the hub. Their one home.</summary>
internal static class EventTypes
{
    public const string PassageGranted = "passage.granted";
    public const string PassageDenied = "passage.denied";
    public const string DoorForced = "door.forced";
    public const string DoorHeldOpen = "door.held-open";
    public const string DoorSecured = "door.secured";
    public const string AlarmRaised = "alarm.raised";
    public const string AlarmEnded = "alarm.ended";
    public const string AlarmAcknowledged = "alarm.acknowledged";
    public const string AlarmSeenTo = "alarm.seen-to";
    public const string AlarmLapsed = "alarm.lapsed";
    public const string IncidentNoted = "incident.noted";
    public const string IncidentOver = "incident.over";
    public const string WatchOrdered = "watch.ordered";
    public const string RegistryRestored = "registry.restored";
    public const string ResidentEnrolled = "resident.enrolled";
    public const string GatewayStarted = "gateway.started";
    public const string GatewayStopped = "gateway.stopped";
    public const string CameraOnline = "camera.online";
    public const string CameraOffline = "camera.offline";
    public const string CameraFigures = "camera.figures";
    public const string ReaderFault = "reader.fault";
    public const string JournalRecovered = "journal.recovered";
    public const string JournalDropped = "journal.dropped";
    public const string ClockCorrected = "clock.corrected";
    public const string ClockDoubted = "clock.doubted";
    public const string ClockTrusted = "clock.trusted";
    public const string StorageFilling = "storage.filling";
    public const string StorageRelieved = "storage.relieved";
    public const string VisionOff = "vision.off";
    public const string PassageBegun = "passage.begun";
    public const string PassageCompleted = "passage.completed";
    public const string ExitRequested = "door.exit-requested";
    public const string HeldOpenWarned = "door.held-open-warned";
    public const string LockFault = "door.lock-fault";
    public const string LockRestored = "door.lock-restored";
    public const string ReleaseFailed = "door.release-failed";
    public const string ReleaseRestored = "door.release-restored";
    public const string DoorNotLocked = "door.not-locked";
    public const string DeviceTampered = "device.tampered";
    public const string TamperCleared = "device.tamper-cleared";
    public const string InputLineFault = "input.line-fault";
    public const string FireReleased = "fire.released";
    public const string FireReset = "fire.reset";
    public const string Duress = "credential.duress";
    public const string PinLockedOut = "credential.pin-locked-out";
    public const string LostCardShown = "credential.lost-card-shown";
    public const string DeviceOnline = "device.online";
    public const string DeviceOffline = "device.offline";
    public const string DeviceNoted = "device.noted";
    public const string DeviceUnsteady = "device.unsteady";
    public const string LinkNoted = "link.noted";
    public const string DevicePower = "device.power";
    public const string ReaderKeyRefused = "reader.key-refused";
    public const string ExitButtonFault = "door.exit-button-fault";
    public const string PolicyAdopted = "policy.adopted";
    public const string CardReported = "card.reported";
    public const string CardWithdrawn = "card.withdrawn";
    public const string PersonBlocked = "person.blocked";
    public const string RightsChanged = "person.rights-changed";
    public const string ConsentWithdrawn = "person.consent-withdrawn";
    public const string RegistryBackedUp = "registry.backed-up";
    public const string RegistryPutBack = "registry.put-back";
    public const string RegistryBackupFailed = "registry.backup-failed";
    public const string EventsLookedUp = "events.looked-up";
    public const string PhotosErased = "person.photos-erased";
    public const string FacesRenewed = "person.faces-renewed";
    public const string DetailsChanged = "person.details-changed";
    public const string PeopleLookedUp = "people.looked-up";
    public const string HouseholdChanged = "household.changed";
    public const string HouseholdRemoved = "household.removed";
    public const string PersonRemoved = "person.removed";
    public const string VisitorPassIssued = "visitor-pass.issued";
    public const string DoorModeChanged = "door.mode-changed";
    public const string KeyInstallationBegun = "reader.key-installation-begun";
    public const string CommandDone = "command.done";
    public const string CommandRefused = "command.refused";
    public const string RefusalsCounted = "command.refusals-counted";
    public const string RosterApplied = "roster.applied";
    public const string TwinSettled = "twin.settled";

    /// <summary>The first parts of all types, in order.</summary>
    public static IEnumerable<string> Kinds => Records.Keys.Select(type => type[..type.IndexOf('.', StringComparison.Ordinal)]).Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>Whether there is a type that is this, or begins with it and a dot.</summary>
    public static bool IsKind(string kind) =>
        Records.Keys.Any(type => type == kind || type.StartsWith($"{kind}.", StringComparison.Ordinal));

    /// <summary>The record behind each type.</summary>
    public static IReadOnlyDictionary<string, Type> Records { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [PassageGranted] = typeof(PassageGranted),
        [PassageDenied] = typeof(PassageDenied),
        [DoorForced] = typeof(DoorForced),
        [DoorHeldOpen] = typeof(DoorHeldOpen),
        [DoorSecured] = typeof(DoorSecured),
        [AlarmRaised] = typeof(AlarmRaised),
        [AlarmEnded] = typeof(AlarmEnded),
        [AlarmAcknowledged] = typeof(AlarmAcknowledged),
        [AlarmSeenTo] = typeof(AlarmSeenTo),
        [AlarmLapsed] = typeof(AlarmLapsed),
        [IncidentNoted] = typeof(IncidentNoted),
        [IncidentOver] = typeof(IncidentOver),
        [WatchOrdered] = typeof(WatchOrdered),
        [RegistryRestored] = typeof(RegistryRestored),
        [ResidentEnrolled] = typeof(ResidentEnrolled),
        [GatewayStarted] = typeof(GatewayStarted),
        [GatewayStopped] = typeof(GatewayStopped),
        [CameraOnline] = typeof(CameraFound),
        [CameraOffline] = typeof(CameraLost),
        [CameraFigures] = typeof(CameraFigures),
        [ReaderFault] = typeof(ReaderFaulted),
        [JournalRecovered] = typeof(JournalRecovered),
        [JournalDropped] = typeof(JournalDropped),
        [ClockCorrected] = typeof(ClockCorrected),
        [ClockDoubted] = typeof(ClockDoubted),
        [ClockTrusted] = typeof(ClockTrusted),
        [StorageFilling] = typeof(StorageFilling),
        [StorageRelieved] = typeof(StorageRelieved),
        [VisionOff] = typeof(VisionOff),
        [PassageBegun] = typeof(PassageBegun),
        [PassageCompleted] = typeof(PassageCompleted),
        [ExitRequested] = typeof(ExitRequested),
        [HeldOpenWarned] = typeof(HeldOpenWarned),
        [LockFault] = typeof(LockFaulted),
        [ReleaseFailed] = typeof(ReleaseFailed),
        [ReleaseRestored] = typeof(ReleaseRestored),
        [LockRestored] = typeof(LockRestored),
        [DoorNotLocked] = typeof(DoorNotLocked),
        [DeviceTampered] = typeof(DeviceTampered),
        [TamperCleared] = typeof(TamperCleared),
        [InputLineFault] = typeof(InputLineFaulted),
        [FireReleased] = typeof(FireReleased),
        [FireReset] = typeof(FireReset),
        [Duress] = typeof(DuressRaised),
        [PinLockedOut] = typeof(PinLockedOut),
        [LostCardShown] = typeof(LostCardShown),
        [DeviceOnline] = typeof(DeviceFound),
        [DeviceOffline] = typeof(DeviceLost),
        [DeviceNoted] = typeof(DeviceNoted),
        [DeviceUnsteady] = typeof(DeviceUnsteady),
        [LinkNoted] = typeof(LinkNoted),
        [DevicePower] = typeof(DevicePower),
        [ReaderKeyRefused] = typeof(ReaderKeyRefused),
        [ExitButtonFault] = typeof(ExitButtonFault),
        [PolicyAdopted] = typeof(PolicyAdopted),
        [CardReported] = typeof(CardReported),
        [CardWithdrawn] = typeof(CardWithdrawn),
        [PersonBlocked] = typeof(PersonBlocked),
        [RightsChanged] = typeof(RightsChanged),
        [ConsentWithdrawn] = typeof(ConsentWithdrawn),
        [RegistryBackedUp] = typeof(RegistryBackedUp),
        [RegistryPutBack] = typeof(RegistryPutBack),
        [RegistryBackupFailed] = typeof(RegistryBackupFailed),
        [EventsLookedUp] = typeof(EventsLookedUp),
        [PhotosErased] = typeof(PhotosErased),
        [FacesRenewed] = typeof(FacesRenewed),
        [DetailsChanged] = typeof(DetailsChanged),
        [PeopleLookedUp] = typeof(PeopleLookedUp),
        [HouseholdChanged] = typeof(HouseholdChanged),
        [HouseholdRemoved] = typeof(HouseholdRemoved),
        [PersonRemoved] = typeof(PersonRemoved),
        [VisitorPassIssued] = typeof(VisitorPassIssued),
        [DoorModeChanged] = typeof(DoorModeChanged),
        [KeyInstallationBegun] = typeof(KeyInstallationBegun),
        [CommandDone] = typeof(CommandDone),
        [CommandRefused] = typeof(CommandRefused),
        [RefusalsCounted] = typeof(RefusalsCounted),
        [RosterApplied] = typeof(RosterApplied),
        [TwinSettled] = typeof(TwinSettled),
    };
}
