using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>What is seen at this moment.</summary>
/// <param name="Incident">The camera's number for it; its end bears the same.</param>
/// <param name="Since">When it was told, by the monotonic clock.</param>
internal sealed record Going(int Incident, TimeSpan Since, int Count, double Score);

/// <summary>An alarm that has not ended. Times are of the monotonic clock.</summary>
/// <param name="SeenAt">When what raised it was seen last; while it goes on, when it was last told.</param>
/// <param name="Most">The most people at once; for a line 1.</param>
/// <param name="Repeats">How often it began anew within the re-alert time: alarms that were not raised.</param>
internal sealed record OpenAlarm(TimeSpan RaisedAt, TimeSpan SeenAt, int Most, int Repeats, int LeftToRight, int RightToLeft)
{
    public double Seconds => Math.Round((SeenAt - RaisedAt).TotalSeconds, 1);

    public OpenAlarm With(CrossingDirection direction) => direction == CrossingDirection.LeftToRight
        ? this with { LeftToRight = LeftToRight + 1 }
        : this with { RightToLeft = RightToLeft + 1 };
}

/// <summary>All that is known about one kind of alarm at one place.</summary>
/// <param name="Armed">In effect now: by its schedule, or by an operator's order.</param>
/// <param name="Going">Null while nothing is seen.</param>
internal sealed record WatchState(bool Armed, Going? Going, OpenAlarm? Alarm)
{
    public static WatchState AtRest { get; } = new(false, null, null);
}

/// <summary>What can happen to it.</summary>
internal abstract record WatchInput
{
    public sealed record Began(int Incident, int Count, double Score) : WatchInput;

    /// <param name="Lasted">Null: until now.</param>
    public sealed record Ended(int Incident, TimeSpan? Lasted, int Most) : WatchInput;

    public sealed record Crossed(CrossingDirection Direction, double Score) : WatchInput;

    /// <summary>The camera gives no pictures.</summary>
    public sealed record Lost : WatchInput;

    public sealed record Arm : WatchInput;

    public sealed record Disarm(AlarmEndReason Reason) : WatchInput;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : WatchInput;
}

/// <summary>What is to be recorded.</summary>
internal abstract record WatchOutcome
{
    /// <param name="Direction">Of the crossing that raised it; null for anything but a line.</param>
    public sealed record Raised(int Count, double Score, CrossingDirection? Direction) : WatchOutcome;

    /// <summary>It belongs to the alarm that is open: counted, and not raised anew.</summary>
    public sealed record Joined : WatchOutcome;

    public sealed record Ended(AlarmEndReason Reason, OpenAlarm Alarm) : WatchOutcome;
}
