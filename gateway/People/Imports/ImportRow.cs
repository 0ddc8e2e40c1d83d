using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>The end or the beginning of a right, where a list says one.</summary>
/// <param name="At">Null for always.</param>
internal readonly record struct SaidMoment(DateTimeOffset? At);

/// <summary>What one line of a list says of a person. What it leaves empty it does not say, and nothing of that is changed.</summary>
internal sealed record ImportRow(int Line, string Name)
{
    /// <summary>Of an export; names the person beyond doubt.</summary>
    public string? Id { get; init; }

    public Home? Home { get; init; }

    public string? Phone { get; init; }

    public Sex? Sex { get; init; }

    public DateOnly? BirthDate { get; init; }

    public PersonKind? Kind { get; init; }

    public IReadOnlyList<HeldCard> Cards { get; init; } = [];

    public SaidMoment? From { get; init; }

    public SaidMoment? To { get; init; }

    public IReadOnlyList<Vehicle> Vehicles { get; init; } = [];

    public string? Notes { get; init; }

    public bool? NeedsLonger { get; init; }

    public bool? LivesAlone { get; init; }

    /// <summary>Who witnessed that the person agreed to face recognition.</summary>
    public string? ConsentWitness { get; init; }

    /// <summary>The list says that the person does not agree.</summary>
    public bool IsConsentDenied { get; init; }

    /// <summary>Who agreed for a child.</summary>
    public string? Guardian { get; init; }

    /// <summary>Something of the line can't be used.</summary>
    public bool IsBad { get; init; }
}
