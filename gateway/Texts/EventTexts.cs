using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>Events in words that guards and staff understand: the lines of the console, of the terminal and of <c>events</c>.</summary>
internal static class EventTexts
{
    public static Wording Opened(string door, string person, Wording method, Wording credential) =>
        Words("event.opened", ("door", door), ("person", person), ("method", method), ("credential", credential));

    public static Wording NotOpened(string door, Wording whom, Wording because, Wording method, Wording credential) =>
        Words("event.notOpened", ("door", door), ("whom", whom), ("because", because), ("method", method), ("credential", credential));

    public static Wording Waiting(string door, Wording whom, Wording because, Wording method, Wording credential) =>
        Words("event.waiting", ("door", door), ("whom", whom), ("because", because), ("method", method), ("credential", credential));

    public static Wording ForPerson(string person) => Words("event.forPerson", ("person", person));
    public static Wording Similarity(string score) => Words("event.similarity", ("score", score));
    public static Wording WentIn(string door, string person) => Words("event.wentIn", ("door", door), ("person", person));
    public static Wording WentOut(string door, string person) => Words("event.wentOut", ("door", door), ("person", person));
    public static Wording ExitButton(string door) => Words("event.exitButton", ("door", door));
    public static Wording PleaseClose(string door, long seconds) => Words("event.pleaseClose", ("door", door), ("seconds", seconds));
    public static Wording LockFaulted(string door) => Words("event.lockFaulted", ("door", door));
    public static Wording LockRestored(string door) => Words("event.lockRestored", ("door", door));

    public static Wording ReleaseFailed(string door, string relay, Wording because) =>
        Words("event.releaseFailed", ("door", door), ("relay", relay), ("because", because));

    public static Wording FireReleaseFailed(string door, string relay, Wording because) =>
        Words("event.fireReleaseFailed", ("door", door), ("relay", relay), ("because", because));

    public static Wording ReleaseRestored(string door) => Words("event.releaseRestored", ("door", door));
    public static Wording NotLocked(string door) => Words("event.notLocked", ("door", door));
    public static Wording Tampered(string device) => Words("event.tampered", ("device", device));
    public static Wording TamperCleared(string device) => Words("event.tamperCleared", ("device", device));

    public static Wording LineFaulted(string door, string input, string fault) =>
        Words("event.lineFaulted", ("door", door), ("input", input), ("fault", fault));

    public static Wording FireReleased(Wording doors) => Words("event.fireReleased", ("doors", doors));
    public static Wording FireReset => Words("event.fireReset");
    public static Wording Duress(string door, string person) => Words("event.duress", ("door", door), ("person", person));

    public static Wording PinLockedOut(string door, long tries, Wording whom, string until) =>
        Words("event.pinLockedOut", ("door", door), ("tries", tries), ("whom", whom), ("until", until));

    public static Wording CardsCounted(string door, long count, long different, string reader, string until) =>
        Words("event.cardsCounted", ("door", door), ("count", count), ("different", different), ("reader", reader), ("until", until));

    public static Wording DenialsCounted(string door, long count, Wording method, string reader, string until) =>
        Words("event.denialsCounted", ("door", door), ("count", count), ("method", method), ("reader", reader), ("until", until));

    public static Wording Guessing(string door, string reader) => Words("event.guessing", ("door", door), ("reader", reader));

    public static Wording GuessingOver(string door, long count) => Words("event.guessingOver", ("door", door), ("count", count));

    public static Wording LostCardShown(string door, string card, string person) =>
        Words("event.lostCardShown", ("door", door), ("card", card), ("person", person));

    public static Wording Forced(string door) => Words("event.forced", ("door", door));
    public static Wording HeldOpen(string door, long seconds) => Words("event.heldOpen", ("door", door), ("seconds", seconds));
    public static Wording Secured(string door) => Words("event.secured", ("door", door));

    public static Wording DeviceFound(string device) => Words("event.deviceFound", ("device", device));
    public static Wording DeviceLost(string device, Wording because) => Words("event.deviceLost", ("device", device), ("because", because));
    public static Wording DeviceNoted(string device, string detail) =>
        Words("event.deviceNoted", ("device", device), ("detail", detail));

    public static Wording DeviceNotedOften(string device, string detail, long times) =>
        Words("event.deviceNotedOften", ("device", device), ("detail", detail), ("times", times));

    public static Wording DeviceUnsteady(string device, long times) =>
        Words("event.deviceUnsteady", ("device", device), ("times", times));

    public static Wording LinkLost(string because) => Words("event.linkLost", ("because", because));
    public static Wording LinkRestored => Words("event.linkRestored");
    public static Wording LinkUnsteady(long times) => Words("event.linkUnsteady", ("times", times));
    public static Wording CertificateEnds(string date) => Words("event.certificateEnds", ("date", date));
    public static Wording CertificateEnded(string date) => Words("event.certificateEnded", ("date", date));
    public static Wording CertificateUnusable(string because) => Words("event.certificateUnusable", ("because", because));

    public static Wording RecordTooLarge(string stream, string figures) =>
        Words("event.recordTooLarge", ("stream", stream), ("figures", figures));

    public static Wording AcknowledgementRefused(string code) => Words("event.acknowledgementRefused", ("code", code));

    public static Wording SupplyFailed(string device) => Words("event.supplyFailed", ("device", device));
    public static Wording SupplyRestored(string device) => Words("event.supplyRestored", ("device", device));

    public static Wording ReaderKeyRefused(string reader, Wording because) =>
        Words("event.readerKeyRefused", ("reader", reader), ("because", because));

    public static Wording ReaderFaulted(string reader, string because) =>
        Words("event.readerFaulted", ("reader", reader), ("because", because));

    public static Wording ExitButtonStuck(string door) => Words("event.exitButtonStuck", ("door", door));
    public static Wording ExitButtonFree(string door) => Words("event.exitButtonFree", ("door", door));

    public static Wording CameraFound(string camera, long width, long height, string codec) =>
        Words("event.cameraFound", ("camera", camera), ("width", width), ("height", height), ("codec", codec));

    public static Wording CameraLost(string camera, string because) => Words("event.cameraLost", ("camera", camera), ("because", because));

    public static Wording CameraFigures(string camera, Wording streams) =>
        Words("event.cameraFigures", ("camera", camera), ("streams", streams));

    public static Wording StreamFigures(string role, string framesPerSecond, string analysed, long reconnects) =>
        Words("event.streamFigures", ("role", role), ("framesPerSecond", framesPerSecond), ("analysed", analysed),
            ("reconnects", reconnects));

    public static Wording StreamOffline(string role, long reconnects) =>
        Words("event.streamOffline", ("role", role), ("reconnects", reconnects));

    public static Wording VisionOff(string because) => Words("event.visionOff", ("because", because));

    public static Wording PolicyAdopted(string version) => Words("event.policyAdopted", ("version", version));
    public static Wording CardLost(string card, string person) => Words("event.cardLost", ("card", card), ("person", person));
    public static Wording CardFound(string card, string person) => Words("event.cardFound", ("card", card), ("person", person));
    public static Wording CardWithdrawn(string card, string person) => Words("event.cardWithdrawn", ("card", card), ("person", person));
    public static Wording Blocked(string person) => Words("event.blocked", ("person", person));
    public static Wording Unblocked(string person) => Words("event.unblocked", ("person", person));

    public static Wording RightsChanged(string person, Wording changed) =>
        Words("event.rightsChanged", ("person", person), ("changed", changed));

    public static Wording ConsentWithdrawn(string person, long templates, Wording photos) =>
        Words("event.consentWithdrawn", ("person", person), ("templates", templates), ("photos", photos));

    public static Wording AndPhotos(long photos) => Words("event.andPhotos", ("photos", photos));
    public static Wording PhotosErased(string person, long photos) => Words("event.photosErased", ("person", person), ("photos", photos));

    public static Wording FacesRenewed(string person, long templates, string pack) =>
        Words("event.facesRenewed", ("person", person), ("templates", templates), ("pack", pack));

    public static Wording PersonRemoved(string person, Wording erased) =>
        Words("event.personRemoved", ("person", person), ("erased", erased));

    public static Wording WithErased(long cards, long templates, long photos) =>
        Words("event.withErased", ("cards", cards), ("templates", templates), ("photos", photos));

    public static Wording DetailsChanged(string person, Wording changed) =>
        Words("event.detailsChanged", ("person", person), ("changed", changed));

    public static Wording PeopleLookedUp(string who, long count) => Words("event.peopleLookedUp", ("who", who), ("count", count));

    public static Wording HouseholdChanged(string household, Wording doors) =>
        Words("event.householdChanged", ("household", household), ("doors", doors));

    public static Wording HouseholdRemoved(string household) => Words("event.householdRemoved", ("household", household));

    public static Wording PassIssued(string pass, string person, long uses, string until) =>
        Words("event.passIssued", ("pass", pass), ("person", person), ("uses", uses), ("until", until));

    public static Wording PassCancelled(string pass, string person) => Words("event.passCancelled", ("pass", pass), ("person", person));

    public static Wording Enrolled(string person, long cards, long templates, Wording photos, Wording lookAlike) =>
        Words("event.enrolled", ("person", person), ("cards", cards), ("templates", templates), ("photos", photos),
            ("lookAlike", lookAlike));

    public static Wording PhotosKept(long photos) => Words("event.photosKept", ("photos", photos));
    public static Wording LooksLike(string person) => Words("event.looksLike", ("person", person));

    public static Wording RegistryRestored(string finding, Wording missing, Wording check) =>
        Words("event.registryRestored", ("finding", finding), ("missing", missing), ("check", check));

    public static Wording RegistryBackedUp(string backup, long people) =>
        Words("event.registryBackedUp", ("backup", backup), ("people", people));

    public static Wording RegistryPutBack(string backup, string person, long people, Wording missing, Wording returned, Wording check) =>
        Words("event.registryPutBack", ("backup", backup), ("person", person), ("people", people), ("missing", missing),
            ("returned", returned), ("check", check));

    public static Wording BackupFailed(string because) => Words("event.backupFailed", ("because", because));
    public static Wording Listed(Wording what, Wording ids) => Words("event.listed", ("what", what), ("ids", ids));
    public static Wording EnrolAgain => Words("event.enrolAgain");
    public static Wording LookAt => Words("event.lookAt");
    public static Wording NoLongerIn => Words("event.noLongerIn");
    public static Wording InItAgain => Words("event.inItAgain");

    public static Wording LookedUp(string person, long events, long people) =>
        Words("event.lookedUp", ("person", person), ("events", events), ("people", people));

    public static Wording DoorMode(string door, Wording mode, Wording until, Wording orderedBy) =>
        Words("event.doorMode", ("door", door), ("mode", mode), ("until", until), ("orderedBy", orderedBy));

    public static Wording ModeHeldOpen => Words("event.modeHeldOpen");
    public static Wording ModeLockedDown => Words("event.modeLockedDown");
    public static Wording ModeNormal => Words("event.modeNormal");
    public static Wording Until(string time) => Words("event.until", ("time", time));
    public static Wording OrderedBy(string person) => Words("event.orderedBy", ("person", person));

    public static Wording KeyInstallation(string person, string until, Wording readers) =>
        Words("event.keyInstallation", ("person", person), ("until", until), ("readers", readers));

    public static Wording CommandDone(Wording door, string kind, string subject, string person, Wording key, Wording reason) => Words(
        "event.commandDone", ("door", door), ("kind", kind), ("subject", subject), ("person", person), ("key", key), ("reason", reason));

    public static Wording CommandRefused(Wording door, string kind, string person, Wording key, Wording because) =>
        Words("event.commandRefused", ("door", door), ("kind", kind), ("person", person), ("key", key), ("because", because));

    public static Wording AtDoor(string door) => Words("event.atDoor", ("door", door));
    public static Wording ByKey(string key) => Words("event.byKey", ("key", key));

    public static Wording RosterApplied(long version, Wording key, long added, long changed, long removed, long groups) =>
        Words("event.rosterApplied", ("version", version), ("key", key), ("added", added), ("changed", changed),
            ("removed", removed), ("groups", groups));

    public static Wording TwinSettled(long version, Wording key, Wording outcome, Wording because) =>
        Words("event.twinSettled", ("version", version), ("key", key), ("outcome", outcome), ("because", because));

    public static Wording TwinApplied => Words("event.twinApplied");
    public static Wording TwinTried => Words("event.twinTried");
    public static Wording TwinRefused => Words("event.twinRefused");
    public static Wording TwinRolledBack => Words("event.twinRolledBack");
    public static Wording Because(string because) => Words("event.because", ("because", because));

    public static Wording RefusalsCounted(long messages, Wording key, string code, string until) =>
        Words("event.refusalsCounted", ("messages", messages), ("key", key), ("code", code), ("until", until));

    public static Wording GatewayStarted(string version, long doors, long cameras, long residents) =>
        Words("event.gatewayStarted", ("version", version), ("doors", doors), ("cameras", cameras), ("residents", residents));

    public static Wording GatewayStopped => Words("event.gatewayStopped");

    public static Wording JournalRecovered(string journal, string finding) =>
        Words("event.journalRecovered", ("journal", journal), ("finding", finding));

    public static Wording RecordsDropped(string journal, long first, long last, Wording because) =>
        Words("event.recordsDropped", ("journal", journal), ("first", first), ("last", last), ("because", because));

    public static Wording EventsLost(long events) => Words("event.eventsLost", ("events", events));
    public static Wording DropAge => Words("event.dropAge");
    public static Wording DropQuota => Words("event.dropQuota");
    public static Wording DropDiskFull => Words("event.dropDiskFull");
    public static Wording DropUnknown => Words("event.dropUnknown");
    public static Wording ClockDoubted(string shown, string counted, Wording reason) =>
        Words("event.clockDoubted", ("shown", shown), ("counted", counted), ("reason", reason));

    public static Wording ClockBehind => Words("event.clockBehind");
    public static Wording ClockAhead => Words("event.clockAhead");
    public static Wording ClockContradicted => Words("event.clockContradicted");
    public static Wording ClockTrusted => Words("event.clockTrusted");
    public static Wording ClockConfirmed(string person) => Words("event.clockConfirmed", ("person", person));
    public static Wording ClockCorrected(string milliseconds) => Words("event.clockCorrected", ("milliseconds", milliseconds));
    public static Wording Filling(Wording place, long percent) => Words("event.filling", ("place", place), ("percent", percent));
    public static Wording Relieved(Wording place, long percent) => Words("event.relieved", ("place", place), ("percent", percent));
    public static Wording Disk => Words("event.disk");
    public static Wording JournalForHub(string journal) => Words("event.journalForHub", ("journal", journal));
    public static Wording LinesLeftOut(long lines) => Words("event.linesLeftOut", ("lines", lines));
}
