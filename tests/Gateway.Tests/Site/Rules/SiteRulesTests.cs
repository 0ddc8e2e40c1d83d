using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

public sealed class SiteRulesTests
{
    internal static SiteFile Good { get; } = new()
    {
        District = "zhuhui",
        Compound = "c",
        Gateway = "g",
        DataFolder = "/data",
        Boards = [new BoardOptions { Id = "box" }],
        Readers = [new ReaderOptions { Id = "reader", Board = "box", Data0Pin = 1, Data1Pin = 2 }],
        Cameras = [new SiteCamera { Id = "cam", Url = "rtsp://10.0.0.1/x", Faces = true }],
        Doors = [new DoorOptions { Id = "gate", Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 3 }, Readers = ["reader"],
            Cameras = ["cam"] }],
        Vision = new VisionOptions { ModelFolder = "/models" },
        Link = new SiteLink { Tls = false, Host = "127.0.0.1" },
    };

    [Fact]
    public void A_sound_site_has_no_problems() => Assert.Empty(SiteRules.Problems(Good));

    [Theory]
    [InlineData(BoardKind.Modbus, 16, "Site.Doors[0].Relay: board 'box' has no pin 16 among its 16 relays")]
    [InlineData(BoardKind.Simulated, 99, "Site.Doors[0].Relay: board 'box' has no pin 99 among its 64 relays")]
    public void A_relay_beyond_its_board_is_refused(BoardKind kind, int pin, string problem) => AssertProblem(problem, Good with
    {
        Boards = [new BoardOptions { Id = "box", Kind = kind, Relays = 16 }],
        Doors = [Good.Doors[0] with { Relay = new RelayOptions { Board = "box", Pin = pin } }],
    });

    [Fact]
    public void An_input_beyond_its_board_is_refused() =>
        AssertProblem("Site.Doors[0].Contact: board 'box' has no pin 8 among its 8 inputs", Good with
        {
            Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Modbus }],
            Doors = [Good.Doors[0] with { Contact = new InputOptions { Board = "box", Pin = 8 } }],
        });

    [Fact]
    public void Relays_that_are_registers_have_two_values_that_differ_no_pulse_and_a_watchdog_elsewhere()
    {
        var registers = new RelayRegisterOptions { Base = 1, On = 256, Off = 512, ReadsOn = 1, ReadsOff = 0 };
        var bus = new BusOptions { Id = "line", Kind = BusKind.ModbusRtuOverTcp, Host = "10.0.0.2" };
        var good = new BoardOptions { Id = "box", Kind = BoardKind.Modbus, Bus = "line", RelayRegisters = registers };
        SiteFile With(BoardOptions board) => Good with
        {
            Buses = [bus],
            Boards = [board, new BoardOptions { Id = "pins" }],
            Readers = [Good.Readers[0] with { Board = "pins" }]
        };
        Assert.Empty(SiteRules.Problems(With(good)));
        AssertProblem("Site.Boards[0].RelayRegisters: On and Off are the same value",
            With(good with { RelayRegisters = new RelayRegisterOptions { On = 5, Off = 5, ReadsOn = 1, ReadsOff = 0 } }));
        AssertProblem("Site.Boards[0].RelayRegisters: an energised relay and one at rest read the same value",
            With(good with { RelayRegisters = registers with { ReadsOff = 1 } }));
        AssertProblem("Site.Boards[0].Pulse is a command for coils", With(good with { Pulse = new PulseOptions() }));
        AssertProblem("Site.Boards[0].Relays must be 100 at most", With(good with { Relays = 101 }));
        AssertProblem("Site.Boards[0].Watchdog.Register 8 is the register of relay 7",
            With(good with { Watchdog = new WatchdogOptions { Register = 8 } }));
        AssertProblem("Site.Buses[0].Host is missing: a modbusRtuOverTcp bus needs the board's address",
            With(good) with { Buses = [bus with { Host = "" }] });
    }

    [Fact]
    public void Two_doors_on_one_relay_and_two_of_one_name_are_refused()
    {
        var second = Good.Doors[0] with { Id = "other", Name = "Other" };
        AssertProblem("Site.Doors[1].Relay: pin 3 of board 'box' is already used", Good with { Doors = [Good.Doors[0], second] });
        AssertProblem("Site.Doors[1].Name: 'Gate' is also the name of Site.Doors[0]", Good with
        {
            Doors = [Good.Doors[0], second with { Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 4 } }],
        });
    }

    [Theory]
    [InlineData("Gate ")]
    [InlineData("gate")]
    [InlineData("\uff27\uff41\uff54\uff45")]
    [InlineData("G a\u200bte")]
    public void A_name_that_no_eye_and_no_ear_tells_from_another_door_s_is_refused(string name)
    {
        var second = Good.Doors[0] with { Id = "other", Name = name, Relay = new RelayOptions { Board = "box", Pin = 4 } };
        AssertProblem($"Site.Doors[1].Name: '{name}' reads as 'Gate', the name of Site.Doors[0]", Good with
        {
            Doors = [Good.Doors[0], second],
        });
        Assert.DoesNotContain(SiteRules.Problems(Good with { Doors = [Good.Doors[0], second with { Name = "Gate 2" }] }),
            problem => problem.Path.EndsWith(".Name", StringComparison.Ordinal));
        AssertProblem("Site.Doors[1].Name is blank", Good with { Doors = [Good.Doors[0], second with { Name = " \u3000" }] });
    }

    [Fact]
    public void A_reader_sends_frames_of_26_or_of_34_bits() =>
        AssertProblem("Site.Readers[0].Format 'wiegand-27' is not a card format",
            Good with { Readers = [Good.Readers[0] with { Format = "wiegand-27" }] });

    [Fact]
    public void A_format_without_parity_is_for_OSDP_alone()
    {
        AssertProblem("Site.Readers[0].Format 'csn-32' has no parity bit",
            Good with { Readers = [Good.Readers[0] with { Format = "csn-32" }] });
        var own = new CardFormatOptions { Name = "uid-40", Bits = 40, NumberFirst = 1, NumberLast = 40 };
        AssertProblem("Site.Readers[0].Format 'uid-40' has no parity bit",
            Good with { CardFormats = [own], Readers = [Good.Readers[0] with { Format = "uid-40" }] });
    }

    [Fact]
    public void A_face_is_never_the_only_way_in() =>
        AssertProblem("Site.Doors[0].Readers is empty: a face may never be the only way in",
            Good with { Doors = [Good.Doors[0] with { Readers = [] }] });

    [Fact]
    public void A_fire_contact_that_would_release_no_door_is_refused() =>
        AssertProblem("Site.Fire releases no door", Good with
        {
            Fire = new FireOptions { Input = new InputOptions { Board = "box", Pin = 5 } },
            Doors = [Good.Doors[0] with { Egress = false }],
        });

    [Fact]
    public void A_door_that_asks_for_a_face_it_can_t_see_is_refused() =>
        AssertProblem("Site.Doors[0].Verify[0].Need asks for a face", Good with
        {
            Doors = [Good.Doors[0] with { Cameras = [], Verify = [new VerifyOptions { Need = Verification.CardAndFace }] }],
        });

    [Fact]
    public void A_door_that_asks_for_a_card_it_can_t_read_is_refused() =>
        AssertProblem("Site.Doors[0].Verify[0].Need asks for a card", Good with
        {
            Buses = [new BusOptions { Id = "scanner", Kind = BusKind.QrScanner, Device = "/dev/ttyUSB0" }],
            Readers = [new ReaderOptions { Id = "reader", Kind = ReaderKind.QrScanner, Bus = "scanner" }],
            Doors = [Good.Doors[0] with { Verify = [new VerifyOptions { Need = Verification.CardAndPin }] }],
        });

    [Fact]
    public void A_door_that_nobody_could_pass_is_refused() =>
        AssertProblem("Site.Doors[0] has neither a reader nor a camera",
            Good with { Doors = [Good.Doors[0] with { Readers = [], Cameras = [] }] });

    [Fact]
    public void Two_users_of_one_pin_are_both_named() =>
        AssertProblem("Site.Doors[0].Relay: pin 2 of board 'box' is already used by Site.Readers[0].Data1Pin",
            Good with { Doors = [Good.Doors[0] with { Relay = new RelayOptions { Board = "box", Pin = 2 } }] });

    [Fact]
    public void A_name_that_leads_nowhere_comes_with_the_names_there_are()
    {
        AssertProblem("Site.Doors[0].Cameras: there is no camera 'camm'; the cameras are cam",
            Good with { Doors = [Good.Doors[0] with { Cameras = ["camm"] }] });
        AssertProblem("Site.Doors[0].Relay: there is no board 'bax'; the boards are box",
            Good with { Doors = [Good.Doors[0] with { Relay = new RelayOptions { Board = "bax", Pin = 3 } }] });
    }

    [Fact]
    public void A_gateway_has_64_doors_at_most() => AssertProblem("Site.Doors has 65 doors",
        Good with { Doors = [.. Enumerable.Repeat(Good.Doors[0], 65)] });

    [Fact]
    public void The_status_page_is_not_put_on_the_network() =>
        AssertProblem("Site.Console.Host '0.0.0.0' is not this machine's own address",
            Good with { Console = new ConsoleOptions { Host = "0.0.0.0" } });

    [Theory]
    [InlineData("8.8.8.8", 8443, "", "", "Site.Web.Host '8.8.8.8' is no address of a private network")]
    [InlineData("2001:db8::1", 8443, "", "", "Site.Web.Host '2001:db8::1' is no address of a private network")]
    [InlineData("10.1.1.1", 8443, "192.168.0.0/16", "", "Site.Web.Host '10.1.1.1' is no address of a private network")]
    [InlineData("gate.local", 8443, "", "", "Site.Web.Host 'gate.local' is no address")]
    [InlineData("127.0.0.1", 8443, "192.168.0.1", "", "Site.Web.Networks[0] '192.168.0.1' is no network")]
    [InlineData("127.0.0.1", 8443, "", "own.pem", "Site.Web.CertFile and Site.Web.KeyFile belong together")]
    [InlineData("0.0.0.0", 8080, "", "", "Site.Web.Port 8080 is the local status's as well")]
    public void The_API_is_for_the_estate_s_network(string host, int port, string network, string cert, string problem) =>
        AssertProblem(problem, Good with { Web = Web(host, port, network) with { CertFile = cert } });

    [Theory]
    [InlineData("192.168.1.7", "")]
    [InlineData("fd00::7", "")]
    [InlineData("fe80::7", "")]
    [InlineData("0.0.0.0", "")]
    [InlineData("::", "")]
    [InlineData("8.8.8.8", "8.8.8.0/24")]
    public void So_is_every_address_of_one_and_one_that_the_site_names(string host, string network) =>
        Assert.Empty(SiteRules.Problems(Good with { Web = Web(host, 8443, network) }));

    private static WebOptions Web(string host, int port, string network) => new()
    {
        Host = host,
        Port = port,
        Networks = network.Length == 0 ? [] : [network],
    };

    [Fact]
    public void A_broker_on_another_machine_needs_tls() => AssertProblem("Site.Link.", Good with
    {
        Link = new SiteLink
        {
            Tls = false,
            Host = "broker.example"
        }
    });

    [Fact]
    public void Two_doors_of_one_name_are_refused() =>
        AssertProblem("Site.Doors[1].Id 'gate' is already the name of Site.Doors[0]",
            Good with { Doors = [Good.Doors[0], Good.Doors[0]] });

    [Fact]
    public void All_problems_come_at_once() => Assert.True(SiteRules.Problems(Good with
    {
        Console = new ConsoleOptions { Host = "0.0.0.0" },
        Doors = [Good.Doors[0] with { Readers = [], Cameras = ["nobody"] }],
        Vision = new VisionOptions(),
    }).Count >= 4);

    internal static string AssertProblem(string beginning, SiteFile site)
    {
        var problems = SiteRules.Problems(site).Select(problem => problem.Line.En);
        return Assert.Single(problems, p => p.StartsWith(beginning, StringComparison.Ordinal));
    }
}
