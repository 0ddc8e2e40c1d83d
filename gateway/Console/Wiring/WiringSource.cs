using System.Globalization;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Console.Live;
using Zhuhui.Edge.Gateway.Console.Machine;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages.Technics;

namespace Zhuhui.Edge.Gateway.Console.Wiring;

/// <summary>How every wire stands at this moment.</summary>
internal sealed class WiringSource(Boards boards, LastReads reads, DeviceHealth health, EventLedger ledger, SiteFile site,
    SiteInForce inForce) : ISheetSource
{
    public const string Name = "wiring";

    public Sheet Sheet { get; } = new(Name, Roles.Technics, new Dictionary<string, Type>
    {
        ["wires"] = typeof(WirePart),
        ["readers"] = typeof(ReaderPart),
    });

    public object Now(Language language, Role role)
    {
        var write = new FactWriter(language);
        var facts = new WireFacts(boards.Wires, write, Clock);
        var devices = health.Devices;
        var readers = site.Readers.Select(reader => facts.OfReader(reader.Id, PlaceOf(reader.Id),
            devices.FirstOrDefault(device => device.Id == reader.Id), reads.At(reader.Id)));
        return new WiringModel([.. site.Doors.Select(door => new DoorWires(door.Id, door.Name, [.. facts.Of(door)]))], [.. readers],
            [.. devices.Where(device => site.Readers.All(reader => reader.Id != device.Id)).Select(device => PartFacts.Of(device, write))],
            site.Fire?.Input is { } fire ? [facts.OfFire(fire)] : [], [.. inForce.Now.Cameras.Select(camera => camera.Id)],
            Clock(ledger.Time.GetUtcNow()));
    }

    private string Clock(DateTimeOffset at) => site.LocalTime(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private Wording? PlaceOf(string reader) => site.Doors.FirstOrDefault(door => door.Readers.Contains(reader)) is { } outside
        ? WiringTexts.Outside(outside.Name)
        : site.Doors.FirstOrDefault(door => door.ExitReaders.Contains(reader)) is { } inside ? WiringTexts.Inside(inside.Name) : null;
}
