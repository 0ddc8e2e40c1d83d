using Zhuhui.Edge.Gateway.Projections.Duty;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>What somebody says about an alarm.</summary>
internal enum AlarmActKind
{
    /// <summary>I take care of it.</summary>
    Mine,

    /// <summary>It was what it said, and has been seen to.</summary>
    Done,

    /// <summary>There was nothing to be alarmed about.</summary>
    False,
}

/// <summary>An act on alarms.</summary>
/// <param name="Alarms">Null for all that it can be done to.</param>
/// <param name="Kind">Null: noticed, and nothing said about it, as programs of before have it.</param>
/// <param name="TakeOver">Mine also where somebody else has it.</param>
internal sealed record AlarmAct(IReadOnlyList<string>? Alarms, AlarmActKind? Kind, string Operator, string? Note = null,
    bool TakeOver = false)
{
    public const int LongestNote = 300;

    public const int MostAlarms = 1000;

    /// <summary>A note that a record, a page and a line of the log can take.</summary>
    public static bool IsNote(string? note) => note is null || (note.Length <= LongestNote && !string.IsNullOrWhiteSpace(note)
        && !note.Any(char.IsControl));
}

/// <summary>Why an act was not done to an alarm.</summary>
internal enum AlarmRefusalCode
{
    NoSuchAlarm,

    /// <summary>Somebody has ended it, whether it goes on or not.</summary>
    AlreadyEnded,

    /// <summary>Somebody else takes care of it.</summary>
    AlreadyTaken,
}

/// <param name="By">Who ended or has it; null where there is none.</param>
/// <param name="At">Since when.</param>
internal sealed record AlarmRefusal(string Alarm, AlarmRefusalCode Code, string? By = null, DateTimeOffset? At = null)
{
    public static AlarmRefusal Unknown(string alarm, HandledAlarm? ended) => ended is null
        ? new AlarmRefusal(alarm, AlarmRefusalCode.NoSuchAlarm)
        : new AlarmRefusal(alarm, AlarmRefusalCode.AlreadyEnded, ended.Operator, ended.At);
}

/// <param name="Alarms">Those that it was done to.</param>
/// <param name="Refused">Those of the named that it was not done to.</param>
internal sealed record AlarmActResult(IReadOnlyList<string> Alarms, IReadOnlyList<AlarmRefusal> Refused);

/// <summary>How many alarms stand.</summary>
/// <param name="Unacknowledged">However old, those that are no longer listed included.</param>
/// <param name="Untaken">Of those that are listed: nobody has acknowledged and nobody has.</param>
/// <param name="Unlisted">So old and many that they are counted alone; the journal and the hub have them.</param>
/// <param name="Sounding">Untaken, and not silenced.</param>
internal sealed record AlarmCounts(long Unacknowledged, int Untaken, long Unlisted, int Sounding = 0);
