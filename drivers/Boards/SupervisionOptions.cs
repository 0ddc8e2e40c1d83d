using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>
/// What a supervised line's voltage means, in thousandths of the register's full scale. The defaults fit two equal resistors, one in series
/// with the contact and one across it, and a third to the supply: closed reads 500, open 667, shorted 0 and cut 1000.
/// </summary>
public sealed record SupervisionOptions
{
    /// <summary>Between two bands lies at least this much, in thousandths, so that a value at an edge does not flicker between
    /// them.</summary>
    internal const int SmallestGap = 10;

    [Range(1, 65535)]
    [Description("What the register reads at the full voltage: 4095 for 12 bits, 1000 where the board gives thousandths.")]
    public int FullScale { get; init; } = 4095;

    [Range(0, 1000)]
    [Description("Below this the line is shorted.")]
    public int ShortBelow { get; init; } = 250;

    [Range(0, 1000)]
    [Description("The input is active from here ...")]
    public int ActiveFrom { get; init; } = 400;

    [Range(0, 1000)]
    [Description("... to here, both included.")]
    public int ActiveTo { get; init; } = 580;

    [Range(0, 1000)]
    [Description("The input is inactive from here ...")]
    public int InactiveFrom { get; init; } = 600;

    [Range(0, 1000)]
    [Description("... to here, both included.")]
    public int InactiveTo { get; init; } = 800;

    [Range(0, 1000)]
    [Description("Above this the line is cut.")]
    public int OpenAbove { get; init; } = 900;

    /// <summary>What is wrong between the bands, one line each; none where all is well.</summary>
    public IReadOnlyList<BoardProblem> Problems()
    {
        List<BoardProblem> problems = [];
        if (ActiveFrom > ActiveTo)
        {
            problems.Add(new(BoardProblemKind.ActiveBackwards, ActiveFrom, ActiveTo));
        }

        if (InactiveFrom > InactiveTo)
        {
            problems.Add(new(BoardProblemKind.InactiveBackwards, InactiveFrom, InactiveTo));
        }

        if (Math.Max(ActiveFrom, InactiveFrom) - Math.Min(ActiveTo, InactiveTo) < SmallestGap)
        {
            problems.Add(new(BoardProblemKind.BandsTooNear, ActiveFrom, ActiveTo, InactiveFrom, InactiveTo, SmallestGap));
        }

        if (Math.Min(ActiveFrom, InactiveFrom) - ShortBelow < SmallestGap)
        {
            problems.Add(new(BoardProblemKind.ShortTooNear, ShortBelow, SmallestGap));
        }

        if (OpenAbove - Math.Max(ActiveTo, InactiveTo) < SmallestGap)
        {
            problems.Add(new(BoardProblemKind.OpenTooNear, OpenAbove, SmallestGap));
        }

        return problems;
    }

    /// <summary>The band a register's value lies in; null between two bands.</summary>
    internal InputState? BandOf(ushort raw)
    {
        var value = raw * 1000.0 / FullScale;
        return value < ShortBelow ? InputState.ShortCircuit
            : value > OpenAbove ? InputState.OpenCircuit
            : value >= ActiveFrom && value <= ActiveTo ? InputState.Active
            : value >= InactiveFrom && value <= InactiveTo ? InputState.Inactive
            : null;
    }
}
