using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>What would have been raised.</summary>
/// <param name="At">By the monotonic clock.</param>
/// <param name="IsAlarm">False: the ring puts it on record and wakes nobody.</param>
/// <param name="Count">As the alarm would have it.</param>
/// <param name="X">Where, in fractions of the picture.</param>
internal sealed record WouldBe(TimeSpan At, AlarmKind Kind, string Zone, bool IsAlarm, int Count, float X, float Y);

/// <summary>Tries a camera's zones and lines on where people walked within the last hour, by the code that raises alarms. All of them count
/// as armed all the time: what the hours of a schedule leave out is not what is drawn.</summary>
internal static class LookBack
{
    public static IReadOnlyList<WouldBe> Run(SiteFile site, SiteCamera camera, TrackHistory history)
    {
        var clock = new ReplayClock();
        List<WouldBe> raised = [];
        var (x, y) = (0f, 0f);
        var watch = new CameraWatch(site, camera, clock, () => $"{raised.Count}", Append);
        watch.Tick(static _ => new ArmState(true, AlarmEndReason.Over));
        foreach (var told in TrackReplay.Run(history, Rings.Resolved(site, camera)))
        {
            (clock.Now, x, y) = (told.At, told.X, told.Y);
            watch.Handle(told.Sighting);
        }

        return raised;

        void Append(GatewayEvent happened)
        {
            switch (happened)
            {
                case AlarmRaised { Zone: { } zone } alarm:
                    raised.Add(new WouldBe(clock.Now, alarm.Kind, zone, true, alarm.Count, x, y));
                    break;
                case IncidentNoted { Zone: { } zone } noted:
                    raised.Add(new WouldBe(clock.Now, noted.Kind, zone, false, noted.Count, x, y));
                    break;
            }
        }
    }
}
