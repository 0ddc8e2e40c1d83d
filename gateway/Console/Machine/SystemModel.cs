using Zhuhui.Edge.Gateway.Console.Duty;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>Something that is known of the gateway, or that it is not known.</summary>
public sealed record Fact(string Name, string Value, Tone Tone);

/// <summary>How far a journal is on its way to the hub.</summary>
/// <param name="Waits">How long the oldest record waits for the hub; empty where none does.</param>
public sealed record StreamLine(string Name, string Journaled, string Acknowledged, string Waits, bool IsLate);

/// <summary>Two people whose faces are alike, by their ids: whoever wants to know who they are looks them up, and that is on
/// record.</summary>
/// <param name="Score">How alike, to 1.</param>
public sealed record AlikePair(string Person, string Other, string Score);

/// <summary>Everything on the page about the gateway.</summary>
/// <param name="Again">Who must be enrolled again, by id.</param>
internal sealed record SystemModel(IReadOnlyList<Fact> Gateway, IReadOnlyList<Fact> Machine, IReadOnlyList<Fact> Devices,
    IReadOnlyList<Fact> Cameras, IReadOnlyList<Fact> Link, IReadOnlyList<StreamLine> Streams, string Kept, IReadOnlyList<Fact> Keys,
    IReadOnlyList<Fact> Models, IReadOnlyList<Fact> Files, IReadOnlyList<AlikePair> Alike,
    IReadOnlyList<string> Again, string At);
