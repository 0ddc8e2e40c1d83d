using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Events;

/// <summary>One event of every kind there is, with something in every field.</summary>
internal static class EveryKind
{
    public static readonly SiteFile Site = new() { Doors = [new DoorOptions { Id = "gate", Name = "东门" }] };

    public static readonly Wording Because = new("because", "因为");

    public static readonly AccessFacts Facts = new(DateTimeOffset.UnixEpoch, "gate", DoorSide.Entry,
        [new Factor(PassageMethod.Card, 12.5, CredentialFinding.Sound, new Holder("p-1", false, null, null, [], null, null, null, null,
            false))], DoorMode.Normal, null, null);

    public static IReadOnlyList<GatewayEvent> Events { get; } =
    [
        new PassageGranted("gate", DoorSide.Entry, PassageMethod.Face, "p-1", null, 5, false, "2-ab", ["fresh"], Because, Facts,
            new FaceEvidence(0.71, 0.2, 0.5, 0.9, 2, 12.5, "pack", "p-2", 0.51)),
        new PassageDenied("gate", DoorSide.Entry, PassageMethod.Card, DenialReason.UnknownCard, null, "77", "2-ab", ["fresh", "sound"],
            Because, Facts, null),
        new PassageBegun("gate", DoorSide.Entry, PassageMethod.Card, StillNeeded.Pin, "p-1", "77", "2-ab", ["fresh"], Because, Facts),
        new PassageCompleted("gate", DoorSide.Exit, "p-1", null),
        new ExitRequested("gate", 5),
        new HeldOpenWarned("gate", 10),
        new DoorForced("gate"),
        new DoorHeldOpen("gate", 30),
        new DoorSecured("gate"),
        new AlarmRaised("3f-1", AlarmKind.LineCrossed, Ring.Perimeter, "cam", "fence", ["guards"], 1, 0.8, CrossingDirection.LeftToRight),
        new AlarmEnded("3f-1", AlarmKind.Crowding, Ring.CommonArea, "cam", "square", ["staff"], AlarmEndReason.Over, 61.5, 12, 1, 0, 0),
        new AlarmAcknowledged("3f-1", AlarmKind.Crowding, "cam", "square", "guard"),
        new AlarmSeenTo("door/gate", EventTypes.DoorHeldOpen, "gate", "guard"),
        new AlarmLapsed("fire", EventTypes.FireReleased, null),
        new IncidentNoted("3f-2", AlarmKind.Loitering, Ring.Entrance, "cam", "gate", 2, 0.7, null),
        new IncidentOver("3f-2", AlarmKind.Loitering, Ring.Entrance, "cam", "gate", AlarmEndReason.CameraLost, null, 2, 0, 0, 0),
        new WatchOrdered(["cam/fence", "cam/camera"], WatchOrder.Arm, DateTimeOffset.UnixEpoch, "guard"),
        new RegistryRestored("it is no LiteDB file any more", ["p-3"], ["p-4: was given cards or faces"]),
        new RegistryBackedUp("20261122T030000Z-daily", BackupReason.Daily, 40, 30),
        new AccountChanged("office", AccountStep.Made, "Office", "chief"),
        new AccountLoggedIn("office", "Office"),
        new AccountLoginRefused("office", 3, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        new RecoveryKeyMade("5f3a9c1e", "chief"),
        new RegistryPutBack("20261122T030000Z-daily", DateTimeOffset.UnixEpoch, "chief", 40, ["p-3"], ["p-5"], ["p-6"],
            ["p-4: was given cards or faces"]),
        new RegistryBackupFailed("the disk is away"),
        new EventsLookedUp("guard", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "gate", "p-1", "passage", "passages", 3, ["p-1"]),
        new ResidentEnrolled("p-1", 1, 2, "2026-11", "p-2", 0.6, 0, true),
        new GatewayStarted("0.1.0", "1-ab", 1, 2, 3, 2),
        new GatewayStopped(),
        new RosterApplied(42, 41, "duty", 3, 2, 1, 4, 2),
        new TwinSettled(7, TwinOutcome.Refused, "doors: the site file has no cellar", "duty"),
        new RefusalsCounted("expired", "duty", 7, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        new CameraFound("cam", 1280, 720, "h264"),
        new CameraLost("cam", "refused"),
        new CameraFigures("cam", [new StreamFigures(StreamRole.Main, true, 25, 8, 1000, 680, 41, 2, "software", 0.07)]),
        new ReaderFaulted("reader", "parity"),
        new JournalRecovered("passages", "7 bytes cut", Guid.Empty, 7, 12, [new SeqRange(3, 4)], [9]),
        new JournalDropped(9, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, DropReason.DiskFull, "health", Guid.Empty, 1, 9, 3),
        new ClockCorrected(Guid.Empty, 1500.5, 12.5),
        new ClockDoubted(ClockDoubtReason.Behind, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(30)),
        new ClockTrusted(DateTimeOffset.UnixEpoch, ClockWitness.Operator, "li"),
        new StorageFilling("disk", 91, 1000),
        new StorageRelieved("passages", 80, 2000),
        new VisionOff("a file is missing"),
        new LockFaulted("gate"),
        new LockRestored("gate"),
        new ReleaseFailed("gate", "box:17", "its board does not answer", true),
        new ReleaseRestored("gate"),
        new DeviceUnsteady("io-1", 40),
        new LinkNoted(LinkFinding.CertificateEnds, "passages", "why", DateTimeOffset.UnixEpoch, 3),
        new DeviceNoted("io-1", "there is no watchdog", 3),
        new DoorNotLocked("gate"),
        new DeviceTampered("gate"),
        new TamperCleared("gate"),
        new InputLineFaulted("gate", "contact", "cut"),
        new FireReleased(["gate"]),
        new FireReset(),
        new DuressRaised("gate", "p-1"),
        new PinLockedOut("gate", "reader", null, 5, DateTimeOffset.UnixEpoch),
        new DenialsCounted("gate", DoorSide.Entry, PassageMethod.Card, DenialReason.UnknownCard, "reader", 61, 60, ["77", "78"],
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        new GuessingBegan("gate", "reader", PassageMethod.Card),
        new GuessingOver("gate", 61),
        new LostCardShown("gate", "77", "p-1", 12),
        new DeviceFound("reader"),
        new DeviceLost("reader", "no answer"),
        new DevicePower("reader", true),
        new ReaderKeyRefused("reader", "another cryptogram"),
        new ExitButtonFault("gate", true),
        new PolicyAdopted("2-ab", PolicyFactory.From(Site, Calendar.Empty)),
        new CardReported("p-1", "77", true, "wiegand-34"),
        new CardWithdrawn("p-1", "77", "wiegand-34"),
        new PersonBlocked("p-1", true),
        new RightsChanged("p-1", ["doors"], new PersonRights(["gate"], "hours", ["staff"], true, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch, 3, "h-1", ["gate"], ["unit"])),
        new ConsentWithdrawn("p-1", 3, 2),
        new PhotosErased("p-1", 2),
        new FacesRenewed("p-1", 2, "pack"),
        new PersonRemoved("p-1", 2, 3, 1),
        new DetailsChanged("p-1", ["phone"]),
        new PeopleLookedUp("office", "show", 1, "p-1", "square"),
        new PeopleImported("office", 3, 2, 1, 1, 2, false),
        new PeopleOrdered("office", "block", "p-1", "0f", "1e"),
        new HouseholdChanged("h-1", ["gate"]),
        new HouseholdRemoved("h-1"),
        new CareAgreed("p-1", CareKind.Alone, "2026-11", true),
        new CareWithdrawn("p-1"),
        new NoticeRaised("n-1", NoticeKind.OutLate, "p-1", "gate", DateTimeOffset.UnixEpoch, 61),
        new NoticeAcknowledged("n-1", NoticeKind.OutLate, "p-1", "guard"),
        new VisitorPassIssued("v-1", "p-1", ["gate"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 2),
        new VisitorPassCancelled("v-1", "p-1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch),
        new DoorModeChanged("gate", DoorMode.LockedDown, DateTimeOffset.UnixEpoch, "guard"),
        new KeyInstallationBegun(["reader"], DateTimeOffset.UnixEpoch, "guard"),
        new CommandDone("c-1", "gate", "unlock", "guard"),
        new CommandRefused("c-1", "gate", "unlock", "guard", Because),
    ];
}
