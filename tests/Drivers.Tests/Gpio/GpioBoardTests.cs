using System.Device.Gpio;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

public sealed class GpioBoardTests : IDisposable
{
    private readonly TempBoard _gate = new();

    private static ReaderListener Nobody { get; } = new(_ => { }, _ => { }, _ => { }, _ => { });

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void A_pin_with_two_users_is_refused_by_name()
    {
        _gate.Board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = 17 });
        var reader = new ReaderOptions { Id = "north", Board = TempBoard.Id, Data0Pin = 4, Data1Pin = 17 };

        var refused = Assert.Throws<BoardException>(() => _gate.Board.OpenReader(reader, CardFormats.BuiltIn, Nobody));

        Assert.Equal(
            "Board 'gate', pin 17: it is a relay already and cannot be DATA1 of reader 'north' too. Give one of them "
            + "another pin in the site file.",
            refused.Message);

        // The refused reader gave back the pin it had opened.
        _gate.Board.OpenInput(new InputOptions { Board = TempBoard.Id, Pin = 4 }, _ => { });
    }

    [Fact]
    public void A_reader_with_a_card_format_that_there_is_not_is_refused_by_name()
    {
        var reader = new ReaderOptions { Id = "north", Board = TempBoard.Id, Data0Pin = 4, Data1Pin = 5, Format = "wiegand-99" };

        var refused = Assert.Throws<BoardException>(() => _gate.Board.OpenReader(reader, CardFormats.BuiltIn, Nobody));

        Assert.StartsWith("Reader 'north' has no card format 'wiegand-99': the formats are ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_the_board_does_not_have_is_refused_by_number()
    {
        var refused = Assert.Throws<BoardException>(() => _gate.Board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = 64 }));
        Assert.Equal("Board 'gate' has no pin 64 for a relay: its pins are 0 to 63. Correct the pin in the site file.", refused.Message);
    }

    [Fact]
    public void A_part_wired_to_another_board_is_a_bug() =>
        Assert.Throws<ArgumentException>(() => _gate.Board.OpenRelay(new RelayOptions { Board = "roof", Pin = 1 }));

    [Fact]
    public void A_pin_can_be_opened_again_after_it_was_closed()
    {
        var options = new RelayOptions { Board = TempBoard.Id, Pin = 17 };
        _gate.Board.OpenRelay(options).Dispose();
        _gate.Board.OpenRelay(options).Energise(TimeSpan.FromSeconds(1));
        Assert.Equal('1', _gate.Level(17));
    }

    [Fact]
    public void Relays_left_energised_by_a_dead_process_stay_so_until_the_rest_command_rests_them()
    {
        RelayOptions[] relays = [new() { Board = TempBoard.Id, Pin = 20 }, new() { Board = TempBoard.Id, Pin = 21, ActiveLow = true }];
        foreach (var relay in relays)
        {
            _gate.Board.OpenRelay(relay).Energise(TimeSpan.FromSeconds(255));
        }

        // The first board stands for the dead process: its clock does not run and it closes nothing.
        using var rest = _gate.Open(listen: false);
        Assert.Equal(('1', '0'), (_gate.Level(20), _gate.Level(21)));

        Assert.Empty(rest.RestAll(relays));
        Assert.Equal(('0', '1'), (_gate.Level(20), _gate.Level(21)));
    }

    [Fact]
    public void One_relay_that_cannot_be_rested_is_named_and_the_others_are_rested_all_the_same()
    {
        using var rest = _gate.Open(listen: false);
        RelayOptions[] relays = [new() { Board = TempBoard.Id, Pin = 99 }, new() { Board = TempBoard.Id, Pin = 20, ActiveLow = true }];

        Assert.Contains("no pin 99", Assert.Single(rest.RestAll(relays)), StringComparison.Ordinal);
        Assert.Equal('1', _gate.Level(20));
    }

    [Fact]
    public void Disposing_the_board_rests_its_relays()
    {
        using var folder = new TemporaryFolder();
        using (var board = GpioBoard.Open(TempBoard.Options, folder.Path, TimeProvider.System, NullLogger.Instance))
        {
            board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = 3, ActiveLow = true }).Energise(TimeSpan.FromSeconds(255));
            Assert.Equal('0', File.ReadAllText(folder.At("boards", "gate.pins"))[3]);
        }

        Assert.Equal('1', File.ReadAllText(folder.At("boards", "gate.pins"))[3]);
    }

    [Fact]
    public void A_relay_whose_pin_fails_keeps_no_other_relay_from_its_rest()
    {
        var driver = new FailingPins();
        var board = new GpioBoard(TempBoard.Options, driver, null, TimeProvider.System);
        foreach (var pin in new[] { 1, 2, 3 })
        {
            board.OpenRelay(new RelayOptions { Board = TempBoard.Id, Pin = pin }).Energise(TimeSpan.FromSeconds(255));
        }

        driver.Broken = 2;
        var refused = Assert.Throws<BoardException>(board.Dispose);

        Assert.Contains("Board 'gate': 1 part(s) could not be closed", refused.Message, StringComparison.Ordinal);
        Assert.Equal([(1, PinValue.Low), (2, PinValue.High), (3, PinValue.Low)], driver.Levels.Select(level => (level.Key, level.Value))
            .Order());
    }

    [Fact]
    public void A_pin_that_fails_while_it_is_rested_from_outside_keeps_no_other_relay_from_its_rest()
    {
        var driver = new FailingPins { Broken = 2 };
        using var board = new GpioBoard(TempBoard.Options, driver, null, TimeProvider.System);

        var failures = board.RestAll([.. new[] { 1, 2, 3 }.Select(pin => new RelayOptions { Board = TempBoard.Id, Pin = pin,
            ActiveLow = true })]);

        Assert.StartsWith("Board 'gate', pin 2: ", Assert.Single(failures), StringComparison.Ordinal);
        Assert.Equal([(1, PinValue.High), (3, PinValue.High)], driver.Levels.Select(level => (level.Key, level.Value)).Order());
    }

    [Fact]
    public void A_chip_that_is_not_there_is_named_with_a_remedy()
    {
        var options = new BoardOptions { Id = "roof", Kind = BoardKind.Gpio, Chip = 31 };
        var refused = Assert.Throws<BoardException>(() => GpioBoard.Open(options, _gate.Folder, TimeProvider.System, NullLogger.Instance));
        Assert.StartsWith("Board 'roof': ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/gpiochip31", refused.Message, StringComparison.Ordinal);
        Assert.Matches("apt install libgpiod2|ls /dev/gpiochip", refused.Message);
    }
}
