using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Journals.Clock;

public sealed class JournalClockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SteppedClock _time = new(JournalBench.Morning);
    private ClockState? _kernelSays = ClockState.Unsynchronised;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_record_says_whether_its_time_can_be_believed_and_a_correction_says_how_to_date_it_anew()
    {
        using var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance, () => _kernelSays);
        var before = _time.GetUtcNow();
        ledger.Append(new DoorForced("gate"));
        _time.Advance(TimeSpan.FromSeconds(5));
        _kernelSays = ClockState.Synchronised;
        _time.Step(TimeSpan.FromDays(200));
        _time.Advance(TimeSpan.FromSeconds(5));
        ledger.Append(new DoorSecured("gate"));

        var alarms = Records(ledger, EventStream.Alarms);
        Assert.Equal(["unsynchronised", "synchronised"], alarms.Select(a => (string)a["clock"]!));
        var corrected = Assert.Single(Records(ledger, EventStream.Registry));
        Assert.Equal("clock.corrected", (string)corrected["type"]!);
        Assert.Equal((string)alarms[0]["boot"]!, (string)corrected["data"]!["boot"]!);
        var (offset, monoMs) = ((double)corrected["data"]!["offsetMs"]!, (double)corrected["data"]!["monoMs"]!);
        Assert.InRange(monoMs, (double)alarms[0]["monoMs"]!, (double)alarms[1]["monoMs"]!);

        // Dated anew, the first alarm was ten seconds before the second.
        var anew = (DateTimeOffset)alarms[0]["at"]! + TimeSpan.FromMilliseconds(offset);
        Assert.Equal(before + TimeSpan.FromDays(200), anew);
        Assert.Equal(TimeSpan.FromSeconds(10), (DateTimeOffset)alarms[1]["at"]! - anew);
    }

    [Fact]
    public void A_clock_that_only_runs_is_corrected_by_nobody()
    {
        using var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance, () => ClockState.Synchronised);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, ledger.JournalOf(EventStream.Registry).LastSeq);
    }

    [Fact]
    public void Where_the_kernel_does_not_say_the_record_does_not_either()
    {
        _kernelSays = null;
        using var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance, () => _kernelSays);
        ledger.Append(new DoorForced("gate"));
        Assert.Null(Assert.Single(Records(ledger, EventStream.Alarms))["clock"]);
    }

    [Fact]
    public void The_kernel_is_asked_now_and_then_however_many_records_are_written()
    {
        var asked = 0;
        using var ledger = new EventLedger(_folder.Path, _time, NullLoggerFactory.Instance, () =>
        {
            asked++;
            return ClockState.Synchronised;
        });
        for (var i = 0; i < 500; i++)
        {
            ledger.Append(new GatewayStopped());
        }

        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(4, asked);
    }

    [Fact]
    public void This_kernel_answers() => Assert.True(KernelClock.Read() is null or ClockState.Synchronised or ClockState.Unsynchronised);

    private static JsonNode[] Records(EventLedger ledger, EventStream stream) => [.. ledger.JournalOf(stream).ReadAfter(0, 100)
        .Select(r => JsonNode.Parse(r.Payload.Span)!)];
}
