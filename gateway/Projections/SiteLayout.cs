using System.Security.Cryptography;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Projections;

/// <summary>What of a door the folds look at.</summary>
/// <param name="FallsOpen">A dead gateway leaves it released.</param>
/// <param name="Devices">Its readers, and the boards and buses that it and they hang on: while one of them is away, people can pass
/// unrecorded.</param>
/// <param name="IsEdge">It leads out of the compound.</param>
internal sealed record LayoutDoor(string Id, string From, string To, bool FallsOpen, IReadOnlyList<string> Devices, bool IsEdge = false);

/// <summary>Which doors lead between which areas. Another layout makes other folds of the same journal.</summary>
internal sealed record SiteLayout(IReadOnlyList<LayoutDoor> Doors, IReadOnlyList<string> Areas)
{
    public static SiteLayout From(SiteFile site) => new([.. site.Doors.Select(door => From(site, door))],
        [.. site.Areas.Select(a => a.Id)]);

    public string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this,
        EventJson.Options)))[..16];

    public LayoutDoor? Door(string id) => Doors.FirstOrDefault(d => d.Id == id);

    /// <summary>The described area on the other side of a door; null where there is none.</summary>
    public string? Into(string door, DoorSide side) => Door(door) is { } known
        && (side == DoorSide.Entry ? known.To : known.From) is { } area && Areas.Contains(area) ? area : null;

    private static LayoutDoor From(SiteFile site, DoorOptions door)
    {
        var readers = site.Readers.Where(r => door.Readers.Contains(r.Id) || door.ExitReaders.Contains(r.Id)).ToArray();
        string?[] boards = [door.Relay?.Board, door.Contact?.Board, door.ExitButton?.Board, .. readers.Select(r => r.Board)];
        var buses = readers.Select(r => r.Bus).Concat(site.Boards.Where(b => boards.Contains(b.Id)).Select(b => b.Bus));
        return new LayoutDoor(door.Id, door.From, door.To, door.Wiring == LockWiring.EnergisedLocks,
            [.. readers.Select(r => r.Id).Concat(boards.OfType<string>()).Concat(buses).Where(d => d.Length > 0).Distinct()],
            door.Ring != Ring.UnitDoor && door.From.Length == 0);
    }
}
