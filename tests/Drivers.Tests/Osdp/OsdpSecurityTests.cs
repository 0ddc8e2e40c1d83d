using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

public sealed class OsdpSecurityTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_reader_with_a_key_hears_nothing_but_the_handshake_in_plaintext()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        OsdpFrame[] sent = [.. bus.Sent.Select(bytes => OsdpFrame.Parse(bytes)!)];
        Assert.Equal([OsdpSecurity.Challenge, OsdpSecurity.ServerCryptogram], sent.Take(2).Select(frame => frame.Security));
        Assert.All(sent.Skip(2), frame => Assert.True(frame.HasMac));
        Assert.Equal([0, 1, 2, 3, 1, 2, 3], sent.Take(7).Select(frame => frame.Sequence));
    }

    [Fact]
    public void A_challenge_is_repeated_with_its_random()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1)) { OnCommand = _ => null };
        bus.Run(TimeSpan.FromSeconds(4));
        Assert.True(bus.Sent.Count >= 4);
        // Every so often in the other check, and nothing else is changed.
        Assert.Equal(2, bus.Sent.Select(Convert.ToHexString).Distinct().Count());
        Assert.Single(bus.Sent.Select(bytes => Convert.ToHexString(OsdpFrame.Parse(bytes)!.Data.Span)).Distinct());
    }

    [Fact]
    public void Each_session_has_a_random_of_its_own()
    {
        var bus = VirtualBus.Started();
        for (var i = 2; i <= 20; i++)
        {
            bus.Readers[0].PowerCycle();
            bus.Until(() => bus.Readers[0].Sessions == i, _soon);
        }

        var challenges = bus.Sent.Select(bytes => OsdpFrame.Parse(bytes)!).Where(frame => frame.Security == OsdpSecurity.Challenge);
        Assert.Equal(20, challenges.Select(frame => Convert.ToHexString(frame.Data.Span)).Distinct().Count());
    }

    [Fact]
    public void A_reader_with_another_key_is_refused_and_nothing_it_says_is_acted_upon()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1, key: new byte[16]), VirtualBus.Setup(2, "out"));
        bus.Readers[0].Present(new CardNumber(7));
        bus.Readers[1].Present(new CardNumber(8));
        bus.Until(() => bus.Last("in") == DeviceCondition.KeyRefused && bus.Cards.Count == 1, TimeSpan.FromSeconds(5));
        bus.Run(_long);
        Assert.Equal(new CardNumber(8), Assert.Single(bus.Cards).Card.Card);
        Assert.Single(bus.Reports, report => report.Device == "in");
        Assert.Equal(1, bus.Readers[1].Sessions);
        Assert.Equal(0, bus.Readers[0].Sessions);
    }

    [Fact]
    public void A_reader_that_loses_its_key_is_never_given_one_and_never_met_with_the_default_key()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        var fresh = new SimulatedOsdpReader(1, null, bus.Time) { AcceptsPlaintext = true };
        bus.Readers[0].IsSilent = true;
        bus.Extra = fresh;
        bus.Run(_long);
        Assert.All(bus.Sent, bytes => Assert.Equal(1, OsdpFrame.Parse(bytes)!.SecurityData.Span[0]));
        Assert.Equal(DeviceCondition.KeyRefused, bus.Last("in"));
        Assert.Equal(0, fresh.KeysInstalled + fresh.Sessions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fresh_reader_takes_the_key_only_while_an_operator_installs(bool installing)
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        bus.Readers[0].IsSilent = true;
        var fresh = new SimulatedOsdpReader(1, null, bus.Time);
        fresh.Present(new CardNumber(1));
        if (installing)
        {
            bus.Panel[0].InstallUntil(bus.Time.GetTimestamp() + (60 * bus.Time.TimestampFrequency));
        }

        bus.Extra = fresh;
        bus.Run(_long);
        Assert.Equal(installing ? 1 : 0, fresh.KeysInstalled);
        Assert.Equal(installing ? VirtualBus.Key : null, fresh.Key);
        Assert.Equal(installing ? DeviceCondition.Online : DeviceCondition.KeyRefused, bus.Last("in"));
        Assert.Equal(installing ? 1 : 0, bus.Cards.Count);
        Assert.Equal(0, fresh.PlaintextCommands);
    }

    [Fact]
    public void An_installation_that_is_over_gives_no_key()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        bus.Readers[0].IsSilent = true;
        bus.Panel[0].InstallUntil(bus.Time.GetTimestamp() + bus.Time.TimestampFrequency);
        bus.Run(TimeSpan.FromSeconds(3));
        var fresh = new SimulatedOsdpReader(1, null, bus.Time);
        bus.Extra = fresh;
        bus.Run(_long);
        Assert.Equal(0, fresh.KeysInstalled + fresh.Sessions);
        Assert.Equal(DeviceCondition.KeyRefused, bus.Last("in"));
    }

    [Fact]
    public void A_card_in_plaintext_is_not_heard_in_a_secure_channel()
    {
        var bus = VirtualBus.Started();
        var forger = new SimulatedOsdpReader(1, null, bus.Time) { AcceptsPlaintext = true };
        forger.Present(new CardNumber(7));
        var card = OsdpFrame.Parse(forger.Answer(new OsdpFrame { Address = 1, IsReply = false, Sequence = 0, Code = 0x60 }.Encode()))!;
        Assert.Equal((byte)OsdpReplyCode.RawCard, card.Code);
        var forged = 0;
        bus.OnAnswer = bytes => forged++ % 2 == 0 ? (WithNumberOf(bytes, card), bytes) : (bytes, null);
        bus.Run(TimeSpan.FromSeconds(5));
        Assert.True(forged > 10);
        Assert.Empty(bus.Cards);
        Assert.Empty(bus.Faults);
    }

    [Fact]
    public void A_session_played_back_is_not_heard()
    {
        var bus = VirtualBus.Started();
        List<byte[]> recorded = [];
        bus.OnAnswer = bytes =>
        {
            recorded.Add(bytes);
            return (bytes, null);
        };
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
        bus.Readers[0].IsSilent = true;
        bus.OnAnswer = bytes => (bytes, null);
        var at = 0;
        bus.Injected = () => recorded[at++ % recorded.Count];
        bus.Run(_long);
        Assert.Single(bus.Cards);
        Assert.Equal(DeviceCondition.Offline, bus.Last("in"));
    }

    [Fact]
    public void A_reader_that_refuses_the_handshake_stays_refused_whatever_else_is_lost()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        bus.Readers[0].IsSilent = true;
        bus.Extra = new SimulatedOsdpReader(1, null, bus.Time);
        var count = 0;
        bus.OnAnswer = bytes => count++ % 3 == 2 ? (null, null) : (bytes, null);
        bus.Run(TimeSpan.FromMinutes(2));
        Assert.Equal(DeviceCondition.KeyRefused, Assert.Single(bus.Reports).Condition);
    }

    [Fact]
    public void A_reader_without_a_key_that_wants_a_secure_channel_is_refused()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1, insecure: true));
        bus.Run(_long);
        Assert.Equal(DeviceCondition.KeyRefused, Assert.Single(bus.Reports).Condition);
    }

    [Fact]
    public void A_reader_without_a_key_needs_leave_to_speak_in_plaintext()
    {
        Assert.Throws<ArgumentException>(() => new VirtualBus(VirtualBus.Setup(1) with { Key = null }));
        var bus = new VirtualBus(VirtualBus.Setup(1, insecure: true));
        bus.Readers[0].AcceptsPlaintext = true;
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Run(TimeSpan.FromSeconds(1));
        bus.Readers[0].Present(new CardNumber(7));
        bus.Until(() => bus.Cards.Count == 1, _soon);
    }

    [Fact]
    public void A_plaintext_answer_that_comes_again_later_is_not_another_card()
    {
        var bus = new VirtualBus(VirtualBus.Setup(1, insecure: true));
        bus.Readers[0].AcceptsPlaintext = true;
        bus.OnAnswer = bytes => (bytes, OsdpFrame.Parse(bytes)!.Code == (byte)OsdpReplyCode.RawCard ? bytes : null);
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        for (var i = 1; i <= 10; i++)
        {
            bus.Readers[0].Present(new CardNumber((ulong)i));
            bus.Run(TimeSpan.FromMilliseconds(500));
        }

        Assert.Equal(Enumerable.Range(1, 10), bus.Cards.Select(card => (int)card.Card.Card.Value));
    }

    private static byte[] WithNumberOf(byte[] answer, OsdpFrame forged) => (forged with { Sequence = OsdpFrame.Parse(answer)!.Sequence })
        .Encode();
}
