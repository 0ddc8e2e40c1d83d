using Zhuhui.Edge.Drivers.Osdp;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>A line: its speed, the share of its bytes that are spoiled in both directions, and what its readers do then.</summary>
internal sealed record Noise(int Baud, double Spoiled, Behaviour Behaviour);

/// <param name="Late">Cards that came more than two seconds after their reader was last found empty: a door does not open for them.</param>
/// <param name="Ages">Of the cards that came, in ms, sorted.</param>
internal sealed record SoakResult(Noise Noise, int Presented, int Received, int Lost, int Doubled, int Late, double[] Ages, long Reconnects,
    int Offline, int ChangedRepetitions, OsdpFigures Figures, NoisyWire Wire)
{
    /// <summary>A card in an answer that was spoiled is lost with it where the reader keeps no answer, or loses its session before it is
    /// asked again.</summary>
    public bool IsRight => Doubled == 0 && Wire.Plaintext == Wire.PlainNaks && (Lost == 0 || Noise.Behaviour is not
    {
        LosesSession: false,
        KeepsNoAnswer: false
    });

    public double Age(double quantile) => Ages.Length == 0 ? 0 : Ages[(int)(quantile * (Ages.Length - 1))];
}
