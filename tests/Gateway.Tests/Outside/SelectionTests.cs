using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>What of the journal a target is told, and when.</summary>
public sealed class SelectionTests : IDisposable
{
    private readonly OutsideBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task In_quiet_hours_only_what_is_urgent_goes_and_takes_the_rest_along()
    {
        // 16:00 at the site.
        using var bench = new OutsideBench(new TargetOptions
        {
            Id = "night",
            Kind = TargetKind.Wecom,
            QuietHours = new QuietHoursOptions { From = "15:00", To = "18:00" },
            MaxAgeHours = 24,
        });
        bench.Bench.Append(new DoorHeldOpen("shed", 30));
        await bench.TurnAsync(60);
        Assert.Empty(bench.Sent);
        bench.Bench.Append(new LostCardShown("gate", "1", "p-1"));
        await bench.TurnAsync();
        Assert.Equal(2, Assert.Single(bench.Sent).Told.Count);
        bench.Bench.Append(new DoorHeldOpen("shed", 30));
        await bench.TurnAsync(60);
        Assert.Single(bench.Sent);
        bench.Bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.TurnAsync();
        Assert.Equal(2, bench.Sent.Count);
    }

    [Fact]
    public async Task A_silenced_device_is_not_told_to_people_and_marked_for_programs()
    {
        using var program = new OutsideBench(new TargetOptions { Id = "program", Kind = TargetKind.Webhook });
        foreach (var bench in new[] { _bench, program })
        {
            bench.Silenced.Silence("gate", TimeSpan.FromHours(1), "a wedge", "li");
            bench.Bench.Append(new DoorHeldOpen("gate", 30), new ReleaseFailed("gate", "box:1", null, false));
            await bench.TurnAsync(2);
        }

        Assert.Equal([EventTypes.ReleaseFailed], _bench.Sent.SelectMany(one => one.Told).Select(one => one.Type));
        Assert.Equal([(EventTypes.DoorHeldOpen, true), (EventTypes.ReleaseFailed, false)],
            program.Sent.SelectMany(one => one.Told).Select(one => (one.Type, one.IsSilenced)));
    }

    [Fact]
    public async Task Only_what_it_is_told_of_is_told_ends_where_they_are_wanted_and_never_its_own_fault()
    {
        using var all = new OutsideBench(new TargetOptions
        {
            Id = "all",
            Kind = TargetKind.Webhook,
            FollowUps = true,
            Of = [OutsideSubject.Alarms, OutsideSubject.Notices, OutsideSubject.Faults],
        });
        using var fire = new OutsideBench(new TargetOptions { Id = "fire", Kind = TargetKind.Webhook, Of = [OutsideSubject.Fire] });
        foreach (var bench in new[] { all, fire })
        {
            bench.Bench.Append(new DoorForced("gate"), new DoorSecured("gate"), new AlarmSeenTo("door/gate", EventTypes.DoorForced, "gate",
                "guard chen", AlarmOutcome.False, "old Mrs Li"), new FireReleased(["gate"]), new DeviceLost("box", "silent"),
                new DeviceLost("outside/all", "refused"), new NoticeRaised("n-1", NoticeKind.Absent, "p-1"), new GatewayStopped(),
                new ResidentEnrolled("p-1", 1, 0, null, IsNew: true));
            await bench.TurnAsync(2);
        }

        var told = all.Sent.SelectMany(one => one.Told).ToArray();
        Assert.Equal([EventTypes.DoorForced, EventTypes.DoorSecured, EventTypes.AlarmSeenTo, EventTypes.FireReleased,
            EventTypes.DeviceOffline, EventTypes.NoticeRaised], told.Select(one => one.Type));
        Assert.Equal([false, true, true, false, false, false], told.Select(one => one.IsFollowUp));
        Assert.DoesNotContain(told, one => one.Text.Contains("chen", StringComparison.Ordinal)
            || one.Text.Contains("Mrs Li", StringComparison.Ordinal));
        Assert.Equal([EventTypes.FireReleased], fire.Sent.SelectMany(one => one.Told).Select(one => one.Type));
    }
}
