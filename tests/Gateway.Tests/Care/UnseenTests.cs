using CsCheck;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Care;

/// <summary>What nobody could see is not taken for an absence; and whatever ends the gateway, each absence is noticed once.</summary>
public sealed class UnseenTests : IDisposable
{
    private readonly CareBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void While_the_gateway_does_not_run_nothing_counts_and_the_notice_says_so()
    {
        LiAgrees();
        _bench.WaitUntil(23, 12);
        _bench.Ledger.Append(new GatewayStopped());
        _bench.CutOffAndStart(TimeSpan.FromDays(20));
        _bench.Watch.Tick();
        Assert.Empty(_bench.Raised);

        // Four hours before, ten after, on another day at noon.
        _bench.Wait(TimeSpan.FromHours(9.75));
        Assert.Empty(_bench.Raised);
        _bench.Wait(TimeSpan.FromHours(16));
        Assert.InRange(Assert.Single(_bench.Raised).UnseenMinutes!.Value, (20 * 24 * 60) - 1, (20 * 24 * 60) + 1);
    }

    [Fact]
    public void While_the_unit_door_lets_people_pass_unseen_nothing_counts_and_the_gate_has_no_part_in_it()
    {
        LiAgrees();
        _bench.Ledger.Append(new DoorModeChanged("gate", DoorMode.HeldOpen, null, "guard"));
        _bench.Ledger.Append(new FireReleased(["unit-3-2"]));
        _bench.WaitUntil(23, 12);
        _bench.Ledger.Append(new FireReset());
        _bench.WaitUntil(24, 9, 45);
        Assert.Empty(_bench.Raised);
        _bench.WaitUntil(24, 10);
        Assert.Equal(4 * 60, Assert.Single(_bench.Raised).UnseenMinutes);
    }

    [Fact]
    public void A_door_that_is_out_of_order_for_weeks_does_not_leave_anybody_lying()
    {
        LiAgrees();
        _bench.Ledger.Append(new LockFaulted("unit-3-2"));
        _bench.WaitUntil(24, 19, 45);
        Assert.Empty(_bench.Raised);
        _bench.WaitUntil(24, 20);
        Assert.InRange(Assert.Single(_bench.Raised).UnseenMinutes!.Value, (36 * 60) - 1, (36 * 60) + 1);
    }

    [Fact]
    public void While_nobody_knows_the_time_there_is_no_notice_and_the_counting_begins_anew_once_it_is_known()
    {
        LiAgrees();
        _bench.WaitUntil(23, 21);
        _bench.Ledger.Append(new GatewayStopped());

        // A box that comes up years ahead of its own journal, with nobody who vouches for it.
        _bench.Clock = Gateway.Journals.Clock.ClockState.Unsynchronised;
        _bench.CutOffAndStart(TimeSpan.FromDays(700));
        Assert.NotNull(_bench.Ledger.Time.LastCertain);
        _bench.Wait(TimeSpan.FromDays(3));
        Assert.Empty(_bench.Raised);

        _bench.Ledger.Time.Confirm();
        _bench.Ledger.Append(new ClockTrusted(_bench.Ledger.Time.GetUtcNow(), ClockWitness.Operator, "li"));
        Assert.Null(_bench.Ledger.Time.LastCertain);
        _bench.Wait(TimeSpan.FromHours(12));
        Assert.Empty(_bench.Raised);
        _bench.Wait(TimeSpan.FromHours(24));
        Assert.Single(_bench.Raised);
    }

    [Fact]
    public void Each_absence_is_noticed_exactly_once_whenever_the_gateway_is_killed() =>
        Gen.Int[0, 6].Array[1, 12].Sample(
            acts =>
            {
                using var bench = new CareBench();
                bench.Put("p-li", "3-2-501");
                bench.Agree("p-li");
                var (absences, isNoticed) = (0, false);
                foreach (var act in acts)
                {
                    switch (act)
                    {
                        case 0:
                            bench.Pass("p-li");
                            isNoticed = false;
                            break;
                        case 1:
                            bench.Watch.Acknowledge(null, "guard");
                            break;
                        case 2 or 3:
                            // Killed after the record, or before anybody looked; a moment later it runs again.
                            bench.CutOffAndStart(TimeSpan.FromSeconds(20));
                            break;
                        case 4:
                            bench.Time.Advance(TimeSpan.FromHours(26));
                            bench.CutOffAndStart();
                            break;
                        case 5:
                            bench.Watch.Tick();
                            break;
                        default:
                            bench.Time.Advance(TimeSpan.FromHours(60));
                            bench.Ledger.Append(new HeldOpenWarned("gate", 1));
                            bench.Ledger.Append(new DoorSecured("gate"));
                            bench.Watch.Tick();
                            absences += isNoticed ? 0 : 1;
                            isNoticed = true;
                            break;
                    }

                    if (!isNoticed && bench.Raised.Count > absences)
                    {
                        (absences, isNoticed) = (absences + 1, true);
                    }
                }

                return bench.Raised.Count == absences && bench.Raised.Select(one => one.Notice).Distinct().Count() == absences;
            },
            iter: FastTests.Cases(60), threads: 1);

    private void LiAgrees()
    {
        _bench.Put("p-li", "3-2-501", name: "Li");
        _bench.Agree("p-li", new CareSettings(Hours: 14));
    }
}
