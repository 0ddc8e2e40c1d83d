using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>One quiet notice for each absence and each late evening, on a clock that stands still until it is told to go.</summary>
public sealed class CareWatchTests : IDisposable
{
    private CareBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Who_lives_alone_and_does_not_come_or_go_is_noticed_once_and_a_passage_ends_it()
    {
        LiAgrees();
        _bench.WaitUntil(23, 21, 45);
        Assert.Empty(_bench.Raised);

        // 14 hours of a day from six to ten, from eight in the morning: until then 14 have passed at ten at night.
        _bench.WaitUntil(23, 22);
        var notice = Assert.Single(_bench.Raised);
        Assert.Equal((NoticeKind.Absent, "p-li", null), (notice.Kind, notice.Person, notice.UnseenMinutes));
        Assert.Equal(CareBench.Morning, notice.Since!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(notice.Notice, Assert.Single(_bench.Watch.Standing).Notice);

        _bench.WaitUntil(26, 12);
        Assert.Single(_bench.Raised);
        _bench.Pass("p-li");
        Assert.Empty(_bench.Watch.Standing);

        // Another absence is another notice.
        _bench.WaitUntil(27, 23);
        Assert.Equal(2, _bench.Raised.Count);
        Assert.Equal(2, _bench.Raised.Select(one => one.Notice).Distinct().Count());
    }

    [Fact]
    public void Nights_do_not_count_but_where_the_person_has_said_so()
    {
        LiAgrees(new CareSettings(Hours: 5, DayFrom: "07:00", DayTo: "21:00"));
        _bench.WaitUntil(23, 20);
        _bench.Pass("p-li", "unit-3-2");
        _bench.WaitUntil(24, 10, 45);
        Assert.Single(_bench.Raised);
        _bench.WaitUntil(24, 11);
        Assert.Equal(2, _bench.Raised.Count);

        _bench.Done(new RightsRequest.CareChange("p-li", new CareSettings(Hours: 100, InAll: 6)));
        _bench.WaitUntil(24, 21);
        _bench.Pass("p-li", "unit-3-2");
        _bench.WaitUntil(25, 3);
        Assert.Equal(3, _bench.Raised.Count);
    }

    [Fact]
    public void Whatever_the_person_opened_with_or_was_refused_by_right_is_a_sign_of_life_and_somebody_else_s_is_none()
    {
        LiAgrees();
        _bench.Put("p-daughter", "3-2-501");
        _bench.WaitUntil(23, 21);
        _bench.Deny("p-li", DenialReason.OutsideSchedule);
        _bench.WaitUntil(24, 18);
        Assert.Empty(_bench.Raised);
        _bench.Pass("p-daughter", "unit-3-2");
        _bench.Deny("p-li", DenialReason.LostCard);
        _bench.Deny("p-li", DenialReason.WrongPin);
        _bench.WaitUntil(24, 19);
        Assert.Single(_bench.Raised);
    }

    [Fact]
    public void Who_is_away_is_not_missed_and_is_looked_after_from_the_day_of_the_return()
    {
        LiAgrees();
        Assert.Contains("away from 2026-11-24 to 2026-11-25", _bench.Done(new RightsRequest.CareAway(null, "3-2-501", "2026-11-24",
            "2026-11-25")), StringComparison.Ordinal);
        _bench.WaitUntil(23, 12);
        _bench.Pass("p-li", "gate", DoorSide.Exit);
        _bench.WaitUntil(26, 19, 45);
        Assert.Empty(_bench.Raised);
        _bench.WaitUntil(26, 20);
        Assert.Single(_bench.Raised);

        _bench.Pass("p-li");
        _bench.Done(new RightsRequest.CareAway("p-li", null, "2026-11-27", null));
        _bench.Done(new RightsRequest.CareAway("p-li", null, null, null));
        _bench.WaitUntil(27, 23);
        Assert.Equal(2, _bench.Raised.Count);
    }

    [Fact]
    public void A_public_holiday_is_a_day_like_any_other_for_who_lives_alone()
    {
        _bench.Dispose();
        var day = new DateOnly(2026, 11, 23);
        _bench = new CareBench(calendar: new Calendar([new HolidayRange(day, day, "festival")], []));
        LiAgrees();
        _bench.WaitUntil(23, 22);
        Assert.Single(_bench.Raised);
    }

    [Fact]
    public void Withdrawal_ends_it_at_once_and_erases_what_was_set()
    {
        LiAgrees(new CareSettings(Hours: 14, Carers: ["王芳 13812345678"]));
        _bench.WaitUntil(23, 22);
        Assert.Single(_bench.Watch.Standing);
        _bench.Done(new RightsRequest.CareWithdrawal("p-li"));
        Assert.Empty(_bench.Watch.Standing);
        Assert.Null(_bench.Memory.Find("p-li"));
        Assert.Null(_bench.PlanOf("p-li"));
        Assert.DoesNotContain("p-li", ProjectionBench.Text(new(null!, [], null!, new Dictionary<string, DateTimeOffset>(), null!,
            Care: _bench.Memory.Keep())), StringComparison.Ordinal);
        _bench.CutOffAndStart();
        _bench.WaitUntil(30, 12);
        Assert.Single(_bench.Raised);
        Assert.Null(_bench.PlanOf("p-li"));
        Assert.Contains("nobody has agreed", _bench.Refused(new RightsRequest.CareWithdrawal("p-li")), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_moved_out_leaves_nothing_of_it()
    {
        LiAgrees();
        _bench.WaitUntil(23, 22);
        _bench.Done(new RightsRequest.PersonRemoval("p-li"));
        Assert.Empty(_bench.Watch.Standing);
        _bench.WaitUntil(25, 22);
        Assert.Single(_bench.Raised);
    }

    [Fact]
    public void Somebody_who_sees_to_it_is_on_record_and_it_is_not_raised_again()
    {
        LiAgrees();
        _bench.WaitUntil(23, 22);
        var notice = _bench.Watch.Standing[0].Notice;
        Assert.Empty(_bench.Watch.Acknowledge("n-none", "guard"));
        Assert.Equal([notice], _bench.Watch.Acknowledge(null, "guard"));
        Assert.Empty(_bench.Watch.Acknowledge(notice, "another"));
        Assert.Equal(new NoticeAcknowledged(notice, NoticeKind.Absent, "p-li", "guard"),
            Assert.Single(_bench.Journal.OfType<NoticeAcknowledged>()));
        _bench.CutOffAndStart();
        _bench.WaitUntil(27, 12);
        Assert.Empty(_bench.Watch.Standing);
        Assert.Single(_bench.Raised);
    }

    [Fact]
    public void Whose_right_has_ended_is_noticed_at_the_door_once_a_day()
    {
        _bench.Put("p-li", name: "Li");
        _bench.Deny("p-li", DenialReason.Expired);
        _bench.Watch.Tick();
        _bench.Deny("p-li", DenialReason.Expired);
        _bench.Deny("p-li", DenialReason.OutsideSchedule);
        _bench.Wait(TimeSpan.FromHours(1));
        Assert.Equal((NoticeKind.RightEnded, "gate"), (Assert.Single(_bench.Raised).Kind, _bench.Raised[0].Door));
        _bench.WaitUntil(24, 9);
        Assert.Single(_bench.Raised);
        _bench.Deny("p-li", DenialReason.Expired);
        _bench.Watch.Tick();
        Assert.Equal(2, _bench.Raised.Count);
        Assert.Single(_bench.Watch.Standing);

        // Nobody knows of it any more on the day after a week.
        _bench.Wait(TimeSpan.FromDays(7));
        Assert.Empty(_bench.Watch.Standing);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Who_is_enrolled_at_the_desk_is_noticed_on_the_first_passage_where_the_site_wants_it(bool wanted, int notices)
    {
        _bench.Dispose();
        _bench = new CareBench(notices: new NoticeOptions { FirstDay = wanted, RightEnded = false });
        _bench.Put("p-li");
        _bench.Ledger.Append(new ResidentEnrolled("p-li", 1, 0, null, IsNew: true));
        _bench.Put("p-list");
        _bench.Pass("p-list");
        _bench.Pass("p-li");
        _bench.Deny("p-li", DenialReason.Expired);
        _bench.Watch.Tick();
        _bench.CutOffAndStart();
        _bench.Pass("p-li");
        _bench.Wait(TimeSpan.FromHours(1));
        Assert.Equal(notices, _bench.Raised.Count);
        Assert.All(_bench.Raised, one => Assert.Equal((NoticeKind.FirstDay, "p-li"), (one.Kind, one.Person)));
        _bench.WaitUntil(25, 8);
        Assert.Empty(_bench.Watch.Standing);
    }

    private void LiAgrees(CareSettings? settings = null)
    {
        _bench.Put("p-li", "3-2-501", name: "Li");
        _bench.Agree("p-li", settings);
    }
}
