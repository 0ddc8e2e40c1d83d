using Zhuhui.Edge.Gateway.People.Imports.Tables;
using Zhuhui.Edge.Gateway.People.Profiles;

namespace Zhuhui.Edge.Gateway.People.Imports;

/// <summary>What a list would make of the people there are. Nothing is done yet.</summary>
internal sealed record ImportPlan
{
    public IReadOnlyList<ImportFinding> Problems { get; init; } = [];

    public IReadOnlyList<ImportFinding> Warnings { get; init; } = [];

    public IReadOnlyList<Resident> New { get; init; } = [];

    public IReadOnlyList<(Resident Before, Resident After)> Changed { get; init; } = [];

    public int Unchanged { get; init; }

    /// <summary>They live in a home of the list, and are not in it.</summary>
    public IReadOnlyList<Resident> Gone { get; init; } = [];

    /// <summary>Those that nobody knew before.</summary>
    public IReadOnlyList<Household> Households { get; init; } = [];

    /// <summary>Those that nobody is left in.</summary>
    public IReadOnlyList<HouseholdId> HouseholdsGone { get; init; } = [];

    public bool IsChange => New.Count + Changed.Count + Households.Count + HouseholdsGone.Count > 0;
}
