using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold for what a site file names beside it: secrets, calendar, notices; each after the path it is about.</summary>
internal static class FileRuleTexts
{
    public static Wording NoSecret(string name, string variable) => Words("fileRule.noSecret", ("name", name), ("variable", variable));
    public static Wording SecretNotUtf8(string name) => Words("fileRule.secretNotUtf8", ("name", name));
    public static Wording NoCaFile(string file) => Words("fileRule.noCaFile", ("file", file));
    public static Wording NoCalendar(string file) => Words("fileRule.noCalendar", ("file", file));

    public static Wording HolidayLength(string from, string to, long most) =>
        Words("fileRule.holidayLength", ("from", from), ("to", to), ("most", most));

    public static Wording NoWeekend(string day, Wording weekday) => Words("fileRule.noWeekend", ("day", day), ("weekday", weekday));
    public static Wording WorkedInHoliday(string day) => Words("fileRule.workedInHoliday", ("day", day));
    public static Wording NoDay(string text) => Words("fileRule.noDay", ("text", text));
    public static Wording Monday => Words("fileRule.monday");
    public static Wording Tuesday => Words("fileRule.tuesday");
    public static Wording Wednesday => Words("fileRule.wednesday");
    public static Wording Thursday => Words("fileRule.thursday");
    public static Wording Friday => Words("fileRule.friday");

    public static Wording NoNoticeFolder(string folder, string suffix) =>
        Words("fileRule.noNoticeFolder", ("folder", folder), ("suffix", suffix));

    public static Wording NoNotice(string folder, string suffix) => Words("fileRule.noNotice", ("folder", folder), ("suffix", suffix));
    public static Wording NoticeNotUtf8(string file, long line) => Words("fileRule.noticeNotUtf8", ("file", file), ("line", line));
}
