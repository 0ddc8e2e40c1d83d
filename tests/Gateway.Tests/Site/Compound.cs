using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Gateway.Tests.Site;

internal enum LockKind
{
    FailSafe,
    FailSecure,
}

[Description("A made-up site of one of everything.")]
internal sealed record Compound
{
    [Required]
    [Description("Its name.")]
    public string Name { get; init; } = "";

    [Description("Its doors.")]
    public IReadOnlyList<Gate> Doors { get; init; } = [];

    [Description("Its lamp.")]
    public Lamp? Lamp { get; init; }

    [Description("Its siren.")]
    public Siren Siren { get; init; } = new();

    [Description("Public holidays.")]
    [RegularExpression("^[0-9-]{10}$")]
    public IReadOnlyList<string> Holidays { get; init; } = [];
}

internal sealed record Gate
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The door's name.")]
    public string Id { get; init; } = "";

    [Range(1, 255)]
    [Description("Seconds.")]
    public int UnlockSeconds { get; init; } = 5;

    [Description("The lock.")]
    public LockKind Lock { get; init; } = LockKind.FailSecure;

    [Description("Whether it rings.")]
    public bool Rings { get; init; }
}

internal sealed record Lamp
{
    [Range(0.0, 1.0)]
    [Description("How bright.")]
    public double Brightness { get; init; } = 0.5;

    [Length(2, 2), Range(0.0, 1.0)]
    [Description("Where it hangs.")]
    public IReadOnlyList<double> At { get; init; } = [0.5, 0.5];
}

internal sealed record Siren
{
    [Range(1, 10)]
    [Description("How loud; none: silent.")]
    public int? Loudness { get; init; }
}
