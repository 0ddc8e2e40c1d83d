using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The page of schedules, groups and holidays.</summary>
internal static class CalendarTexts
{
    public static Wording Title => Words("calendar.title");
    public static Wording Holidays => Words("calendar.holidays");
    public static Wording FromHub => Words("calendar.fromHub");
    public static Wording FromFile(string file) => Words("calendar.fromFile", ("file", file));
    public static Wording NoFile => Words("calendar.noFile");
    public static Wording NotKnown(long year) => Words("calendar.notKnown", ("year", year));
    public static Wording Worked => Words("calendar.worked");
    public static Wording Days(string from, string to, long days) => Words("calendar.days", ("from", from), ("to", to), ("days", days));
    public static Wording ConfirmedBy(string who, string at, string notice) =>
        Words("calendar.confirmedBy", ("who", who), ("at", at), ("notice", notice));
    public static Wording Notice => Words("calendar.notice");
    public static Wording NoticeHint(long year) => Words("calendar.noticeHint", ("year", year));
    public static Wording Confirm => Words("calendar.confirm");
    public static Wording Confirmed(long year) => Words("calendar.confirmed", ("year", year));
    public static Wording NameNotice => Words("calendar.nameNotice");
    public static Wording DaysChanged => Words("calendar.daysChanged");
    public static Wording Correct(long year) => Words("calendar.correct", ("year", year));
    public static Wording Lines => Words("calendar.lines");
    public static Wording LinesHint => Words("calendar.linesHint");
    public static Wording MakeFile => Words("calendar.makeFile");
    public static Wording BadLine(string line) => Words("calendar.badLine", ("line", line));
    public static Wording FileChanged(string file) => Words("calendar.fileChanged", ("file", file));
    public static Wording FileSpoilt(string file, Wording problem) => Words("calendar.fileSpoilt", ("file", file), ("problem", problem));
    public static Wording Schedules => Words("calendar.schedules");
    public static Wording NoSchedules => Words("calendar.noSchedules");
    public static Wording Never => Words("calendar.never");
    public static Wording Always => Words("calendar.always");
    public static Wording ByPeople(long people) => Words("calendar.byPeople", ("people", people));
    public static Wording Unlocked(string door) => Words("calendar.unlocked", ("door", door));
    public static Wording Verified(string door) => Words("calendar.verified", ("door", door));
    public static Wording ByNobody => Words("calendar.byNobody");
    public static Wording Groups => Words("calendar.groups");
    public static Wording NoGroups => Words("calendar.noGroups");
    public static Wording Group(string name, long people) => Words("calendar.group", ("name", name), ("people", people));
    public static Wording LivesIn(string homes) => Words("calendar.livesIn", ("homes", homes));
}
