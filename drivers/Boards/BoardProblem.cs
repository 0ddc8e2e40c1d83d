using System.Globalization;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>What can be wrong between the numbers of a board's options.</summary>
public enum BoardProblemKind
{
    /// <summary>A band's first and last value.</summary>
    ActiveBackwards,

    /// <inheritdoc cref="ActiveBackwards"/>
    InactiveBackwards,

    /// <summary>Both bands' first and last values, and the gap between them.</summary>
    BandsTooNear,

    /// <summary>What is given, and the gap to the bands.</summary>
    ShortTooNear,

    /// <inheritdoc cref="ShortTooNear"/>
    OpenTooNear,
    SameValues,
    SameReadings,
}

/// <summary>What is wrong with a board's options: its kind and its numbers for whoever words it, and one line of English.</summary>
public sealed record BoardProblem(BoardProblemKind Kind, params IReadOnlyList<int> Numbers)
{
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Kind switch
    {
        BoardProblemKind.ActiveBackwards => "ActiveFrom {0} is above ActiveTo {1}",
        BoardProblemKind.InactiveBackwards => "InactiveFrom {0} is above InactiveTo {1}",
        BoardProblemKind.BandsTooNear => "the active band {0}-{1} and the inactive band {2}-{3} must lie {4} or more apart",
        BoardProblemKind.ShortTooNear => "ShortBelow {0} must lie {1} or more below both bands",
        BoardProblemKind.OpenTooNear => "OpenAbove {0} must lie {1} or more above both bands",
        BoardProblemKind.SameValues => "On and Off are the same value: nothing could be told from nothing",
        _ => "an energised relay and one at rest read the same value: nothing could be seen",
    }, [.. Numbers]);
}
