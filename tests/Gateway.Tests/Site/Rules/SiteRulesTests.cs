using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

public sealed class SiteRulesTests
{
    private static readonly SiteFile _good = new()
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
    public void A_sound_site_has_no_problems() => Assert.Empty(SiteRules.Problems(_good));

    [Theory]
    [InlineData(BoardKind.Modbus, 16, "Site.Doors[0].Relay: board 'box' has no pin 16 among its 16 relays")]
    [InlineData(BoardKind.Simulated, 99, "Site.Doors[0].Relay: board 'box' has no pin 99 among its 64 relays")]
    public void A_relay_beyond_its_board_is_refused(BoardKind kind, int pin, string problem) => AssertProblem(problem, _good with
    {
        Boards = [new BoardOptions { Id = "box", Kind = kind, Relays = 16 }],
        Doors = [_good.Doors[0] with { Relay = new RelayOptions { Board = "box", Pin = pin } }],
    });

    [Fact]
    public void An_input_beyond_its_board_is_refused() =>
        AssertProblem("Site.Doors[0].Contact: board 'box' has no pin 8 among its 8 inputs", _good with
        {
            Boards = [new BoardOptions { Id = "box", Kind = BoardKind.Modbus }],
            Doors = [_good.Doors[0] with { Contact = new InputOptions { Board = "box", Pin = 8 } }],
        });

    [Fact]
    public void Relays_that_are_registers_have_two_values_that_differ_no_pulse_and_a_watchdog_elsewhere()
    {
        var registers = new RelayRegisterOptions { Base = 1, On = 256, Off = 512, ReadsOn = 1, ReadsOff = 0 };
        var bus = new BusOptions { Id = "line", Kind = BusKind.ModbusRtuOverTcp, Host = "10.0.0.2" };
        var good = new BoardOptions { Id = "box", Kind = BoardKind.Modbus, Bus = "line", RelayRegisters = registers };
        SiteFile With(BoardOptions board) => _good with { Buses = [bus], Boards = [board, new BoardOptions { Id = "pins" }],
            Readers = [_good.Readers[0] with { Board = "pins" }] };
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
        var second = _good.Doors[0] with { Id = "other", Name = "Other" };
        AssertProblem("Site.Doors[1].Relay: pin 3 of board 'box' is already used", _good with { Doors = [_good.Doors[0], second] });
        AssertProblem("Site.Doors[1].Name: 'Gate' is also the name of Site.Doors[0]", _good with
        {
            Doors = [_good.Doors[0], second with { Name = "Gate", Relay = new RelayOptions { Board = "box", Pin = 4 } }],
        });
    }

    [Fact]
    public void A_reader_sends_frames_of_26_or_of_34_bits() =>
        AssertProblem("Site.Readers[0].Format 'wiegand-27' is not a card format",
            _good with { Readers = [_good.Readers[0] with { Format = "wiegand-27" }] });

    [Fact]
    public void A_format_without_parity_is_for_OSDP_alone()
    {
        AssertProblem("Site.Readers[0].Format 'csn-32' has no parity bit",
            _good with { Readers = [_good.Readers[0] with { Format = "csn-32" }] });
        var own = new CardFormatOptions { Name = "uid-40", Bits = 40, NumberFirst = 1, NumberLast = 40 };
        AssertProblem("Site.Readers[0].Format 'uid-40' has no parity bit",
            _good with { CardFormats = [own], Readers = [_good.Readers[0] with { Format = "uid-40" }] });
    }

    [Fact]
    public void A_face_is_never_the_only_way_in() =>
        AssertProblem("Site.Doors[0].Readers is empty: a face may never be the only way in",
            _good with { Doors = [_good.Doors[0] with { Readers = [] }] });

    [Fact]
    public void A_fire_contact_that_would_release_no_door_is_refused() =>
        AssertProblem("Site.Fire releases no door", _good with
        {
            Fire = new FireOptions { Input = new InputOptions { Board = "box", Pin = 5 } },
            Doors = [_good.Doors[0] with { Egress = false }],
        });

    [Fact]
    public void A_door_that_asks_for_a_face_it_can_t_see_is_refused() =>
        AssertProblem("Site.Doors[0].Verify[0].Need asks for a face", _good with
        {
            Doors = [_good.Doors[0] with { Cameras = [], Verify = [new VerifyOptions { Need = Verification.CardAndFace }] }],
        });

    [Fact]
    public void A_door_that_asks_for_a_card_it_can_t_read_is_refused() =>
        AssertProblem("Site.Doors[0].Verify[0].Need asks for a card", _good with
        {
            Buses = [new BusOptions { Id = "scanner", Kind = BusKind.QrScanner, Device = "/dev/ttyUSB0" }],
            Readers = [new ReaderOptions { Id = "reader", Kind = ReaderKind.QrScanner, Bus = "scanner" }],
            Doors = [_good.Doors[0] with { Verify = [new VerifyOptions { Need = Verification.CardAndPin }] }],
        });

    [Fact]
    public void A_door_that_nobody_could_pass_is_refused() =>
        AssertProblem("Site.Doors[0] has neither a reader nor a camera",
            _good with { Doors = [_good.Doors[0] with { Readers = [], Cameras = [] }] });

    [Fact]
    public void Two_users_of_one_pin_are_both_named() =>
        AssertProblem("Site.Doors[0].Relay: pin 2 of board 'box' is already used by Site.Readers[0].Data1Pin",
            _good with { Doors = [_good.Doors[0] with { Relay = new RelayOptions { Board = "box", Pin = 2 } }] });

    [Fact]
    public void A_name_that_leads_nowhere_comes_with_the_names_there_are()
    {
        AssertProblem("Site.Doors[0].Cameras: there is no camera 'camm'; the cameras are cam",
            _good with { Doors = [_good.Doors[0] with { Cameras = ["camm"] }] });
        AssertProblem("Site.Doors[0].Relay: there is no board 'bax'; the boards are box",
            _good with { Doors = [_good.Doors[0] with { Relay = new RelayOptions { Board = "bax", Pin = 3 } }] });
    }

    [Fact]
    public void A_camera_that_would_open_two_doors_is_refused() =>
        AssertProblem("Site.Doors[1].Cameras: 'cam' already belongs to Site.Doors[0]",
            _good with
            {
                Doors = [_good.Doors[0], _good.Doors[0] with { Id = "second", Relay = new RelayOptions { Board = "box",
                Pin = 4 } }]
            });

    [Fact]
    public void A_password_in_an_address_is_refused_without_being_repeated()
    {
        var problem = AssertProblem("Site.Cameras[0].Url holds a user or password",
            _good with { Cameras = [_good.Cameras[0] with { Url = "rtsp://admin:hunter2@10.0.0.1/x" }] });
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_is_not_rtsp_is_refused() =>
        AssertProblem("Site.Cameras[0].Url 'http://10.0.0.1/' is not an rtsp://",
            _good with { Cameras = [_good.Cameras[0] with { Url = "http://10.0.0.1/" }] });

    [Fact]
    public void A_line_outside_the_picture_is_refused() =>
        AssertProblem("Site.Cameras[0].Lines[0].To must be two numbers between 0 and 1",
            _good with { Cameras = [_good.Cameras[0] with { Lines = [new SiteLine { Id = "l", From = [0, 0.5], To = [1.5, 0.5] }] }] });

    [Fact]
    public void A_second_stream_is_held_to_the_same_rules_as_the_first()
    {
        AssertProblem("Site.Cameras[0].SubUrl 'http://10.0.0.1/' is not an rtsp://", With(Camera with { SubUrl = "http://10.0.0.1/" }));
        AssertProblem("Site.Cameras[0].SubUrl holds a user or password", With(Camera with { SubUrl = "rtsp://admin:hunter2@10.0.0.1/y" }));
    }

    [Fact]
    public void A_zone_or_mask_that_is_no_area_is_refused()
    {
        AssertProblem("Site.Cameras[0].Zones[0].Points has 2 corners", With(Camera with { Zones = [Zone with { Points = [0, 0, 1, 1] }] }));
        AssertProblem("Site.Cameras[0].Zones[0].Points crosses itself",
            With(Camera with { Zones = [Zone with { Points = [0, 0, 1, 1, 1, 0, 0, 1] }] }));
        AssertProblem("Site.Cameras[0].Masks[0].Points has 5 numbers",
            With(Camera with { Masks = [new MaskOptions { Points = [0, 0, 1, 1, 1] }] }));
    }

    [Fact]
    public void A_zone_that_watches_for_nothing_in_its_ring_is_refused()
    {
        var mute = Zone with { LoiterSeconds = 0, CrowdPeople = 0, ObjectLeftSeconds = 0 };
        AssertProblem("Site.Cameras[0].Zones[0] watches for nothing in the ring entrance", With(Camera with { Zones = [mute] }));
        Assert.Empty(SiteRules.Problems(With(Camera with { Zones = [mute], Ring = Ring.Perimeter })));
    }

    [Fact]
    public void One_person_is_no_crowd() => AssertProblem("Site.Cameras[0].Zones[0].CrowdPeople is 1",
        With(Camera with { Zones = [Zone with { CrowdPeople = 1 }] }));

    [Fact]
    public void Lines_and_zones_of_a_camera_share_their_names()
    {
        var line = new SiteLine { Id = "z", From = [0, 0], To = [1, 1] };
        AssertProblem("Site.Cameras[0].Zones[0].Id 'z' is already the name of Site.Cameras[0].Lines[0]",
            With(Camera with { Lines = [line], Zones = [Zone] }));
        AssertProblem("Site.Cameras[0].Lines[0].Id 'camera' is the name of the camera itself",
            With(Camera with { Lines = [line with { Id = "camera" }] }));
    }

    [Fact]
    public void A_schedule_that_arms_must_be_there()
    {
        AssertProblem("Site.Cameras[0].Zones[0].Schedule: there is no schedule 'night'; the schedules are none",
            With(Camera with { Zones = [Zone with { Schedule = "night" }] }));
        AssertProblem("Site.Rings.Perimeter.Schedule: there is no schedule 'night'",
            _good with { Rings = _good.Rings with { Perimeter = _good.Rings.Perimeter with { Schedule = "night" } } });
    }

    [Fact]
    public void A_gateway_has_64_doors_at_most() => AssertProblem("Site.Doors has 65 doors",
        _good with { Doors = [.. Enumerable.Repeat(_good.Doors[0], 65)] });

    private static SiteCamera Camera => _good.Cameras[0];

    private static SiteZone Zone => new() { Id = "z", Points = [0.1, 0.1, 0.9, 0.1, 0.5, 0.9] };

    private static SiteFile With(SiteCamera camera) => _good with { Cameras = [camera] };

    [Fact]
    public void The_status_page_is_not_put_on_the_network() =>
        AssertProblem("Site.Console.Host '0.0.0.0' is not this machine's own address",
            _good with { Console = new ConsoleOptions { Host = "0.0.0.0" } });

    [Fact]
    public void A_broker_on_another_machine_needs_tls() => AssertProblem("Site.Link.", _good with
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
            _good with { Doors = [_good.Doors[0], _good.Doors[0]] });

    [Fact]
    public void All_problems_come_at_once() => Assert.True(SiteRules.Problems(_good with
    {
        Console = new ConsoleOptions { Host = "0.0.0.0" },
        Doors = [_good.Doors[0] with { Readers = [], Cameras = ["nobody"] }],
        Vision = new VisionOptions(),
    }).Count >= 4);

    private static string AssertProblem(string beginning, SiteFile site)
    {
        var problems = SiteRules.Problems(site);
        return Assert.Single(problems, p => p.StartsWith(beginning, StringComparison.Ordinal));
    }
}
