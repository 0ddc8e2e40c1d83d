using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The administrator's pages about backups.</summary>
internal static class BackupTexts
{
    public static Wording Title => Words("backup.title");
    public static Wording Hint => Words("backup.hint");
    public static Wording Make => Words("backup.make");
    public static Wording Seal => Words("backup.seal");
    public static Wording SealedFor(string key) => Words("backup.sealedFor", ("key", key));
    public static Wording NoRecovery => Words("backup.noRecovery");
    public static Wording None => Words("backup.none");
    public static Wording People(long count) => Words("backup.people", ("count", count));
    public static Wording IsSealed => Words("backup.isSealed");
    public static Wording Damaged => Words("backup.damaged");
    public static Wording Preview => Words("backup.preview");
    public static Wording Download => Words("backup.download");
    public static Wording Daily => Words("backup.daily");
    public static Wording Asked => Words("backup.asked");
    public static Wording BeforeChange => Words("backup.beforeChange");
    public static Wording Made(long count) => Words("backup.made", ("count", count));
    public static Wording Restore => Words("backup.restore");
    public static Wording WouldRestore(string time, long count) => Words("backup.wouldRestore", ("time", time), ("count", count));
    public static Wording Same => Words("backup.same");
    public static Wording StaysAway => Words("backup.staysAway");
    public static Wording RestoreNow(string time) => Words("backup.restoreNow", ("time", time));
    public static Wording Restored(string time, long count, long lost) =>
        Words("backup.restored", ("time", time), ("count", count), ("lost", lost));
}
