using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What a day is, for a schedule. One day can be several: a Wednesday that is a public holiday is <see cref="Wed"/>,
/// <see cref="Holiday"/> and <see cref="RestDay"/>.</summary>
internal enum DayKind
{
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,

    /// <summary>Monday to Friday but public holidays, and the weekend days swapped for them.</summary>
    WorkingDay,

    /// <summary>Every day that is no working day.</summary>
    RestDay,

    /// <summary>A public holiday of the calendar.</summary>
    Holiday,
}

/// <summary>When people may pass.</summary>
internal sealed record ScheduleOptions
{
    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("The schedule's name; people and doors refer to it.")]
    public string Id { get; init; } = "";

    [Description("The periods; a time in any of them is in the schedule.")]
    public IReadOnlyList<PeriodOptions> Periods { get; init; } = [];
}

/// <summary>One stretch of time on some days.</summary>
internal sealed record PeriodOptions
{
    internal const string TimePattern = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";

    [Description("The days it begins on: mon to sun, workingDay, restDay, holiday. mon to sun go by the date alone.")]
    public IReadOnlyList<DayKind> Days { get; init; } = [];

    [Required, RegularExpression(TimePattern)]
    [Description("When it begins, site time.")]
    public string From { get; init; } = "00:00";

    [Required, RegularExpression(TimePattern)]
    [Description("When it ends, that minute no longer included. Earlier than its begin: on the next day.")]
    public string To { get; init; } = "24:00";
}

/// <summary>What becomes of somebody who comes in twice without having gone out.</summary>
internal enum AntiPassback
{
    Off,

    /// <summary>Let in, and recorded.</summary>
    Soft,

    /// <summary>Not let in.</summary>
    Hard,

    /// <summary>Not let in again by the same way within some minutes.</summary>
    Timed,
}

/// <summary>One area that doors lead into.</summary>
internal sealed record AreaOptions
{
    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("The area's name; doors refer to it.")]
    public string Id { get; init; } = "";

    [Description("off, soft (recorded), hard (not let in) or timed (not let in again within some minutes).")]
    public AntiPassback AntiPassback { get; init; } = AntiPassback.Off;

    [Range(1, 1440)]
    [Description("timed only: for how many minutes.")]
    public int AntiPassbackMinutes { get; init; } = 10;

    [Range(0, 100000)]
    [Description("How many people may be in the area; 0 for no limit. Going out is never refused.")]
    public int Limit { get; init; }

    [Description("true: doors of another gateway lead here too. Where somebody is can then not be known for "
        + "certain, and hard acts as soft.")]
    public bool ReachedElsewhere { get; init; }
}

/// <summary>A mantrap: of these doors only one may be unlocked or open at a time. Fire outranks it.</summary>
internal sealed record InterlockOptions
{
    [Required, RegularExpression(SiteFile.NamePattern)]
    [Description("The interlock's name, as denials quote it.")]
    public string Id { get; init; } = "";

    [Length(2, 32)]
    [Description("The doors.")]
    public IReadOnlyList<string> Doors { get; init; } = [];
}

/// <summary>The fire alarm panel's contact: while it is active every egress door is released, whatever else holds.</summary>
internal sealed record FireOptions
{
    [Required]
    [Description("The input; active means fire. Wire it so that a cut wire is active.")]
    public InputOptions? Input { get; init; }
}

/// <summary>What holds for PINs and visitor passes.</summary>
internal sealed record CredentialOptions
{
    [Range(3, 10)]
    [Description("After so many wrong PINs in a row the keypad, or the card, takes no PIN for a while, and an alarm is raised.")]
    public int PinTries { get; init; } = 5;

    [Range(1, 1440)]
    [Description("For how many minutes.")]
    public int PinLockoutMinutes { get; init; } = 5;

    [Range(4, 10)]
    [Description("The shortest PIN, in digits.")]
    public int PinDigits { get; init; } = 6;
}

/// <summary>What decides while nobody knows the time.</summary>
internal enum ClockRule
{
    /// <summary>Nobody is refused for the hours, nor because a right has not begun or has just ended.</summary>
    Lenient,

    /// <summary>Rights and hours are asked by the time as it is counted.</summary>
    Strict,
}

/// <summary>The machine's clock.</summary>
internal sealed record ClockOptions
{
    [Description("What holds for rights and hours after a start with a clock that is not believed, until it is set, confirmed or the hub "
        + "tells the time: lenient: nobody is refused because by that clock a right has not begun or has just "
        + "ended, or for the hours; what "
        + "ended before the newest record on the disk stays ended. strict: all are asked by the time counted on from the newest record.")]
    public ClockRule WhenDoubted { get; init; } = ClockRule.Lenient;
}
