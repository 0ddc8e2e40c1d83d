using System.Text;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Tests.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Site.Rules;

/// <summary>Sites and files beside them that are wrong, together in every way that there are words for. Names in them are single words of
/// ASCII, so that a sentence in the other language is no name.</summary>
internal static class WrongSites
{
    private static readonly RelayOptions _relay = new() { Board = "box", Pin = 9 };
    private static readonly InputOptions _input = new() { Board = "box", Pin = 5 };

    private static SiteFile Good => SiteRulesTests.Good;

    private static DoorOptions Door => Good.Doors[0];

    private static SiteCamera Camera => Good.Cameras[0];

    /// <summary>Everything that is wrong with all of them.</summary>
    /// <param name="folder">Empty.</param>
    public static IEnumerable<FileProblem> Problems(TemporaryFolder folder) =>
    [
        .. Sites(folder).SelectMany(SiteRules.Problems),
        .. Slips().SelectMany(text => SiteReader.ReadText<Compound>(Encoding.UTF8.GetBytes(text), "site.json", "Site").Errors),
        .. SiteReader.ReadText<Compound>(new byte[] { 0xFF }, "site.json", "Site").Errors,
        .. SiteReader.Read<Compound>(folder.At("none"), "Site").Errors,
        .. SiteReader.ReadText<SiteFile>("""
            { "schedules": [{ "id": "a", "periods": [{ "from": "8" }] }], "interlocks": [{ "id": "i", "doors": [] }],
              "web": { "names": [" "] }, "link": { "authorities": [{ "id": "k", "publicKey": "x" }] } }
            """u8.ToArray(), "site.json", "Site").Errors,
        .. Beside(folder),
    ];

    private static IEnumerable<SiteFile> Sites(TemporaryFolder folder)
    {
        File.WriteAllText(folder.At("file"), "");
        yield return Good with { Doors = [], Cameras = [], DataFolder = folder.At("file") };
        yield return Good with { Doors = [.. Enumerable.Repeat(Door, 65)], DataFolder = "/a\u0001", TimeZone = "Mars/Base" };
        yield return Good with { Vision = new(), Console = new() { Host = "0.0.0.0" }, DataFolder = "/" + new string('a', 120) };
        yield return Good with { Schedules = [new() { Id = "day", Periods = [new() { Days = [], From = "08:00", To = "08:00" }] }] };
        yield return Good with { Web = new WebOptions { Host = "gate.local", Networks = ["x"], CertFile = "own.pem" } };
        yield return Good with { Web = new WebOptions { Host = "8.8.8.8" } };
        yield return Good with { Web = new WebOptions { Host = "0.0.0.0", Port = 8080 } };
        var authority = new AuthorityOptions { Id = "key", PublicKey = new string('!', 44) };
        yield return Good with { Link = Good.Link with { Authorities = [authority, authority], RemoteStills = true } };
        yield return Good with { Link = Good.Link with { Releases = "http://hub.example/releases" } };
        yield return Good with { Link = Good.Link with { CaFile = "", Releases = "https://hub.example/releases" } };
        foreach (var door in Doors())
        {
            yield return Good with { Doors = [door] };
        }

        yield return Good with
        {
            Doors = [Door, Door with { Name = "GATE", Relay = _relay }, Door with { Name = " ", Relay = null }],
            Interlocks = [new InterlockOptions { Id = "lock", Doors = ["nodoor"] }],
        };
        yield return Good with
        {
            Fire = new FireOptions { Input = _input with { DebounceMs = 500 } },
            Doors = [Door with { Egress = false, Contact = _input with { Supervision = new SupervisionOptions() } }],
        };
        yield return Good with { Cameras = [Camera with { Faces = false }], Readers = Scanners(), Doors = [Scanned()] };
        yield return Devices();
        foreach (var zone in Zones())
        {
            yield return Good with { Cameras = [Camera with { Zones = [zone] }] };
        }

        var line = new SiteLine { Id = "camera", From = [0, 0.5], To = [1.5, 0.5] };
        var point = line with { Id = "l", To = [0, 0.5] };
        yield return Good with { Cameras = [Camera with { Url = "http://10.0.0.1/", Lines = [line, point] }] };
        yield return Good with { Cameras = [Camera with { Url = "me@10.0.0.1", SubUrl = "rtsp://me:you@10.0.0.1/x" }] };
        foreach (var row in OutsideRulesTests.Mistakes)
        {
            yield return OutsideRulesTests.Wrong(row.Data.Item1) with { Outside = Good.Outside };
            yield return Good with { Outside = OutsideRulesTests.Wrong(row.Data.Item1).Outside };
        }

        yield return Good with
        {
            Outside = new OutsideOptions
            {
                Targets = [.. Enumerable.Range(0, 17).Select(i => new TargetOptions { Id = $"t{i}", Kind = (TargetKind)(i % 3) })],
                Siren = new SirenOptions { Of = [] },
            },
        };
        yield return Good with { Outside = new OutsideOptions { Siren = new() { Relay = _relay, Of = [OutsideSubject.Notices] } } };
    }

    private static IEnumerable<DoorOptions> Doors() =>
    [
        Door with { Readers = ["nobody"], Cameras = ["nobody"], From = "nowhere", UnlockSchedule = "never", Homes = ["3-2-501-9"] },
        Door with { ExitReaders = ["reader"] },
        Door with { Readers = [] },
        Door with { Readers = [], Cameras = [] },
        Door with { Cameras = [], Verify = [new VerifyOptions { Need = Verification.CardAndFace }] },
        Door with { HeldOpenWarningSeconds = 60, FirstPersonIn = true, Kind = EntranceKind.Barrier },
        Door with { Barrier = new BarrierOptions(), Relay = new RelayOptions { Board = "nobox", Pin = 3 } },
    ];

    private static ReaderOptions[] Scanners() =>
    [
        new() { Id = "reader", Kind = ReaderKind.QrScanner, Bus = "qr" },
    ];

    private static DoorOptions Scanned() => Door with
    {
        Liveness = LivenessUse.RequireElseCard,
        Verify = [new VerifyOptions { Need = Verification.CardAndPin }],
    };

    private static SiteFile Devices() => Good with
    {
        Buses =
        [
            new() { Id = "net", Kind = BusKind.ModbusTcp },
            new() { Id = "line", Kind = BusKind.Osdp, Parity = SerialParity.Even },
            new() { Id = "one", Kind = BusKind.Osdp, Device = "/dev/a" },
            new() { Id = "two", Kind = BusKind.Osdp, Device = "/dev/a" },
            new() { Id = "qr", Kind = BusKind.QrScanner, Device = "/dev/q" },
        ],
        Boards =
        [
            new() { Id = "box", Kind = BoardKind.Simulated },
            new() { Id = "one", Kind = BoardKind.Modbus, Bus = "net" },
            new() { Id = "two", Kind = BoardKind.Modbus, Bus = "net" },
            new()
            {
                Id = "far", Kind = BoardKind.Modbus, Bus = "nobus", Relays = 101, Pulse = new(), Watchdog = new(), RelayRegisters = new(),
            },
        ],
        Readers =
        [
            new() { Id = "reader", Format = "nothing" },
            new() { Id = "slow", Board = "one", Format = "csn-32" },
            new() { Id = "osdp", Kind = ReaderKind.Osdp, Bus = "one" },
            new() { Id = "left", Kind = ReaderKind.QrScanner, Bus = "qr" },
            new() { Id = "right", Kind = ReaderKind.QrScanner, Bus = "qr" },
        ],
        Doors =
        [
            Scanned() with
            {
                Readers = ["left"],
                Relay = new RelayOptions { Board = "box", Pin = 99 },
                Contact = new InputOptions { Board = "one", Pin = 8 },
            },
        ],
    };

    private static IEnumerable<SiteZone> Zones()
    {
        var zone = new SiteZone { Id = "z", Points = [0.1, 0.1, 0.9, 0.1, 0.5, 0.9] };
        return
        [
            zone with { LoiterSeconds = 0, CrowdPeople = 0, ObjectLeftSeconds = 0, Intrusion = false, Schedule = "never" },
            zone with { CrowdPeople = 1 },
            .. new double[][]
            {
                [0, 0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 2, 0, 1, 1], [0, 0, 1, 0, 1, 0, 1, 1], [0, 0, 1, 1, 1, 0, 0, 1],
            }.Select(points => zone with { Points = points }),
        ];
    }

    private static IEnumerable<string> Slips() =>
    [
        "{}", "[]", "", "{", "{ \"name\": x }", "{ \"\\ud800\": 1 }", "{\"name\":\"\"}", "{\"name\":null}", "{\"name\":5}",
        "{\"name\":true}", "{\"name\":false}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\uFFFD\"}", "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":\"a\",\"nam\":1}", "{\"name\":\"a\",\"zzzzzzzz\":1,\"doors\":{}}", "{\"name\":\"a\",\"doors\":[3]}",
        "{\"name\":\"a\",\"doors\":[{\"id\":\"Gate_1\",\"unlockSeconds\":256,\"lock\":\"open\",\"rings\":\"yes\"}]}",
        "{\"name\":\"a\",\"doors\":[{\"id\":\"g\",\"unlockSeconds\":1.5,\"lock\":[]}]}",
        "{\"name\":\"a\",\"lamp\":{\"brightness\":1e999,\"at\":[0.5]},\"siren\":{\"loudness\":0},\"holidays\":[\"t\"]}",
    ];

    private static IEnumerable<FileProblem> Beside(TemporaryFolder folder)
    {
        var calendar = folder.At("calendar.json");
        File.WriteAllText(calendar, """{ "holidays": [{ "from": "2026-02-30", "to": "x", "name": "y" }] }""");
        IEnumerable<FileProblem> read = CalendarFile.Read(calendar).Problems;
        File.WriteAllText(calendar, """{ "holidays": [{ "from": "2026-02-30", "to": "2026-03-01", "name": "y" }] }""");
        File.WriteAllBytes(folder.At("2027-01.zh.txt"), [0xCD]);
        var site = Good with
        {
            Language = Language.Zh,
            Readers = [new ReaderOptions { Id = "r", Key = "no-such-secret" }],
            Outside = new OutsideOptions { Targets = [new TargetOptions { CaFile = folder.At("none.pem") }] },
        };
        return
        [
            .. read, .. CalendarFile.Read(calendar).Problems, .. CalendarFile.Read(folder.At("none.json")).Problems,
            .. CalendarFile.Problems([new HolidayRange(new(2026, 10, 1), new(2026, 9, 1), "y"), new(new(2026, 3, 1), new(2026, 3, 7), "y")],
                [.. Enumerable.Range(2, 5).Select(day => new DateOnly(2026, 3, day))]),
            .. Secrets.Missing(site), .. Secrets.MissingOutside(site),
            .. new[] { folder.At("none"), Directory.CreateDirectory(folder.At("empty")).FullName, folder.Path }.SelectMany(at =>
                Notice.Problems(site with { Privacy = new PrivacyOptions { NoticeFolder = at } })),
        ];
    }
}
