using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>What one board has and can.</summary>
[Trait("needs", "process")]
public sealed class ModbusBoardTests
{
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_readers_lines_on_a_bus_are_refused_by_name()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        var reader = new ReaderOptions { Id = "north", Board = "one", Data0Pin = 4, Data1Pin = 5 };

        var refused = Assert.Throws<BoardException>(() => bench.One.OpenReader(reader, CardFormats.BuiltIn, new ReaderListener(_ => { },
            _ => { }, _ => { }, _ => { })));

        Assert.Equal("Reader 'north': board 'one' is on a Modbus bus, which is too slow for a reader's lines. Wire it to a "
            + "gpio board in the site file.", refused.Message);
    }

    [Fact]
    public void A_pin_the_board_does_not_have_is_reported_in_the_boards_own_words()
    {
        using var bench = new BusBench(BusKind.ModbusTcp, first: new BoardOptions { Relays = 32 });
        bench.InputIs(InputState.Inactive);
        var absent = bench.One.OpenRelay(new RelayOptions { Board = "one", Pin = 20 });
        absent.Energise(_long);
        bench.Reported("it answers 'illegal data address' to function 05 at address 20");
        bench.Reported("relay 20 could not be energised");
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
    }

    [Fact]
    public void The_board_keeps_a_pulse_itself_and_its_watchdog_is_fed()
    {
        using var bench = new BusBench(BusKind.ModbusTcp, first: new BoardOptions
        {
            Pulse = new PulseOptions(),
            Watchdog = new WatchdogOptions { Register = 7, Value = 50 }
        });
        bench.Reads("holding 1 7", "50");
        bench.Relay.Energise(TimeSpan.FromSeconds(2));
        bench.Reads("coil 1 3", "1");
        Assert.Matches("^3:(19|20)$", bench.Say("pulses"));

        // Renewed for a longer hold; the board ends it alone.
        bench.Relay.Energise(_long);
        Eventually.Is(() => bench.Say("pulses").Split(' ').Count(pulse => pulse == "3:50") >= 2, "the pulse is not renewed");
        Assert.Equal("1", bench.Say("coil 1 3"));
        Assert.DoesNotContain(bench.Reports, report => report.Detail is not null);
    }

    [Fact]
    public void A_missing_watchdog_is_reported_once()
    {
        using var bench = new BusBench(BusKind.ModbusTcp, first: new BoardOptions { Watchdog = new WatchdogOptions { Register = 700 } });
        bench.Reported("there is no watchdog in holding register 700");
        bench.Relay.Energise(_long);
        bench.Reads("coil 1 3", "1");
        Assert.Single(bench.Reports, report => report.Detail?.Contains("no watchdog", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Supervised_lines_are_read_from_registers()
    {
        using var bench = new BusBench(BusKind.ModbusTcp);
        var line = bench.One.OpenInput(new InputOptions
        {
            Board = "one",
            Pin = 2,
            DebounceMs = 0,
            Supervision = new SupervisionOptions { FullScale = 1000 }
        }, _ => { });
        foreach (var (value, state) in new[] { (667, InputState.Inactive), (500, InputState.Active), (0, InputState.ShortCircuit),
            (1000, InputState.OpenCircuit), (350, InputState.Unknown) })
        {
            bench.Say($"register 1 2 {value}");
            Eventually.Is(() => line.State == state, $"{value} reads {line.State}");
        }
    }
}
