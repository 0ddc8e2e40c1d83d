using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>How soon a reader is asked, and what one that is away costs the others.</summary>
public sealed class OsdpPaceTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);

    [Fact]
    public void The_first_thing_that_a_session_is_used_for_is_a_poll()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].PowerCycle();
        var sent = bus.Sent.Count;
        bus.Until(() => bus.Readers[0].Sessions == 2, _soon);
        bus.Run(TimeSpan.FromMilliseconds(400));
        Assert.Equal(
            [OsdpCommandCode.Challenge, OsdpCommandCode.ServerCryptogram, OsdpCommandCode.Poll, OsdpCommandCode.Poll],
            bus.Sent.Skip(sent).SkipWhile(bytes => Code(bytes) != OsdpCommandCode.Challenge).Take(4).Select(Code));
    }

    [Fact]
    public void After_a_lost_session_the_next_poll_goes_out_as_soon_as_the_handshake_s_bits_are_over()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1)) { Baud = 9_600 };
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Run(_soon);
        bus.Readers[0].PowerCycle();
        bus.Until(() => Code(bus.Sent[^1]) == OsdpCommandCode.Challenge, _soon);
        // The challenge has gone out and was answered in this step.
        var took = bus.Until(() => Code(bus.Sent[^1]) == OsdpCommandCode.Poll, _soon);
        Assert.True(took < TimeSpan.FromMilliseconds(130), $"{took}");
    }

    [Fact]
    public void The_same_reader_is_asked_nothing_and_lit_once_when_it_loses_its_session_and_another_one_everything()
    {
        var bus = VirtualBus.Started();
        bus.Run(TimeSpan.FromSeconds(15));
        var before = bus.Readers[0].Shown.Count;
        for (var i = 0; i < 5; i++)
        {
            bus.Readers[0].PowerCycle();
            bus.Run(TimeSpan.FromMilliseconds(800));
        }

        Assert.Equal(6, bus.Readers[0].Sessions);
        Assert.Single(bus.Sent, bytes => Code(bytes) == OsdpCommandCode.Identify);
        Assert.Single(bus.Sent, bytes => Code(bytes) == OsdpCommandCode.Capabilities);
        // Its light and its buzzer, once: it may have been without its supply for a moment.
        Assert.Equal(before + 2, bus.Readers[0].Shown.Count);

        bus.Readers[0].IsSilent = true;
        bus.Until(() => bus.Last("in") == DeviceCondition.Offline, TimeSpan.FromSeconds(10));
        bus.Readers[0].IsSilent = false;
        bus.Run(_soon);
        Assert.Equal(2, bus.Sent.Count(bytes => Code(bytes) == OsdpCommandCode.Capabilities));
        Assert.Equal(before + 4, bus.Readers[0].Shown.Count);
    }

    [Fact]
    public void A_signal_in_hand_when_the_session_is_lost_is_shown_in_the_next()
    {
        var bus = VirtualBus.Started();
        bus.Run(TimeSpan.FromSeconds(1));
        var isLost = false;
        bus.OnCommand = bytes =>
        {
            if (!isLost && Code(bytes) == OsdpCommandCode.Led)
            {
                isLost = true;
                bus.Readers[0].PowerCycle();
            }

            return bytes;
        };
        var before = bus.Readers[0].Shown.Count;
        bus.Panel[0].Show(ReaderSignal.Granted);
        bus.Run(_soon);
        Assert.True(isLost);
        Assert.Equal((0x69, 0x6A), (bus.Readers[0].Shown[before][0], bus.Readers[0].Shown[before + 1][0]));
    }

    [Fact]
    public void A_missing_reader_alone_on_its_line_is_back_at_once()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].IsSilent = true;
        bus.Run(TimeSpan.FromSeconds(60));
        var sent = bus.Sent.Count;
        bus.Run(TimeSpan.FromSeconds(10));
        Assert.InRange(bus.Sent.Count - sent, 30, 50);
        bus.Readers[0].IsSilent = false;
        Assert.True(bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon) < TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public void One_missing_reader_leaves_nineteen_cycles_of_twenty_as_they_are()
    {
        var bus = new VirtualBus([.. Enumerable.Range(1, 4).Select(address => VirtualBus.Setup(address, $"r{address}"))])
        {
            Baud = 115_200,
        };
        bus.Readers[3].IsSilent = true;
        bus.Run(TimeSpan.FromSeconds(20));
        List<TimeSpan> cycles = [];
        var last = bus.Time.GetTimestamp();
        var seen = bus.Sent.Count;
        var until = bus.Time.GetTimestamp() + bus.Time.TimestampFrequency * 60;
        while (bus.Time.GetTimestamp() < until)
        {
            bus.Step();
            if (bus.Sent.Count > seen && bus.Sent[^1][1] == 1 && Code(bus.Sent[^1]) == OsdpCommandCode.Poll)
            {
                cycles.Add(bus.Time.GetElapsedTime(last));
                last = bus.Time.GetTimestamp();
            }

            seen = bus.Sent.Count;
        }

        var p95 = cycles.Order().ElementAt(cycles.Count * 95 / 100);
        Assert.True(p95 <= TimeSpan.FromMilliseconds(60), $"{p95}");
        bus.Readers[3].IsSilent = false;
        Assert.True(bus.Until(() => bus.Last("r4") == DeviceCondition.Online, _soon) < _soon);
    }

    [Fact]
    public void A_reader_that_answers_and_is_not_understood_is_challenged_before_its_session_runs_out()
    {
        var bus = VirtualBus.Started();
        var isApart = true;
        bus.OnAnswer = bytes =>
        {
            isApart &= OsdpFrame.Parse(bytes) is not { Code: (byte)OsdpReplyCode.ClientCryptogram };
            return (isApart ? [.. bytes[..^1], (byte)(bytes[^1] ^ 1)] : bytes, null);
        };
        bus.Until(() => !isApart, TimeSpan.FromSeconds(5));
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.DoesNotContain(bus.Reports, report => report.Condition == DeviceCondition.Offline);
    }

    private static OsdpCommandCode Code(byte[] bytes) => (OsdpCommandCode)OsdpFrame.Parse(bytes)!.Code;
}
