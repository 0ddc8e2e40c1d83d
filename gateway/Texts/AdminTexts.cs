using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What the running gateway answers an administrator.</summary>
internal static class AdminTexts
{
    public static Wording NotTaken(string because) => Words("admin.notTaken", ("because", because));
    public static Wording PhotosTooBig(long megabytes) => Words("admin.photosTooBig", ("megabytes", megabytes));
    public static Wording SayWhoLooks => Words("admin.sayWhoLooks");
    public static Wording TooMany(long most) => Words("admin.tooMany", ("most", most));
    public static Wording BadCursor => Words("admin.badCursor");
    public static Wording PageSize(long most) => Words("admin.pageSize", ("most", most));
    public static Wording NoSuchKind(string kind, Wording kinds) => Words("admin.noSuchKind", ("kind", kind), ("kinds", kinds));

    public static Wording NoSuchStream(string stream, Wording streams) =>
        Words("admin.noSuchStream", ("stream", stream), ("streams", streams));

    public static Wording NoSuchDoor(string door, Wording doors) => Words("admin.noSuchDoor", ("door", door), ("doors", doors));

    public static Wording SeveralNamed(long count, string name, Wording ids) =>
        Words("admin.severalNamed", ("count", count), ("name", name), ("ids", ids));

    public static Wording NoBackup(string name) => Words("admin.noBackup", ("name", name));
    public static Wording RestoreNeeds => Words("admin.restoreNeeds");
}

/// <summary>Why a record was not changed as it was asked.</summary>
internal static class RecordTexts
{
    public static Wording NotHere => Words("record.notHere");
    public static Wording SayWhichState => Words("record.sayWhichState");
    public static Wording Stale(string changed) => Words("record.stale", ("changed", changed));
    public static Wording StaleUnseen => Words("record.staleUnseen");
    public static Wording BadKey(long least, long most) => Words("record.badKey", ("least", least), ("most", most));
    public static Wording KeyInUse => Words("record.keyInUse");
    public static Wording KeyUsed => Words("record.keyUsed");
    public static Wording PassOver => Words("record.passOver");
    public static Wording NoCard(string text) => Words("record.noCard", ("text", text));
    public static Wording ReaderInUse(string reader) => Words("record.readerInUse", ("reader", reader));
    public static Wording NoPerson => Words("record.noPerson");
    public static Wording UploadsFull(long most) => Words("record.uploadsFull", ("most", most));
    public static Wording BadPhotos(long most) => Words("record.badPhotos", ("most", most));
}

/// <summary>Why the API does not do something.</summary>
internal static class ApiTexts
{
    public static Wording BadJson(string path, long line, string reason) =>
        Words("api.badJson", ("path", path), ("line", line), ("reason", reason));

    public static Wording BadRequest(string reason) => Words("api.badRequest", ("reason", reason));
    public static Wording NotUtf8(string field) => Words("api.notUtf8", ("field", field));
    public static Wording BadValue(string field, string value) => Words("api.badValue", ("field", field), ("value", value));

    public static Wording NoSuchWord(string field, string value, Wording words) =>
        Words("api.noSuchWord", ("field", field), ("value", value), ("words", words));

    public static Wording LogIn => Words("api.logIn");
    public static Wording NotYours => Words("api.notYours");
    public static Wording NoSuchAddress => Words("api.noSuchAddress");
    public static Wording WrongMethod(string method, string allowed) => Words("api.wrongMethod", ("method", method), ("allowed", allowed));
    public static Wording TooSlow => Words("api.tooSlow");
    public static Wording TooLarge(long kilobytes) => Words("api.tooLarge", ("kilobytes", kilobytes));
    public static Wording WrongMediaType(string accepted) => Words("api.wrongMediaType", ("accepted", accepted));
    public static Wording WrongName(string host) => Words("api.wrongName", ("host", host));
    public static Wording Busy => Words("api.busy");
    public static Wording Failed => Words("api.failed");
    public static Wording Refused => Words("api.refused");
    public static Wording NoSuchDoor(string door) => Words("api.noSuchDoor", ("door", door));
    public static Wording NoSuchArea(string area) => Words("api.noSuchArea", ("area", area));
    public static Wording BadReason(long most) => Words("api.badReason", ("most", most));
    public static Wording BadNote(long most) => Words("api.badNote", ("most", most));
    public static Wording TooManyAlarms(long most) => Words("api.tooManyAlarms", ("most", most));
    public static Wording NoSuchPlace(string place) => Words("api.noSuchPlace", ("place", place));
    public static Wording NoSuchCamera(string camera) => Words("api.noSuchCamera", ("camera", camera));
    public static Wording NoPicture(string camera) => Words("api.noPicture", ("camera", camera));
    public static Wording NoSuchEvent(string stream, long seq) => Words("api.noSuchEvent", ("stream", stream), ("seq", seq));
    public static Wording BadCursor => Words("api.badCursor");
    public static Wording NoPersonFilter => Words("api.noPersonFilter");
    public static Wording Minutes(long most) => Words("api.minutes", ("most", most));
    public static Wording TooManyStreams(long most) => Words("api.tooManyStreams", ("most", most));
    public static Wording Somebody => Words("api.somebody");
    public static Wording SomeHome => Words("api.someHome");
}

/// <summary>The site file, changed by way of the gateway.</summary>
internal static class SiteTexts
{
    public static Wording CutOff => Words("site.cutOff");
    public static Wording EditedMeanwhile => Words("site.editedMeanwhile");
    public static Wording NoStart(long minutes, long starts) => Words("site.noStart", ("minutes", minutes), ("starts", starts));
    public static Wording DoesNotStart(Wording problem) => Words("site.doesNotStart", ("problem", problem));
    public static Wording Hangs(string doors) => Words("site.hangs", ("doors", doors));
    public static Wording RecordsNothing => Words("site.recordsNothing");
    public static Wording Missing(string what) => Words("site.missing", ("what", what));
    public static Wording NoMoment(long minutes, string doors) => Words("site.noMoment", ("minutes", minutes), ("doors", doors));
    public static Wording Failed(string problem) => Words("site.failed", ("problem", problem));
    public static Wording CannotWrite(string folder, string problem) => Words("site.cannotWrite", ("folder", folder), ("problem", problem));
    public static Wording NoFile => Words("site.noFile");
    public static Wording MaskedAway => Words("site.maskedAway");
    public static Wording TypeAnew => Words("site.typeAnew");
    public static Wording Title => Words("site.title");
    public static Wording Hint => Words("site.hint");
    public static Wording File => Words("site.file");
    public static Wording Check => Words("site.check");
    public static Wording Reload => Words("site.reload");
    public static Wording LastChange => Words("site.lastChange");
    public static Wording ToTrial => Words("site.toTrial");
    public static Wording Problems(long count) => Words("site.problems", ("count", count));
    public static Wording Line(long line) => Words("site.line", ("line", line));
    public static Wording WouldChange => Words("site.wouldChange");
    public static Wording Compared => Words("site.compared");
    public static Wording Gone => Words("site.gone");
    public static Wording New => Words("site.new");
    public static Wording Apply => Words("site.apply");
    public static Wording ApplyAndStart => Words("site.applyAndStart");
    public static Wording SaysTheSame => Words("site.saysTheSame");
    public static Wording Parts(string parts) => Words("site.parts", ("parts", parts));
    public static Wording NeedsStart(string parts, string doors, long seconds) =>
        Words("site.needsStart", ("parts", parts), ("doors", doors), ("seconds", seconds));
    public static Wording NothingStops => Words("site.nothingStops");
    public static Wording CamerasStop(string cameras) => Words("site.camerasStop", ("cameras", cameras));
    public static Wording OnTrialFor(long minutes) => Words("site.onTrialFor", ("minutes", minutes));
    public static Wording Stale => Words("site.stale");
    public static Wording LookAgain => Words("site.lookAgain");
    public static Wording Busy => Words("site.busy");
    public static Wording OnTrialNow => Words("site.onTrialNow");
    public static Wording Written => Words("site.written");
    public static Wording Waits => Words("site.waits");
    public static Wording WaitsFor(string doors) => Words("site.waitsFor", ("doors", doors));
    public static Wording StartsNow => Words("site.startsNow");
    public static Wording By(string who, string at) => Words("site.by", ("who", who), ("at", at));
    public static Wording Left(long minutes, long seconds) => Words("site.left", ("minutes", minutes), ("seconds", seconds));
    public static Wording MissingNow(string what) => Words("site.missingNow", ("what", what));
    public static Wording Keep => Words("site.keep");
    public static Wording GiveUp => Words("site.giveUp");
    public static Wording KeptNow => Words("site.keptNow");
    public static Wording GivenUpNow => Words("site.givenUpNow");
    public static Wording NoTrial => Words("site.noTrial");
    public static Wording NoChange => Words("site.noChange");
    public static Wording Who => Words("site.who");
    public static Wording What => Words("site.what");
    public static Wording Why => Words("site.why");
    public static Wording Rest => Words("site.rest");
    public static Wording LookOnceMore => Words("site.lookOnceMore");
    public static Wording OnlyRunning => Words("site.onlyRunning");
    public static Wording GiveRestart => Words("site.giveRestart");
    public static Wording StaleFile => Words("site.staleFile");
    public static Wording StateIs(string state) => Words("site.stateIs", ("state", state));

    public static Wording Settled(Wording outcome, Wording person, Wording parts, Wording because) =>
        Words("site.settled", ("outcome", outcome), ("person", person), ("parts", parts), ("because", because));

    public static Wording PartsBeside(Wording parts) => Words("site.partsBeside", ("parts", parts));
    public static Wording Because(Wording because) => Words("site.because", ("because", because));
    public static Wording Tried => Words("site.tried");
    public static Wording Kept => Words("site.kept");
    public static Wording GivenUp => Words("site.givenUp");
    public static Wording OtherFolder => Words("site.otherFolder");
    public static Wording MoveFolder => Words("site.moveFolder");
    public static Wording NobodyKept => Words("site.nobodyKept");
    public static Wording HasToBeKept => Words("site.hasToBeKept");
}
