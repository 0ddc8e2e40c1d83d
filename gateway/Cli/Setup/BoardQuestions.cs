using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>The boards that carry relays and inputs, and the buses that they answer on.</summary>
internal static class BoardQuestions
{
    private const int MostBoards = 8;
    private const int ModbusPort = 502;

    public static SiteFile Ask(Interview interview, SiteFile site, Hardware hardware)
    {
        var count = interview.AskNumber("boards", SetupTexts.HowManyBoards, 1, MostBoards, 1);
        for (var number = 1; number <= count; number++)
        {
            site = Sections.UntilRight(interview, SetupTexts.Board(number), site,
                draft => AskOne(interview, draft, hardware, $"board.{number}"));
        }

        return site;
    }

    /// <summary>The bus on a serial device; one that is there already where it speaks the same.</summary>
    public static (SiteFile Site, string Bus) OnSerial(Interview interview, SiteFile site, Hardware hardware, string key, BusKind kind)
    {
        if (hardware.SerialDevices.Count > 0)
        {
            interview.Say(SetupTexts.SerialDevices(Wording.Join(Wording.Same(", "), hardware.SerialDevices)));
        }

        var device = interview.AskText($"{key}.device", SetupTexts.SerialDevice, hardware.SerialDevices is [var first, ..] ? first : null);
        if (site.Buses.FirstOrDefault(bus => bus.Device == device && bus.Kind == kind) is { } known)
        {
            return (site, known.Id);
        }

        var baud = interview.AskNumber($"{key}.baud", SetupTexts.Baud, 1200, 921600, 9600);
        return With(site, new BusOptions
        {
            Id = Ids.Of(NameOf(kind), site.Buses.Select(bus => bus.Id), "bus"),
            Kind = kind,
            Device = device,
            Baud = baud
        });
    }

    private static SiteFile AskOne(Interview interview, SiteFile site, Hardware hardware, string key)
    {
        var kind = interview.AskChoice($"{key}.kind", SetupTexts.BoardKind,
        [
            new Choice<string>("gpio", "gpio", hardware.Chips.Count > 0 ? SetupTexts.GpioHere : SetupTexts.GpioNotHere),
            new Choice<string>("modbusTcp", "modbusTcp", SetupTexts.ModbusTcp),
            new Choice<string>("modbusRtu", "modbusRtu", SetupTexts.ModbusRtu),
            new Choice<string>("simulated", "simulated", SetupTexts.Simulated),
        ], hardware.Chips.Count > 0 ? "gpio" : "simulated");
        var id = Ids.Of(kind is "gpio" or "simulated" ? "box" : "relays", site.Boards.Select(board => board.Id), "board");
        switch (kind)
        {
            case "gpio":
                var chip = hardware.Chips.Count > 1
                    ? interview.AskNumber($"{key}.chip", SetupTexts.Chip(Wording.Join(Wording.Same(", "), hardware.Chips.Select(one =>
                        $"{one}"))),
                        0, 31, hardware.Chips[0])
                    : hardware.Chips is [var only] ? only : 0;
                return With(site, new BoardOptions { Id = id, Kind = BoardKind.Gpio, Chip = chip });
            case "simulated":
                return With(site, new BoardOptions { Id = id, Kind = BoardKind.Simulated });
            case "modbusTcp":
                var host = interview.AskText($"{key}.host", SetupTexts.ModbusHost, null);
                var port = interview.AskNumber($"{key}.port", SetupTexts.ModbusPort, 1, 65535, ModbusPort);
                var network = site.Buses.FirstOrDefault(bus => bus.Kind == BusKind.ModbusTcp && bus.Host == host && bus.Port == port);
                var (onNetwork, networkBus) = network is not null ? (site, network.Id) : With(site, new BusOptions
                {
                    Id = Ids.Of("modbus", site.Buses.Select(bus => bus.Id), "bus"),
                    Kind = BusKind.ModbusTcp,
                    Host = host,
                    Port = port,
                });
                return AskModbus(interview, onNetwork, key, id, networkBus);
            default:
                var (onLine, serialBus) = OnSerial(interview, site, hardware, key, BusKind.ModbusRtu);
                return AskModbus(interview, onLine, key, id, serialBus);
        }
    }

    private static SiteFile AskModbus(Interview interview, SiteFile site, string key, string id, string bus) => With(site, new BoardOptions
    {
        Id = id,
        Kind = BoardKind.Modbus,
        Bus = bus,
        Unit = interview.AskNumber($"{key}.unit", SetupTexts.Unit, 1, 247, 1),
        Relays = interview.AskNumber($"{key}.relays", SetupTexts.Relays, 0, 256, 8),
        Inputs = interview.AskNumber($"{key}.inputs", SetupTexts.Inputs, 0, 256, 8),
    });

    private static string NameOf(BusKind kind) => kind switch
    {
        BusKind.Osdp => "readers",
        BusKind.QrScanner => "scanner",
        _ => "modbus",
    };

    private static SiteFile With(SiteFile site, BoardOptions board) => site with { Boards = [.. site.Boards, board] };

    private static (SiteFile Site, string Bus) With(SiteFile site, BusOptions bus) => (site with { Buses = [.. site.Buses, bus] }, bus.Id);
}
