using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Clock;

/// <summary>A clock that is not believed is one alarm, over restarts too.</summary>
public sealed class ClockServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SteppedClock _machine = new(JournalBench.Morning);
    private EventLedger? _ledger;
    private ClockService? _service;
    private ProjectionService? _projections;

    public void Dispose()
    {
        _service?.Dispose();
        _projections?.Dispose();
        _ledger?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task One_alarm_begins_however_often_the_gateway_is_started_and_ends_when_the_clock_is_set()
    {
        await StartAsync(TimeSpan.Zero);
        await StartAsync(TimeSpan.FromDays(-30));
        var begun = Assert.IsType<ClockDoubted>(Assert.Single(ClockAlarms()));
        Assert.Equal((ClockDoubtReason.Behind, TimeSpan.FromDays(30)), (begun.Reason, begun.Counted - begun.Shown));
        await StartAsync(TimeSpan.Zero);
        await StartAsync(TimeSpan.Zero);
        Assert.Single(ClockAlarms());
        _machine.Step(TimeSpan.FromDays(30));
        _machine.Advance(TimeSpan.FromSeconds(5));
        await Eventually.IsAsync(() => ClockAlarms().Count == 2);
        Assert.Equal((ClockWitness.Clock, null), (Assert.IsType<ClockTrusted>(ClockAlarms()[1]).By,
            ((ClockTrusted)ClockAlarms()[1]).Operator));
    }

    [Fact]
    public async Task A_gateway_that_starts_with_a_right_clock_after_a_wrong_one_ends_the_alarm()
    {
        await StartAsync(TimeSpan.Zero);
        await StartAsync(TimeSpan.FromDays(3653));
        Assert.Equal(ClockDoubtReason.Ahead, Assert.IsType<ClockDoubted>(Assert.Single(ClockAlarms())).Reason);
        await StartAsync(TimeSpan.FromDays(-3653));
        Assert.IsType<ClockTrusted>(ClockAlarms()[^1]);
        Assert.Equal(2, ClockAlarms().Count);
    }

    [Fact]
    public async Task An_alarm_of_an_earlier_run_is_ended_however_many_others_there_were_since()
    {
        await StartAsync(TimeSpan.Zero);
        await StartAsync(TimeSpan.FromDays(-30));
        for (var i = 0; i < 600; i++)
        {
            _ledger!.Append(new DoorHeldOpen("gate", 30));
        }

        await StartAsync(TimeSpan.FromMinutes(1));
        Assert.Single(ClockAlarms());
        await StartAsync(TimeSpan.FromDays(30));
        Assert.Equal([typeof(ClockDoubted), typeof(ClockTrusted)], ClockAlarms().Select(alarm => alarm.GetType()));
    }

    [Fact]
    public async Task An_operator_s_word_is_on_record_with_the_name()
    {
        await StartAsync(TimeSpan.Zero);
        await StartAsync(TimeSpan.FromDays(-30));
        _service!.Confirm("li");
        Assert.Equal((ClockWitness.Operator, "li"), (((ClockTrusted)ClockAlarms()[^1]).By, ((ClockTrusted)ClockAlarms()[^1]).Operator));
        await StartAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, ClockAlarms().Count);
    }

    private async Task StartAsync(TimeSpan wallStep)
    {
        if (_service is not null)
        {
            await _service.StopAsync(CancellationToken.None);
            _service.Dispose();
            _projections!.Dispose();
            _ledger!.Dispose();
        }

        _machine = _machine.Restarted(wallStep);
        _ledger = new EventLedger(_folder.Path, _machine, NullLoggerFactory.Instance, static () => ClockState.Unsynchronised);
        var site = new SiteFile { DataFolder = _folder.Path };
        _projections = new ProjectionService(site, _ledger, _ledger.Time, NullLogger<ProjectionService>.Instance, new ExitCode());
        _service = new ClockService(site, _ledger, new OpenAlarms(_projections.Remembered.Alarms.IsOpen), NullLogger<ClockService>.Instance,
            new ExitCode());
        var kept = File.Exists(_folder.At("clock.json")) ? File.GetLastWriteTimeUtc(_folder.At("clock.json")) : default;
        await _service.StartAsync(CancellationToken.None);
        await Eventually.IsAsync(() => File.Exists(_folder.At("clock.json")) && File.GetLastWriteTimeUtc(_folder.At("clock.json")) != kept);
        _ledger.Append(new GatewayStopped());
    }

    private List<AlarmEvent> ClockAlarms() => [.. _ledger!.Last(EventStream.Alarms, 1000).OfType<AlarmEvent>()
        .Where(alarm => alarm is ClockDoubted or ClockTrusted)];
}
