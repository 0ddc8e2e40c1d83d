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
    public static Wording NoPerson => Words("record.noPerson");
    public static Wording UploadsFull(long most) => Words("record.uploadsFull", ("most", most));
    public static Wording BadPhotos(long most) => Words("record.badPhotos", ("most", most));
}
