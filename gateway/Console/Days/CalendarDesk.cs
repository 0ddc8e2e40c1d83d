using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Admin.Holidays;
using Zhuhui.Edge.Gateway.Console.Forms;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Days;

/// <summary>Who may pass when, in words, and the holidays that decide it.</summary>
internal sealed class CalendarDesk(SiteFile site, PolicyInForce policy, HolidayBook holidays, ResidentDirectory residents,
    ChangedFiles changed, TimeProvider time)
{
    private static readonly JsonSerializerOptions _written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public CalendarModel Show(Language language)
    {
        var (now, year) = (policy.Now.Policy, site.DayOf(time.GetUtcNow()).Year);
        var users = residents.All.Where(person => person.Schedule is not null).CountBy(person => person.Schedule!)
            .ToDictionary(StringComparer.Ordinal);
        return new CalendarModel([.. now.Schedules.Select(schedule => new ScheduleRow(schedule.Id, Words(schedule.Id, language),
            Users(schedule.Id, users.GetValueOrDefault(schedule.Id), language)))], [.. Groups(language)],
            [Year(year, language), Year(year + 1, language)], (holidays.IsOfHub ? CalendarTexts.FromHub
                : site.CalendarFile.Length == 0 ? CalendarTexts.NoFile : CalendarTexts.FromFile(Path.GetFileName(site.CalendarFile)))
                .In(language), Changed(language));
    }

    /// <summary>The calendar file with a year's days as they were typed.</summary>
    /// <returns>The file, or what is wrong.</returns>
    public (byte[]? File, string? Problem) Corrected(int year, string text, Language language)
    {
        List<HolidayRange> ranges = [.. holidays.Calendar.Holidays.Where(one => one.From.Year != year && one.To.Year != year)];
        List<DateOnly> working = [.. holidays.Calendar.WorkingDays.Where(day => day.Year != year)];
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split((char[])[' ', '\u3000', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            if (words is [var first, var last, var name] && FormFieldsReader.DayOf(first) is { } from
                && FormFieldsReader.DayOf(last) is { } to)
            {
                ranges.Add(new HolidayRange(from, to, name));
            }
            else if (words is [var one] && FormFieldsReader.DayOf(one) is { } day)
            {
                working.Add(day);
            }
            else
            {
                return (null, CalendarTexts.BadLine(line).In(language));
            }
        }

        HolidayRange[] all = [.. ranges.OrderBy(one => one.From)];
        DateOnly[] worked = [.. working.Distinct().Order()];
        return CalendarFile.Problems(all, worked).FirstOrDefault() is { } problem ? (null, problem.Line.In(language))
            : (JsonSerializer.SerializeToUtf8Bytes(new CalendarFile
            {
                Holidays = [.. all.Select(one => new HolidayEntry { From = Written(one.From), To = Written(one.To), Name = one.Name })],
                WorkingDays = [.. worked.Select(Written)],
            }, _written), null);
    }

    private YearModel Year(int year, Language language)
    {
        var (days, worked) = holidays.Of(year);
        return new YearModel(year, holidays.Calendar.Covers(year), [.. days.Select(one => new HolidayRow(one.Name, one.From == one.To
            ? Written(one.From) : CalendarTexts.Days(Written(one.From), Written(one.To), one.To.DayNumber - one.From.DayNumber + 1)
                .In(language)))], string.Join(language == Language.Zh ? "\u3001" : ", ", worked.Select(Written)),
            holidays.ConfirmationOf(year) is { } known ? CalendarTexts.ConfirmedBy(known.By, site.Written(known.At), known.Notice)
                .In(language) : null, holidays.DigestOf(year), string.Join('\n', [
                    .. days.Select(one => $"{Written(one.From)} {Written(one.To)} {one.Name}"), .. worked.Select(Written)]));
    }

    private IEnumerable<GroupRow> Groups(Language language)
    {
        foreach (var homes in site.Doors.Where(door => door.Homes.Count > 0))
        {
            yield return new GroupRow(CalendarTexts.LivesIn(string.Join(", ", homes.Homes)).In(language), site.DoorName(homes.Id),
                CalendarTexts.Always.In(language));
        }

        foreach (var group in policy.Now.Policy.Groups ?? [])
        {
            yield return new GroupRow(CalendarTexts.Group(group.Id, residents.All.Count(person => person.Groups.Contains(group.Id)))
                .In(language), group.Doors.Count == 0 ? CommandTexts.AllDoors.In(language)
                    : Wording.Join(ListTexts.Comma, group.Doors.Select(site.DoorName)).In(language),
                group.Schedule is { } schedule ? Words(schedule, language) : CalendarTexts.Always.In(language));
        }
    }

    private string Words(string schedule, Language language) => (ScheduleFormatter.Format(policy.Now.Policy, schedule)
        ?? CalendarTexts.Never).In(language);

    private string Users(string schedule, int people, Language language) => Wording.Join(ListTexts.Semicolon, ((Wording?[])
    [
        people > 0 ? CalendarTexts.ByPeople(people) : null,
        .. site.Doors.Where(door => door.UnlockSchedule == schedule).Select(door => CalendarTexts.Unlocked(site.DoorName(door.Id))),
        .. site.Doors.Where(door => door.Verify.Any(rule => rule.Schedule == schedule)).Select(door => CalendarTexts.Verified(
            site.DoorName(door.Id))),
    ]).OfType<Wording>().DefaultIfEmpty(CalendarTexts.ByNobody)).In(language);

    private string? Changed(Language language) => changed.Now() is not [var file, ..] ? null
        : (file.First is { } problem ? CalendarTexts.FileSpoilt(Path.GetFileName(file.File), problem)
            : CalendarTexts.FileChanged(Path.GetFileName(file.File))).In(language);

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
