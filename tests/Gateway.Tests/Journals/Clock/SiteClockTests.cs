using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Clock;

/// <summary>The site's time over clocks that are wrong, with a real journal.</summary>
public sealed class SiteClockTests : IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _folder = new();
    private SteppedClock _machine = new(JournalBench.Morning);
    private ClockState? _kernel = ClockState.Unsynchronised;
    private EventLedger _ledger;

    public SiteClockTests() => _ledger = Open();

    private SiteClock Time => _ledger.Time;

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void With_an_empty_journal_every_clock_is_believed()
    {
        Assert.Null(Time.Doubt);
        Assert.Equal(_machine.GetUtcNow(), Time.GetUtcNow());
    }

    [Theory]
    [InlineData(-30.0, ClockDoubtReason.Behind)]
    [InlineData(-0.01, ClockDoubtReason.Behind)]
    [InlineData(-0.001, null)]
    [InlineData(0.0, null)]
    [InlineData(89.0, null)]
    [InlineData(91.0, ClockDoubtReason.Ahead)]
    [InlineData(3653.0, ClockDoubtReason.Ahead)]
    internal void After_a_start_the_newest_record_speaks_for_or_against_the_clock(double days, ClockDoubtReason? doubt)
    {
        var newest = Record();
        Restart(TimeSpan.FromDays(days));
        Assert.Equal(doubt, Time.Doubt?.Reason);
        Assert.Equal(doubt is null ? null : newest, Time.LastCertain);
        _machine.Advance(TimeSpan.FromMinutes(1));
        var expected = doubt is null ? _machine.GetUtcNow() : newest + TimeSpan.FromMinutes(1);
        Assert.Equal(expected, Time.GetUtcNow());
    }

    [Fact]
    public void A_record_of_a_doubted_clock_is_marked_as_undated_though_the_kernel_calls_the_clock_synchronised()
    {
        _kernel = ClockState.Synchronised;
        _machine.Advance(_look);
        Record();
        Restart(TimeSpan.FromDays(-30));
        Assert.Equal(ClockDoubtReason.Behind, Time.Doubt?.Reason);
        Assert.Equal("unsynchronised", ClockWordOf(Record));
    }

    [Fact]
    public void A_time_source_puts_right_what_a_clock_without_one_dated_in_the_future()
    {
        // The machine's battery clock runs in local time: eight hours ahead until the network is there.
        _machine.Step(TimeSpan.FromHours(8));
        _machine.Advance(_look);
        Record();
        Restart(TimeSpan.FromHours(-8));
        Assert.Equal(ClockDoubtReason.Behind, Time.Doubt?.Reason);
        _kernel = ClockState.Synchronised;
        _machine.Advance(_look);
        Assert.Null(Time.Doubt);
        Assert.Equal(_machine.GetUtcNow(), Time.GetUtcNow());
        Restart(TimeSpan.Zero);
        Assert.Null(Time.Doubt);
    }

    [Fact]
    public void A_clock_that_jumps_while_the_gateway_runs_is_counted_on_and_the_time_stays_known()
    {
        Record();
        Restart(TimeSpan.Zero);
        _machine.Advance(_look);
        var before = Time.GetUtcNow();
        _machine.Step(TimeSpan.FromDays(3653));

        // At once, not at the next look.
        Assert.Equal(before, Time.GetUtcNow());
        _machine.Advance(_look);
        Assert.Equal((ClockDoubtReason.Ahead, null), (Time.Doubt!.Reason, Time.LastCertain));
        Assert.Equal(before + _look, Time.GetUtcNow());
        _machine.Step(TimeSpan.FromDays(-3653));
        _machine.Advance(_look);
        Assert.Null(Time.Doubt);
        Assert.DoesNotContain(Corrections(), c => Math.Abs(c.OffsetMs) > 1);
    }

    [Fact]
    public void The_hub_tells_the_time_and_then_it_is_known_though_the_clock_is_still_wrong()
    {
        var newest = Record();
        Restart(TimeSpan.FromDays(-30));
        var truth = newest + TimeSpan.FromDays(2);
        Assert.True(Time.Hear(truth));
        Assert.Equal((ClockDoubtReason.Contradicted, null), (Time.Doubt!.Reason, Time.LastCertain));
        _machine.Advance(TimeSpan.FromHours(1));
        Assert.Equal(truth + TimeSpan.FromHours(1), Time.GetUtcNow());
        _machine.Step(truth + TimeSpan.FromHours(1) - _machine.GetUtcNow());
        _machine.Advance(_look);
        Assert.Null(Time.Doubt);
    }

    [Fact]
    public void A_hub_ten_years_ahead_is_not_believed_by_itself_and_is_where_the_clock_agrees()
    {
        Record();
        Restart(TimeSpan.FromDays(-30));
        var before = Time.GetUtcNow();
        Assert.False(Time.Hear(before + TimeSpan.FromDays(3653)));
        Assert.Equal(before, Time.GetUtcNow());
        Restart(TimeSpan.FromDays(3653));
        Assert.NotNull(Time.Doubt);
        Assert.True(Time.Hear(_machine.GetUtcNow() + TimeSpan.FromMinutes(4)));
        Assert.Null(Time.Doubt);
    }

    [Fact]
    public void An_operator_who_confirms_the_clock_ends_the_doubt_also_for_later_starts()
    {
        Record();
        Restart(TimeSpan.FromDays(-30));
        Time.Confirm();
        Assert.Null(Time.Doubt);
        Time.Floor().Keep(_folder.Path, _ledger.Journals);
        Restart(TimeSpan.FromHours(1));
        Assert.Null(Time.Doubt);
        Restart(TimeSpan.FromDays(-1));
        Assert.Equal(ClockDoubtReason.Behind, Time.Doubt?.Reason);
    }

    [Fact]
    public void A_file_of_what_is_certain_that_cannot_be_read_leaves_the_records()
    {
        Record();
        Time.Floor().Keep(_folder.Path, _ledger.Journals);
        File.WriteAllText(_folder.At("clock.json"), "{");
        Restart(TimeSpan.FromDays(-30));
        Assert.Equal(ClockDoubtReason.Behind, Time.Doubt?.Reason);
    }

    [Fact]
    public void Without_a_time_source_no_record_is_dated_more_than_two_minutes_before_the_newest_one_whatever_the_clock_does() =>
        Gen.Select(Gen.Int[-400, 400], Gen.Int[0, 3], Gen.Int[1, 100_000]).Array[1, 12].Sample(steps =>
        {
            Begin();
            var newest = Record();
            foreach (var (hours, what, seconds) in steps)
            {
                if (what == 0)
                {
                    Time.Floor().Keep(_folder.Path, _ledger.Journals);
                    Restart(TimeSpan.FromHours(hours));
                }
                else
                {
                    _machine.Step(what == 1 ? TimeSpan.FromHours(hours) : TimeSpan.FromSeconds(hours));
                    _machine.Advance(TimeSpan.FromSeconds(seconds % 60));
                }

                var at = Record();
                Assert.True(at >= newest - SiteClock.MostBehind - _look, $"{at:u} after {newest:u}");
                Assert.True(at <= newest + SiteClock.MostAhead + TimeSpan.FromDays(1), $"{at:u} after {newest:u}");
                newest = at > newest ? at : newest;
            }
        }, iter: FastTests.Cases(300), threads: 1);

    private EventLedger Open() => new(_folder.Path, _machine, NullLoggerFactory.Instance, () => _kernel);

    private void Begin()
    {
        _ledger.Dispose();
        Directory.Delete(_folder.At("journal"), recursive: true);
        File.Delete(_folder.At("clock.json"));
        _machine = new SteppedClock(JournalBench.Morning);
        _ledger = Open();
    }

    private void Restart(TimeSpan wallStep)
    {
        _ledger.Dispose();
        _machine = _machine.Restarted(wallStep);
        _ledger = Open();
    }

    private DateTimeOffset Record()
    {
        _ledger.Append(new DoorForced("gate"));
        return _ledger.JournalOf(EventStream.Alarms).LastRecord()!.At;
    }

    private string? ClockWordOf(Func<DateTimeOffset> append)
    {
        append();
        using var json = System.Text.Json.JsonDocument.Parse(_ledger.JournalOf(EventStream.Alarms).LastRecord()!.Payload);
        return json.RootElement.GetProperty("clock").GetString();
    }

    private List<ClockCorrected> Corrections() => [.. _ledger.Last(EventStream.Registry, 100).OfType<ClockCorrected>()];
}
