using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What became of a changed site file.</summary>
internal enum SiteOutcome
{
    /// <summary>It is in force, and must prove itself.</summary>
    Trying,

    /// <summary>It is in force for good.</summary>
    Kept,

    /// <summary>The one before is in force.</summary>
    GivenUp,
}

/// <summary>The site file was changed by way of the gateway, or what was changed was kept or given up.</summary>
/// <param name="Parts">Of the site file, as it names them, that differ.</param>
/// <param name="Operator">Who did it; null where the gateway settled it by itself.</param>
/// <param name="Reason">Why it was given up.</param>
internal sealed record SiteSettled(SiteOutcome Outcome, IReadOnlyList<string> Parts, string? Operator, Wording? Reason) : RegistryEvent
{
    public override string Type => EventTypes.SiteSettled;
}
