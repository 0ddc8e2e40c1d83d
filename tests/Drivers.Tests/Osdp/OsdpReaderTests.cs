using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

public sealed class OsdpReaderTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_card_whose_reply_is_lost_comes_once_with_the_same_bytes_asked_again()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].Present(new CardNumber(7));
        var lost = 0;
        bus.OnAnswer = bytes => bytes.Length > 20 && lost++ < 3 ? (null, null) : (bytes, null);
        bus.Until(() => bus.Cards.Count == 1, _soon);
        bus.Run(_soon);
        Assert.Single(bus.Cards);
        Assert.True(lost >= 4);
        Assert.Equal(0, bus.Readers[0].ChangedRepetitions);
        Assert.Equal(1, bus.Readers[0].Sessions);
    }

    [Fact]
    public void A_card_whose_reply_comes_twice_is_taken_once()
    {
        var bus = VirtualBus.Started();
        bus.OnAnswer = bytes => (bytes, bytes);
        bus.Readers[0].Present(new CardNumber(7));
        bus.Run(_soon);
        Assert.Single(bus.Cards);
    }

    [Fact]
    public void A_busy_reader_is_asked_the_same_again()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].Present(new CardNumber(7));
        bus.Readers[0].BusyAnswers = 3;
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.Equal(0, bus.Readers[0].ChangedRepetitions);
        Assert.Equal(1, bus.Readers[0].Sessions);
    }

    [Fact]
    public void A_reader_that_says_nothing_but_busy_goes_offline()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].BusyAnswers = int.MaxValue;
        bus.Until(() => bus.Last("in") == DeviceCondition.Offline, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_fresh_card_is_dated_at_the_last_empty_poll()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.InRange(bus.Cards[0].Age, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200));
    }

    [Theory]
    [InlineData(3)] // silent for less than the session lasts (libosdp#133)
    [InlineData(20)] // offline and back with a new session
    public void A_card_kept_while_the_reader_was_silent_is_as_old_as_the_silence(int seconds)
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].IsSilent = true;
        bus.Readers[0].Present(new CardNumber(7));
        bus.Readers[0].Press("1");
        bus.Run(TimeSpan.FromSeconds(seconds));
        bus.Readers[0].IsSilent = false;
        bus.Until(() => bus.Cards.Count == 1 && bus.Keys.Count == 1, _soon);
        Assert.True(bus.Cards[0].Age >= TimeSpan.FromSeconds(seconds));
        Assert.True(bus.Keys[0].Age >= TimeSpan.FromSeconds(seconds));

        bus.Run(TimeSpan.FromSeconds(1));
        bus.Readers[0].Present(new CardNumber(8));
        bus.Until(() => bus.Cards.Count == 2, _soon);
        Assert.True(bus.Cards[1].Age < TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void A_card_that_hides_behind_a_repeated_answer_is_as_old_as_that_answer()
    {
        var bus = VirtualBus.Started();
        bus.OnAnswer = _ => (null, null);
        bus.Run(TimeSpan.FromSeconds(1));
        bus.Readers[0].Present(new CardNumber(7));
        bus.Run(TimeSpan.FromSeconds(4));
        bus.OnAnswer = bytes => (bytes, null);
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.True(bus.Cards[0].Age >= TimeSpan.FromSeconds(4), $"{bus.Cards[0].Age}");
    }

    [Fact]
    public void A_card_kept_from_before_the_panel_started_is_older_than_any_use()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.True(bus.Cards[0].Age > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_reader_that_lost_its_supply_is_back_within_two_seconds()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].PowerCycle();
        Assert.True(bus.Until(() => bus.Readers[0].Sessions == 2, _soon) < _soon);
    }

    [Fact]
    public void Dead_readers_leave_the_others_as_they_are_and_are_back_within_two_seconds_of_answering()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1), VirtualBus.Setup(2, "b"), VirtualBus.Setup(3, "c"), VirtualBus.Setup(4, "d"));
        bus.Until(() => bus.Reports.Count == 4, TimeSpan.FromSeconds(5));
        foreach (var dead in bus.Readers.Skip(1))
        {
            dead.IsSilent = true;
        }

        bus.Until(() => bus.Reports.Count(report => report.Condition == DeviceCondition.Offline) == 3, TimeSpan.FromSeconds(15));
        for (var i = 1; i <= 50; i++)
        {
            bus.Readers[0].Present(new CardNumber((ulong)i));
            var took = bus.Until(() => bus.Cards.Count == i, _soon);
            Assert.True(took < TimeSpan.FromMilliseconds(400), $"{took}");
            bus.Run(TimeSpan.FromMilliseconds(173));
        }

        Assert.All(bus.Cards, card => Assert.True(card.Age < TimeSpan.FromMilliseconds(500)));
        bus.Readers[2].IsSilent = false;
        Assert.True(bus.Until(() => bus.Last("c") == DeviceCondition.Online, _soon) <= _soon);
        Assert.Equal(1, bus.Readers[0].Sessions);
        Assert.Single(bus.Reports, report => report.Device == "in");
    }

    [Fact]
    public void Tamper_and_power_are_reported_when_they_change()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].SetStatus(tampered: true, powerFailed: false);
        bus.Run(TimeSpan.FromSeconds(12));
        bus.Readers[0].SetStatus(tampered: false, powerFailed: true);
        bus.Run(TimeSpan.FromSeconds(12));
        bus.Readers[0].SetStatus(tampered: false, powerFailed: false);
        bus.Run(TimeSpan.FromSeconds(12));
        Assert.Equal(
            [DeviceCondition.Tampered, DeviceCondition.TamperCleared, DeviceCondition.PowerFailed, DeviceCondition.PowerRestored],
            bus.Reports.Skip(1).Select(report => report.Condition));
    }

    [Fact]
    public void A_lasting_signal_is_shown_again_after_an_outage_and_a_passing_one_is_not()
    {
        var bus = VirtualBus.Started();
        bus.Panel[0].Show(ReaderSignal.LockedDown);
        bus.Run(TimeSpan.FromSeconds(1));
        bus.Readers[0].IsSilent = true;
        bus.Panel[0].Show(ReaderSignal.Granted);
        bus.Run(TimeSpan.FromSeconds(10));
        var shown = bus.Readers[0].Shown.Count;
        bus.Readers[0].IsSilent = false;
        bus.Run(TimeSpan.FromSeconds(3));
        Assert.Equal([(byte)OsdpColour.Red], bus.Readers[0].Shown.Skip(shown).Where(order => order[0] == 0x69).Select(order => order[13]));
    }

    [Fact]
    public void Before_a_door_counts_as_held_open_its_reader_blinks_and_beeps_until_the_door_is_shut()
    {
        var bus = VirtualBus.Started();
        bus.Panel[0].Show(ReaderSignal.HeldOpenWarning);
        bus.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(Bytes(ReaderSignal.HeldOpenWarning), bus.Readers[0].Shown.TakeLast(2));
        bus.Panel[0].Show(ReaderSignal.Idle);
        bus.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(Bytes(ReaderSignal.Idle), bus.Readers[0].Shown.TakeLast(2));
        Assert.Equal(OsdpCommand.BuzzerOff().Data.ToArray(), bus.Readers[0].Shown[^1].Skip(1));

        static IEnumerable<byte[]> Bytes(ReaderSignal signal) =>
            OsdpSignals.Commands(signal, new OsdpCapabilities(4, 2)).Select(order => (byte[])[(byte)order.Code, .. order.Data.ToArray()]);
    }

    [Theory]
    [InlineData(0, 0, 0)] // neither LED nor buzzer
    [InlineData(4, 0, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(4, 2, 2)]
    public void Only_what_a_reader_has_is_used(byte led, byte buzzer, int orders)
    {
        foreach (var signal in Enum.GetValues<ReaderSignal>())
        {
            Assert.Equal(orders, OsdpSignals.Commands(signal, new OsdpCapabilities(led, buzzer)).Count);
        }
    }

    [Fact]
    public void A_reader_that_refuses_signals_keeps_its_session_and_is_not_told_again()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        bus.Readers[0].RefusesSignals = true;
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Run(_soon);
        bus.Panel[0].Show(ReaderSignal.Denied);
        bus.Panel[0].Show(ReaderSignal.Granted);
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        Assert.Equal(1, bus.Readers[0].Sessions);
    }

    [Fact]
    public void A_reader_that_falls_silent_in_the_middle_of_its_return_returns_all_the_same()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].IsSilent = true;
        bus.Until(() => bus.Last("in") == DeviceCondition.Offline, TimeSpan.FromSeconds(10));
        bus.Readers[0].IsSilent = false;
        bus.OnAnswer = bytes =>
        {
            bus.Readers[0].IsSilent = true;
            return (bytes, null);
        };
        bus.Run(TimeSpan.FromSeconds(15));
        // It says nothing to a command that it does not expect.
        bus.OnAnswer = bytes => OsdpFrame.Parse(bytes)!.Code == (byte)OsdpReplyCode.Nak ? (null, null) : (bytes, null);
        bus.Readers[0].IsSilent = false;
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, TimeSpan.FromSeconds(12));
    }
}
