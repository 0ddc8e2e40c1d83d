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
