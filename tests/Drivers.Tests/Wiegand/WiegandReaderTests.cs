using System.Device.Gpio;
using Xunit;
using Zhuhui.Edge.Drivers.Pins;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Drivers.Wiegand;

namespace Zhuhui.Edge.Drivers.Tests.Wiegand;

public sealed class WiegandReaderTests : IDisposable
{
    private const string Card118 = "10111011000000110010000110";
    private static readonly ReaderOptions _options = new()
    {
        Id = "north",
        Board = TempBoard.Id,
        Data0Pin = 17,
        Data1Pin = 27,
        FrameGapMs = 20,
        Format = "wiegand-26"
    };
    private readonly TempBoard _gate = new();
    private readonly List<CardRead> _reads = [];
    private readonly List<ReaderFault> _faults = [];

    public WiegandReaderTests() => _gate.Board.OpenReader(_options, CardFormats.BuiltIn, Listener);

    private readonly List<KeyPressed> _keys = [];

    private ReaderListener Listener => new(_reads.Add, _keys.Add, _ => { }, _faults.Add);

    private string Keys => string.Concat(_keys.Select(key => key.Key));

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void A_card_sent_through_the_socket_is_read_once_the_gap_has_passed()
    {
        var sentAt = _gate.Time.GetTimestamp();
        Assert.Equal("ok", _gate.Say($"wiegand 17 27 {Card118}"));

        _gate.Advance(19);
        Assert.Empty(_reads);
        _gate.Advance(1);

        Assert.Equal([new CardRead("north", new CardNumber(7734851), "wiegand-26", sentAt)], _reads);
        Assert.Empty(_faults);
    }

    [Fact]
    public void A_card_of_the_other_length_is_a_fault_whatever_number_it_carries()
    {
        _gate.Board.OpenReader(_options with { Id = "south", Data0Pin = 5, Data1Pin = 6, Format = "wiegand-34" },
            CardFormats.BuiltIn, Listener);
        foreach (var command in new[] { "card 17 27 wiegand-34 1603", "card 5 6 wiegand-26 1603", "card 17 27 wiegand-26 1603",
            "card 5 6 wiegand-34 1603" })
        {
            Assert.Equal("ok", _gate.Say(command));
            _gate.Advance(20);
        }

        Assert.Equal(
            [new ReaderFault("north", "34 bits came; a card has 26 at this reader; if each card has 34, set the reader's format to "
                + "wiegand-34 or wiegand-34-reversed"),
                new ReaderFault("south", "26 bits came; a card has 34 at this reader; if each card has 26, set the reader's format to "
                    + "wiegand-26")],
            _faults);
        Assert.Equal([("north", "wiegand-26"), ("south", "wiegand-34")], _reads.Select(read => (read.Reader, read.Format)));
        Assert.All(_reads, read => Assert.Equal(1603UL, read.Card.Value));
    }

    [Fact]
    public void Bits_spread_over_longer_than_the_gap_are_one_frame_and_its_age_counts_from_the_last()
    {
        foreach (var bit in Card118)
        {
            _gate.Advance(2);
            _gate.Say($"wiegand 17 27 {bit}");
        }

        var lastBitAt = _gate.Time.GetTimestamp();
        _gate.Advance(20);
        Assert.Equal(lastBitAt, Assert.Single(_reads).ReadAt);
    }

    [Fact]
    public void A_frame_torn_by_a_gap_is_two_faults_and_never_a_card()
    {
        _gate.Say($"wiegand 17 27 {Card118[..13]}");
        _gate.Advance(20);
        _gate.Say($"wiegand 17 27 {Card118[13..]}");
        _gate.Advance(20);

        Assert.Empty(_reads);
        Assert.Equal(2, _faults.Count);
        Assert.All(_faults, fault => Assert.StartsWith("13 bits came; a card has 26 at this reader; look at its wires", fault.Reason,
            StringComparison.Ordinal));
    }

    [Fact]
    public void A_frame_with_wrong_parity_is_a_fault_and_the_next_card_is_read()
    {
        _gate.Say("wiegand 17 27 00000000000000000000000000");
        _gate.Advance(20);
        _gate.Say($"wiegand 17 27 {Card118}");
        _gate.Advance(20);

        Assert.Equal(new ReaderFault("north", "26 bits came with wrong parity"), Assert.Single(_faults));
        Assert.Single(_reads);
    }

    [Fact]
    public void Noise_that_never_pauses_is_one_fault_and_a_card_after_it_is_read()
    {
        for (var i = 0; i < 50; i++)
        {
            _gate.Say($"wiegand 17 27 {new string('0', 100)}");
            _gate.Advance(10);
        }

        Assert.Contains("128 bits", Assert.Single(_faults).Reason, StringComparison.Ordinal);
        _gate.Advance(20);
        _gate.Say($"wiegand 17 27 {Card118}");
        _gate.Advance(20);
        Assert.Single(_faults);
        Assert.Single(_reads);
    }

    [Fact]
    public void A_frame_of_exactly_128_bits_is_counted_and_of_129_is_noise()
    {
        _gate.Say($"wiegand 17 27 {new string('1', 128)}");
        _gate.Advance(20);
        _gate.Say($"wiegand 17 27 {new string('1', 129)}");
        _gate.Advance(20);
        Assert.Equal(
            ["128 bits came; a card has 26 at this reader; if each card has 128, describe their format in cardFormats",
                "more than 128 bits without a pause: noise, or a broken wire"],
            _faults.Select(fault => fault.Reason));
    }

    [Theory]
    [InlineData("2805*19#", "0010 1000 0000 0101 1010 0001 1001 1011")]
    [InlineData("0123456789*#", "11110000 11100001 11010010 11000011 10110100 10100101 "
        + "10010110 10000111 01111000 01101001 01011010 01001011")]
    [InlineData("28#", "11010010 0111100001001011")]
    public void Keys_of_4_and_8_bits_are_keys_one_by_one_or_in_a_burst(string keys, string frames)
    {
        foreach (var frame in frames.Split(' '))
        {
            _gate.Say($"wiegand 17 27 {frame}");
            _gate.Advance(20);
        }

        Assert.Equal(keys, Keys);
        Assert.Empty(_faults);
        Assert.All(_keys, key => Assert.Equal("north", key.Reader));
    }

    [Theory]
    [InlineData("1100", "4 bits came that are no key of a keypad (12)")]
    [InlineData("00000101", "8 bits came that are no key of a keypad")]
    [InlineData("00111100", "8 bits came that are no key of a keypad")]
    [InlineData("101", "3 bits came; a card has 26 at this reader; look at its wires, or set its keypad to 4 or 8 bits a key")]
    [InlineData("101010", "6 bits came; a card has 26 at this reader; look at its wires, or set its keypad to 4 or 8 bits a key")]
    public void What_may_have_been_a_key_is_a_fault_and_spoils_what_is_being_entered(string frame, string fault)
    {
        foreach (var sent in new[] { "0010", frame, "1000" })
        {
            _gate.Say($"wiegand 17 27 {sent}");
            _gate.Advance(20);
        }

        Assert.Equal($"2{KeyPressed.Unreadable}8", Keys);
        Assert.StartsWith(fault, Assert.Single(_faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_is_misread_spoils_no_entry()
    {
        _gate.Say("wiegand 17 27 00000000000000000000000000");
        _gate.Advance(20);
        Assert.Empty(_keys);
    }

    [Fact]
    public void A_card_of_8_bits_that_the_site_file_describes_is_a_card()
    {
        CardFormats formats = new([new CardFormatOptions { Name = "tiny", Bits = 8, NumberFirst = 2, NumberLast = 8,
            Parity = [new() { Bit = 1, First = 2, Last = 8 }] }]);
        _gate.Board.OpenReader(_options with { Id = "old", Data0Pin = 5, Data1Pin = 6, Format = "tiny" }, formats, Listener);
        _gate.Say("wiegand 5 6 11010010");
        _gate.Advance(20);
        Assert.Equal(("old", 82UL), _reads.Select(read => (read.Reader, read.Card.Value)).Single());
        Assert.Empty(_keys);
    }

    [Fact]
    public void A_line_left_low_by_a_killed_sender_costs_no_bit()
    {
        _gate.Say("set 27 0");
        _gate.Advance(20);
        _gate.Say($"wiegand 17 27 {Card118}");
        _gate.Advance(20);
        Assert.Single(_reads);
    }

    [Theory]
    [InlineData(100, 1, 0)]
    [InlineData(99, 0, 1)]
    public void On_a_chip_with_a_queue_per_line_bits_closer_than_a_reader_sends_them_are_no_card(int microseconds, int reads, int faults)
    {
        using var pins = PinFile.Open("chip", _gate.Folder);
        using var driver = new SimulatedGpioDriver(pins);
        using var controller = new GpioController(driver);
        controller.OpenPin(1, PinMode.InputPullUp);
        controller.OpenPin(2, PinMode.InputPullUp);
        using var reader = new WiegandReader(
            _options,
            WiegandFormat.Bits26,
            new BoardPin(controller, "chip", 1, null, _ => { }),
            new BoardPin(controller, "chip", 2, null, _ => { }),
            edgesInOrder: false,
            _gate.Time,
            Listener,
            static _ => { });

        Send(microseconds);
        Assert.Equal((reads, faults), (_reads.Count, _faults.Count));

        // Presented again in time, the card is read.
        Send(1000);
        Assert.Equal((reads + 1, faults), (_reads.Count, _faults.Count));

        void Send(int spacing)
        {
            foreach (var bit in Card118)
            {
                driver.Pulse(1, 2, bit.ToString());
                _gate.Time.Advance(TimeSpan.FromMicroseconds(spacing));
            }

            _gate.Advance(20);
        }
    }
}
