using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Osdp;

/// <summary>Readers of other makers, which answer otherwise than the standard has it.</summary>
public sealed class OsdpMakersTests
{
    private const byte Status = (byte)OsdpCommandCode.LocalStatus;
    private const byte Poll = (byte)OsdpCommandCode.Poll;
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);
    private static readonly byte[] _asides = [(byte)OsdpCommandCode.Identify, (byte)OsdpCommandCode.Capabilities, Status,
        (byte)OsdpCommandCode.Led, (byte)OsdpCommandCode.Buzzer];

    [Theory]
    [InlineData(0x12)] // met in the field
    [InlineData(0x11)]
    [InlineData(0x16)]
    [InlineData(0x18)]
    [InlineData(0x42)]
    public void A_proof_counts_whatever_the_type_of_the_block_around_it(byte block)
    {
        var bus = With(habits => habits.InitialMacBlock = block);
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        AssertCardsCome(bus);
    }

    [Fact]
    public void No_block_makes_up_for_a_proof() => Gen.Select(Gen.Byte[1, 255], Gen.Int[0, 15]).Sample(
        (block, at) =>
        {
            var bus = With(habits => habits.InitialMacBlock = block);
            bus.OnAnswer = bytes =>
            {
                if (OsdpFrame.Parse(bytes) is { Code: (byte)OsdpReplyCode.InitialMac } proof)
                {
                    byte[] data = [.. proof.Data.Span, .. proof.Mac.Span];
                    data[at] ^= 1;
                    bytes = (proof with { Security = OsdpSecurity.InitialMac, Data = data, Mac = default }).Encode();
                }

                return (bytes, null);
            };
            bus.Run(TimeSpan.FromSeconds(10));
            return bus.Last("in") == DeviceCondition.KeyRefused && bus.Readers[0].PlaintextCommands == 0;
        },
        iter: FastTests.Cases(100));

    [Theory]
    [InlineData(0x15)] // met in the field
    [InlineData(0x16)]
    public void A_status_in_the_clear_under_a_right_MAC_is_believed(byte block)
    {
        var bus = With(habits =>
        {
            habits.ClearBlock = block;
            habits.InClear.Add(Status);
        });
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Readers[0].SetStatus(tampered: true, powerFailed: false);
        bus.Until(() => bus.Reports.Any(report => report.Condition == DeviceCondition.Tampered), TimeSpan.FromSeconds(7));
        AssertCardsCome(bus);
        Assert.DoesNotContain(bus.Reports, report => report.Condition is DeviceCondition.Noted or DeviceCondition.Offline);
    }

    [Theory]
    [InlineData(0x15)]
    [InlineData(0x16)]
    public void A_card_or_a_key_in_the_clear_opens_nothing_though_its_MAC_is_right(byte block)
    {
        var bus = With(habits =>
        {
            habits.ClearBlock = block;
            habits.InClear.Add(Poll);
        });
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Readers[0].Present(new CardNumber(7));
        bus.Readers[0].Press("1234#");
        bus.Run(_soon);
        Assert.Empty(bus.Cards);
        Assert.Empty(bus.Keys);
        Assert.Equal(2, bus.Faults.Count);
        Assert.All(bus.Faults, fault => Assert.Contains("anybody at the wire can read", fault.Reason, StringComparison.Ordinal));
        Assert.Equal(DeviceCondition.Online, bus.Last("in"));
    }

    [Fact]
    public void An_answer_that_does_not_decrypt_is_a_fault_and_the_session_goes_on()
    {
        var bus = With(habits =>
        {
            habits.ClearBlock = (byte)OsdpSecurity.SealedReply;
            habits.InClear.Add(Poll);
        });
        bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
        bus.Readers[0].Present(new CardNumber(7));
        bus.Run(_soon);
        Assert.Contains("does not decrypt", Assert.Single(bus.Faults).Reason, StringComparison.Ordinal);
        Assert.Empty(bus.Cards);
        Assert.Equal(1, bus.Readers[0].Sessions);
    }

    [Fact]
    public void Whatever_a_reader_answers_to_all_else_its_cards_count_and_what_it_does_not_say_is_told_once() =>
        Gen.Select(Gen.Int[0, 6].Array[_asides.Length], Gen.Byte.Array[0, 20], Gen.Bool).Sample(
            (ways, noise, insecure) =>
            {
                var bus = new VirtualBus(VirtualBus.Setup(1, insecure: insecure));
                bus.Readers[0].AcceptsPlaintext = insecure;
                foreach (var (code, way) in _asides.Zip(ways))
                {
                    Answer(bus.Readers[0].Habits, code, way, noise);
                }

                bus.Until(() => bus.Last("in") == DeviceCondition.Online, _soon);
                // Each time that it says nothing it is asked six times over before the polls go on.
                bus.Run(TimeSpan.FromMinutes(1));
                AssertCardsCome(bus);
                return bus.Reports.All(report => report.Condition is not (DeviceCondition.Offline or DeviceCondition.KeyRefused))
                    && bus.Reports.Where(report => report.Condition == DeviceCondition.Noted).GroupBy(report => report.Detail)
                        .All(same => same.Count() == 1);
            },
            iter: FastTests.Cases(300));

    [Theory]
    [InlineData(1)] // NAK
    [InlineData(2)] // silence
    [InlineData(4)] // another's answer
    public void What_a_reader_does_not_say_of_itself_is_told_in_words(int way)
    {
        var bus = With(habits =>
        {
            foreach (var code in _asides[..3])
            {
                Answer(habits, code, way, []);
            }
        });
        bus.Run(TimeSpan.FromSeconds(30));
        Assert.Equal(DeviceCondition.Online, bus.Reports[0].Condition);
        Assert.Equal(3, bus.Reports.Count(report => report is { Condition: DeviceCondition.Noted, Detail: var why }
            && why!.StartsWith("its answers cannot be used: it does not say ", StringComparison.Ordinal)));
        AssertCardsCome(bus);
    }

    [Fact]
    public void A_reader_that_will_not_be_polled_is_offline_and_it_is_told_why()
    {
        var bus = With(habits => habits.Instead[Poll] = ((byte)OsdpReplyCode.Nak, [3]));
        bus.Run(TimeSpan.FromSeconds(20));
        var report = Assert.Single(bus.Reports);
        Assert.Equal((DeviceCondition.Offline, "address 1 answers, and its answers cannot be used: it will not be polled (NAK 3)"),
            (report.Condition, report.Detail));
    }

    [Fact]
    public void Eight_seconds_of_BUSY_are_told_as_BUSY_and_silence_after_it_as_silence()
    {
        var bus = VirtualBus.Started();
        bus.Readers[0].BusyAnswers = int.MaxValue;
        bus.Until(() => bus.Last("in") == DeviceCondition.Offline, TimeSpan.FromSeconds(10));
        Assert.Equal("address 1 has answered nothing but BUSY for 8 s: cut its supply for a moment", bus.Reports[^1].Detail);
        bus.Readers[0].IsSilent = true;
        bus.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("address 1 has not answered for 8 s", bus.Reports[^1].Detail);
        Assert.Equal(3, bus.Reports.Count);
    }

    [Theory]
    [InlineData("csn-32", "00010010001101000101011001111000", 0x12345678UL)]
    [InlineData("csn-56", "00000100000100100011010001010110011110001001000010000001", 0x04123456789081UL)]
    public void A_serial_number_without_parity_is_a_card(string format, string bits, ulong number)
    {
        var setup = VirtualBus.Setup(1);
        var bus = new VirtualBus(setup with { Options = setup.Options with { Format = format } });
        bus.Run(_soon);
        bus.Readers[0].PresentBits(bits);
        bus.Readers[0].PresentBits(bits[1..]);
        bus.Run(_soon);
        var (card, _) = Assert.Single(bus.Cards);
        Assert.Equal((format, new CardNumber(number)), (card.Format, card.Card));
        Assert.Single(bus.Faults);
    }

    private static VirtualBus With(Action<SimulatedOsdpHabits> change)
    {
        var bus = new VirtualBus(VirtualBus.Setup(1));
        change(bus.Readers[0].Habits);
        return bus;
    }

    private static void Answer(SimulatedOsdpHabits habits, byte code, int way, byte[] noise)
    {
        switch (way)
        {
            case 1:
                habits.Instead[code] = ((byte)OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
                break;
            case 2:
                habits.Ignored.Add(code);
                break;
            case 3:
                habits.Instead[code] = ((byte)OsdpReplyCode.Identity, noise);
                break;
            case 4:
                habits.Instead[code] = ((byte)OsdpReplyCode.Ack, []);
                break;
            case 5:
                habits.Instead[code] = ((byte)OsdpReplyCode.Capabilities, noise);
                break;
            case 6:
                habits.InClear.Add(code);
                break;
            default:
                break;
        }
    }

    internal static void AssertCardsCome(VirtualBus bus)
    {
        bus.Until(() => bus.Readers[0].Waiting == 0, _soon);
        for (var i = 0; i < 5; i++)
        {
            var before = bus.Cards.Count;
            bus.Readers[0].Present(new CardNumber((ulong)i));
            bus.Until(() => bus.Cards.Count == before + 1, _soon);
            Assert.True(bus.Cards[^1].Age < _soon, $"{bus.Cards[^1].Age}");
            bus.Run(TimeSpan.FromMilliseconds(300));
        }
    }
}
