using Zhuhui.Edge.Drivers.Simulated;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>What the readers of a soak do when a command or an answer is spoiled.</summary>
internal sealed record Behaviour(string Name, bool LosesSession, bool KeepsNoAnswer)
{
    public static readonly IReadOnlyList<Behaviour> All =
    [
        new("standard", false, false),
        new("loses-session", true, false),
        new("keeps-no-answer", false, true),
        new("both", true, true),
    ];

    public void ApplyTo(SimulatedOsdpHabits habits) =>
        (habits.LosesSessionWhenSpoiled, habits.KeepsNoAnswer) = (LosesSession, KeepsNoAnswer);
}
