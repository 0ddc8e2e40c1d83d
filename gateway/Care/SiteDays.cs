namespace Zhuhui.Edge.Gateway.Care;

/// <summary>Days and times of day on the site's clocks.</summary>
internal sealed class SiteDays(TimeZoneInfo zone)
{
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>A time that the clocks pass over is the one they go on with.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(zone.IsInvalidTime(local) ? local.AddHours(1) : local));
    }
}
