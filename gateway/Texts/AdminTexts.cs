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
