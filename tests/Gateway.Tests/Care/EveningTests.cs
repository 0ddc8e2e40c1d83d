using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>A child's evening, where a guardian asked for it.</summary>
public sealed class EveningTests : IDisposable
{
    private CareBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Who_went_out_and_has_not_come_back_by_then_is_noticed_once_that_evening()
    {
        MingAgrees();
        _bench.WaitUntil(23, 16);
        _bench.Pass("p-ming", "gate", DoorSide.Exit);
        _bench.WaitUntil(23, 20, 45);
        Assert.Empty(_bench.Raised);
        _bench.WaitUntil(23, 21);
        var notice = Assert.Single(_bench.Raised);
        Assert.Equal((NoticeKind.OutLate, "gate", 16), (notice.Kind, notice.Door,
            notice.Since!.Value.ToOffset(TimeSpan.FromHours(8)).Hour));
        _bench.WaitUntil(23, 23);
        Assert.Single(_bench.Raised);

        // At home: nobody has to see to it any more, and going out again is the same evening.
        _bench.Pass("p-ming");
        Assert.Empty(_bench.Watch.Standing);
        _bench.Pass("p-ming", "gate", DoorSide.Exit);
        _bench.WaitUntil(24, 5);
        Assert.Single(_bench.Raised);

        // It is out the next evening too.
        _bench.WaitUntil(24, 22);
        Assert.Equal(2, _bench.Raised.Count);
    }

    [Fact]
    public void Who_plays_in_the_yard_is_not_out_and_who_goes_out_or_comes_in_after_that_hour_is_noticed()
    {
        MingAgrees();
        _bench.WaitUntil(23, 20);
        _bench.Pass("p-ming", "unit-3-2", DoorSide.Exit);
        _bench.WaitUntil(23, 21, 30);
        _bench.Pass("p-ming", "unit-3-2");
        _bench.WaitUntil(23, 22);
        Assert.Empty(_bench.Raised);

        _bench.Pass("p-ming", "gate", DoorSide.Exit);
        _bench.Watch.Tick();
        Assert.Equal(NoticeKind.OutLate, Assert.Single(_bench.Raised).Kind);

        // Where nobody reads who goes out, coming in late is what there is to notice.
        _bench.WaitUntil(24, 6);
        _bench.Pass("p-ming");
        _bench.WaitUntil(24, 23);
        _bench.Pass("p-ming");
        _bench.Watch.Tick();
        Assert.Equal(NoticeKind.HomeLate, _bench.Raised[^1].Kind);
        Assert.Equal(2, _bench.Raised.Count);
    }

    [Fact]
    public void Before_a_day_off_and_on_days_away_other_hours_hold()
    {
        _bench.Dispose();
        var holiday = new DateOnly(2026, 11, 25);
        _bench = new CareBench(calendar: new Calendar([new HolidayRange(holiday, holiday, "festival")], []));
        MingAgrees("22:30");
        _bench.Done(new RightsRequest.CareAway("p-ming", null, "2026-11-23", null));
        _bench.Pass("p-ming", "gate", DoorSide.Exit);
        _bench.WaitUntil(24, 22, 15);
        Assert.Empty(_bench.Raised);
        _bench.WaitUntil(24, 22, 30);
        Assert.Single(_bench.Raised);
        _bench.WaitUntil(25, 20, 45);
        Assert.Single(_bench.Raised);
        _bench.WaitUntil(25, 21);
        Assert.Equal(2, _bench.Raised.Count);
    }

    [Fact]
    public void It_is_the_guardian_s_to_ask_for_and_ends_with_withdrawal_and_of_age()
    {
        _bench.Put("p-ming", "3-2-501", new DateOnly(2008, 11, 24));
        Assert.Contains("a guardian agrees", _bench.Refused(new RightsRequest.CareAgreement("p-ming", "clerk", null,
            new CareSettings(By: "21:00"))), StringComparison.Ordinal);
        _bench.Put("p-grown", "3-2-502", new DateOnly(2008, 11, 23));
        _bench.Put("p-unknown", "3-2-503");
        Assert.All(["p-grown", "p-unknown"], person => Assert.Contains("a child of less than 18 years", _bench.Refused(
            new RightsRequest.CareAgreement(person, "clerk", "mother", new CareSettings(By: "21:00"))), StringComparison.Ordinal));
        _bench.AgreeForChild("p-ming");
        Assert.Equal(new CareAgreed("p-ming", CareKind.Evening, "2026-11", true), Assert.Single(_bench.Journal.OfType<CareAgreed>()));
        _bench.Pass("p-ming", "gate", DoorSide.Exit);
        _bench.WaitUntil(23, 21);
        Assert.Single(_bench.Raised);
        _bench.WaitUntil(24, 22);
        Assert.Single(_bench.Raised);

        _bench.Put("p-hong", "3-2-504", new DateOnly(2015, 1, 1));
        _bench.AgreeForChild("p-hong");
        _bench.Pass("p-hong", "gate", DoorSide.Exit);
        _bench.Done(new RightsRequest.CareWithdrawal("p-hong"));
        _bench.WaitUntil(25, 22);
        Assert.Single(_bench.Raised);
    }

    private void MingAgrees(string? beforeDayOff = null)
    {
        _bench.Put("p-ming", "3-2-501", new DateOnly(2015, 1, 1), "Ming");
        _bench.AgreeForChild("p-ming", beforeDayOff: beforeDayOff);
    }
}
