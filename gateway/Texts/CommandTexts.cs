using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>The answers of the command line.</summary>
internal static class CommandTexts
{
    public static Wording NotRunning(string folder, Wording because) =>
        Words("command.notRunning", ("folder", folder), ("because", because));

    public static Wording OnlyRunningOrders => Words("command.onlyRunningOrders");
    public static Wording OnlyRunningWatches => Words("command.onlyRunningWatches");
    public static Wording NoApi => Words("command.noApi");
    public static Wording NoCertificateYet(string file) => Words("command.noCertificateYet", ("file", file));

    public static Wording CertificateOfApi(string fingerprint, string pin, string ends) =>
        Words("command.certificateOfApi", ("fingerprint", fingerprint), ("pin", pin), ("ends", ends));

    public static Wording OnlyRunningKnowsTime => Words("command.onlyRunningKnowsTime");
    public static Wording ClockBelieved(string shown) => Words("command.clockBelieved", ("shown", shown));

    public static Wording ClockNotBelieved(string shown, string counted) =>
        Words("command.clockNotBelieved", ("shown", shown), ("counted", counted));

    public static Wording OnlyRunningReaders => Words("command.onlyRunningReaders");
    public static Wording NameTheSiteFile => Words("command.nameTheSiteFile");
    public static Wording NameTheDataFolder => Words("command.nameTheDataFolder");

    public static Wording AskedAllTheSame(string file, string folder) =>
        Words("command.askedAllTheSame", ("file", file), ("folder", folder));

    public static Wording NotInForce(string folder) => Words("command.notInForce", ("folder", folder));

    public static Wording DataElsewhere(string file, string named, string folder) =>
        Words("command.dataElsewhere", ("file", file), ("named", named), ("folder", folder));

    public static Wording StartsElsewhere(string folder, string named) =>
        Words("command.startsElsewhere", ("folder", folder), ("named", named));

    public static Wording NoAnswer(long seconds) => Words("command.noAnswer", ("seconds", seconds));

    public static Wording Ordered(Wording order, Wording what) => Words("command.ordered", ("order", order), ("what", what));
    public static Wording Unlock => Words("command.unlock");
    public static Wording HoldOpen => Words("command.holdOpen");
    public static Wording Lockdown => Words("command.lockdown");
    public static Wording Normal => Words("command.normal");
    public static Wording Forgive => Words("command.forgive");
    public static Wording DoorReleased(string door) => Words("command.doorReleased", ("door", door));
    public static Wording DoorLocked(string door) => Words("command.doorLocked", ("door", door));
    public static Wording DoorOpen(string door) => Words("command.doorOpen", ("door", door));
    public static Wording DoorRefused(string door, Wording because) => Words("command.doorRefused", ("door", door), ("because", because));
    public static Wording AllDoors => Words("command.allDoors");
    public static Wording Everybody => Words("command.everybody");
    public static Wording NoKeyedReader => Words("command.noKeyedReader");

    public static Wording KeysBegun(long minutes, Wording readers) =>
        Words("command.keysBegun", ("minutes", minutes), ("readers", readers));

    public static Wording NothingWatched(string what) => Words("command.nothingWatched", ("what", what));
    public static Wording NothingWatchedAtAll => Words("command.nothingWatchedAtAll");
    public static Wording Taken(Wording alarms) => Words("command.taken", ("alarms", alarms));
    public static Wording NoSuchAlarm => Words("command.noSuchAlarm");
    public static Wording Acknowledged(Wording alarms) => Words("command.acknowledged", ("alarms", alarms));

    public static Wording Enrolled(string person, string id, long cards, long templates, Wording photos) =>
        Words("command.enrolled", ("person", person), ("id", id), ("cards", cards), ("templates", templates), ("photos", photos));

    public static Wording PhotosKept(long photos) => Words("command.photosKept", ("photos", photos));

    public static Wording NotEnrolled(string person, string because) =>
        Words("command.notEnrolled", ("person", person), ("because", because));

    public static Wording InOrder(string gateway, long doors, long readers, long cameras) =>
        Words("command.inOrder", ("gateway", gateway), ("doors", doors), ("readers", readers), ("cameras", cameras));

    public static Wording IssuerNotInFile(string file, string issuer) =>
        Words("command.issuerNotInFile", ("file", file), ("issuer", issuer));

    public static Wording AcknowledgementsUnsigned => Words("command.acknowledgementsUnsigned");
    public static Wording NoHolidays(long year) => Words("command.noHolidays", ("year", year));
    public static Wording AtRest(long relays) => Words("command.atRest", ("relays", relays));
    public static Wording DateNeeded(string option, string text) => Words("command.dateNeeded", ("option", option), ("text", text));

    public static Wording JsonOrHtml(string file) => Words("command.jsonOrHtml", ("file", file));

    public static Wording PersonWritten(string person, string id, long events, string file) =>
        Words("command.personWritten", ("person", person), ("id", id), ("events", events), ("file", file));

    public static Wording NoPlaceToWrite(string option, string file) => Words("command.noPlaceToWrite", ("option", option), ("file", file));
    public static Wording NobodyFound(string text) => Words("command.nobodyFound", ("text", text));
    public static Wording MorePeople(long total, string next) => Words("command.morePeople", ("total", total), ("next", next));

    public static Wording OneOf(string option, string text, Wording words) =>
        Words("command.oneOf", ("option", option), ("text", text), ("words", words));

    public static Wording More(string place) => Words("command.more", ("place", place));

    public static Wording Backup(string name, long people, Wording damaged) =>
        Words("command.backup", ("name", name), ("people", people), ("damaged", damaged));

    public static Wording BackupDamaged => Words("command.backupDamaged");

    public static Wording Restored(string backup, string time, long people) =>
        Words("command.restored", ("backup", backup), ("time", time), ("people", people));

    public static Wording WouldRestore(string backup, string time, long people) =>
        Words("command.wouldRestore", ("backup", backup), ("time", time), ("people", people));

    public static Wording RestoreList(Wording what, string ids) => Words("command.restoreList", ("what", what), ("ids", ids));
    public static Wording RestoreLost => Words("command.restoreLost");
    public static Wording RestoreReturned => Words("command.restoreReturned");
    public static Wording RestoreChanged => Words("command.restoreChanged");
    public static Wording RestoreCheck => Words("command.restoreCheck");
    public static Wording NothingDone => Words("command.nothingDone");

    public static Wording Replayed(long granted, long denied, long begun, long policies, long different, Wording otherRules) =>
        Words("command.replayed", ("granted", granted), ("denied", denied), ("begun", begun), ("policies", policies),
            ("different", different), ("otherRules", otherRules));

    public static Wording OtherRules(long decisions) => Words("command.otherRules", ("decisions", decisions));
    public static Wording KeptFrom(string journal, long first) => Words("command.keptFrom", ("journal", journal), ("first", first));

    public static Wording PoliciesGone(long decisions, Wording policies) =>
        Words("command.policiesGone", ("decisions", decisions), ("policies", policies));

    public static Wording WholeNumber(string option, string text, long least, long most) =>
        Words("command.wholeNumber", ("option", option), ("text", text), ("least", least), ("most", most));

    public static Wording WholeNumberFrom(string option, string text, long least) =>
        Words("command.wholeNumberFrom", ("option", option), ("text", text), ("least", least));

    public static Wording CardFormat(string text) => Words("command.cardFormat", ("text", text));
    public static Wording NotUtf8(string word) => Words("command.notUtf8", ("word", word));

    public static Wording FileNotUtf8(string option, string file, long line) =>
        Words("command.fileNotUtf8", ("option", option), ("file", file), ("line", line));

    public static Wording NoFile(string option, string file) => Words("command.noFile", ("option", option), ("file", file));
    public static Wording CameraOrPhoto => Words("command.cameraOrPhoto");
    public static Wording Contradict(string one, string other) => Words("command.contradict", ("one", one), ("other", other));
    public static Wording DayOrSpan => Words("command.dayOrSpan");
    public static Wording OneOfTwo(string one, string other) => Words("command.oneOfTwo", ("one", one), ("other", other));
    public static Wording PrivacyWritten(string file) => Words("command.privacyWritten", ("file", file));
    public static Wording OneOfThree(string one, string other, string alone) =>
        Words("command.oneOfThree", ("one", one), ("other", other), ("alone", alone));
    public static Wording NeedsOther(string one, string other) => Words("command.needsOther", ("one", one), ("other", other));
    public static Wording WatchWhat => Words("command.watchWhat");
    public static Wording NoRing(string text, Wording rings) => Words("command.noRing", ("text", text), ("rings", rings));
    public static Wording WhoLooks => Words("command.whoLooks");
    public static Wording DayOrTime(string option, string text) => Words("command.dayOrTime", ("option", option), ("text", text));
    public static Wording DayNeeded(string text) => Words("command.dayNeeded", ("text", text));
    public static Wording NoSchema(string name, Wording names) => Words("command.noSchema", ("name", name), ("names", names));
    public static Wording UnknownCommand(string words, string help) => Words("command.unknownCommand", ("words", words), ("help", help));

    public static Wording UnknownOption(string option, Wording known) =>
        Words("command.unknownOption", ("option", option), ("known", known));

    public static Wording NeedsOneOf(string command, Wording choice, string help) =>
        Words("command.needsOneOf", ("command", command), ("choice", choice), ("help", help));

    public static Wording NeedsOtherThan(string command, Wording choice, string word, string help) =>
        Words("command.needsOtherThan", ("command", command), ("choice", choice), ("word", word), ("help", help));

    public static Wording OrLast(Wording others, string last) => Words("command.orLast", ("others", others), ("last", last));
    public static Wording NeedsValue(string option, string help) => Words("command.needsValue", ("option", option), ("help", help));
    public static Wording GivenOnce(string option, string help) => Words("command.givenOnce", ("option", option), ("help", help));
    public static Wording Missing(string option, string help) => Words("command.missing", ("option", option), ("help", help));
    public static Wording PinPrompt => Words("command.pinPrompt");
    public static Wording PinAgain => Words("command.pinAgain");
    public static Wording NoPin => Words("command.noPin");
    public static Wording PinsDiffer => Words("command.pinsDiffer");
}
