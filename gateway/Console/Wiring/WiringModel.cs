using Zhuhui.Edge.Gateway.Console.Machine;

namespace Zhuhui.Edge.Gateway.Console.Wiring;

/// <summary>The wires of a door, as they stand.</summary>
public sealed record DoorWires(string Id, string Name, IReadOnlyList<Fact> Lines);

/// <summary>Everything on the page about wires.</summary>
/// <param name="Readers">How each is, and what it read last.</param>
/// <param name="Devices">Boards and buses.</param>
/// <param name="Fire">The contact of the fire alarm; none where there is none.</param>
/// <param name="Cameras">By their names.</param>
internal sealed record WiringModel(IReadOnlyList<DoorWires> Doors, IReadOnlyList<Fact> Readers, IReadOnlyList<Fact> Devices,
    IReadOnlyList<Fact> Fire, IReadOnlyList<string> Cameras, string At);
