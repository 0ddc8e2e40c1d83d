using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Vision.Options;

/// <summary>Which crossing of a line counts, seen standing at From and looking to To.</summary>
public enum CrossingDirection
{
    /// <summary>Both ways.</summary>
    Either,

    /// <summary>Only from the left of the line to its right.</summary>
    LeftToRight,

    /// <summary>Only from the right of the line to its left.</summary>
    RightToLeft,
}

/// <summary>A directed line in the picture.</summary>
public record LineOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The line's name, as alarms quote it.")]
    public string Id { get; init; } = "";

    [Required]
    [Description("Where the line starts, as fractions of the picture's width and height: [0.1, 0.7].")]
    public IReadOnlyList<double> From { get; init; } = [];

    [Required]
    [Description("Where the line ends, as fractions of the picture's width and height.")]
    public IReadOnlyList<double> To { get; init; } = [];

    [Description("either, leftToRight or rightToLeft, seen standing at From and looking to To.")]
    public CrossingDirection Direction { get; init; } = CrossingDirection.Either;
}

/// <summary>An area of the picture and what in it is told. What of it is an alarm, when and for whom is the gateway's business.</summary>
public record ZoneOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The zone's name, as alarms quote it.")]
    public string Id { get; init; } = "";

    [Required, Range(0.0, 1.0)]
    [Description("The corners, one after another round the zone: x1, y1, x2, y2, x3, y3 and so on, as fractions of the "
        + "picture's width and height.")]
    public IReadOnlyList<double> Points { get; init; } = [];

    [Description("true: anybody who stands in the zone is told. Left out: as the camera's ring has it.")]
    public bool? Intrusion { get; init; }

    [Range(0, 3600)]
    [Description("Somebody who stays in the zone longer than this many seconds is told; 0 turns it off. Left out: as the ring has it.")]
    public int? LoiterSeconds { get; init; }

    [Range(0, 200)]
    [Description("So many people in the zone at once are a crowd; 0 turns it off. Left out: as the ring has it.")]
    public int? CrowdPeople { get; init; }

    [Range(1, 3600)]
    [Description("They are a crowd once they have been together for this many seconds. Left out: as the ring has it.")]
    public int? CrowdSeconds { get; init; }

    [Range(0, 3600)]
    [Description("Something left behind in the zone for longer than this many seconds is told; 0 turns it off. Left "
        + "out: as the ring has it.")]
    public int? ObjectLeftSeconds { get; init; }
}

/// <summary>An area of the picture that is painted over before anybody or anything looks at it.</summary>
public sealed record MaskOptions
{
    [Required, Range(0.0, 1.0)]
    [Description("The corners, one after another round the mask: x1, y1, x2, y2, x3, y3 and so on, as fractions of the "
        + "picture's width and height.")]
    public IReadOnlyList<double> Points { get; init; } = [];
}
