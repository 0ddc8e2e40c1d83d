using System.Security.Cryptography;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>A household's id: opaque, never an address.</summary>
internal readonly record struct HouseholdId(string Value)
{
    public static HouseholdId Create() => new($"h-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");

    public override string ToString() => Value;
}

/// <summary>Those who live together. Where they live decides which unit doors admit them.</summary>
/// <param name="Home">Null where nobody here knows it: after a restore, until the office enters it again.</param>
internal sealed record Household(HouseholdId Id, Home? Home)
{
    /// <summary>The doors that admit its members in the place of those that its home gives; null for the home's.</summary>
    public IReadOnlyList<string>? Doors { get; init; }

    /// <summary>When all of its members have moved out and are erased; null while they live here.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>For the office alone.</summary>
    public string? Notes { get; init; }

    public IReadOnlyList<Vehicle> Vehicles { get; init; } = [];
}
