namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>The parts of one version, in memory until all are there. Another version's part drops what was gathered. Not thread
/// safe.</summary>
internal sealed class RosterParts
{
    public const int MostParts = 64;

    private readonly SortedDictionary<int, RosterMessage> _parts = [];

    /// <returns>All parts in order, once they are there; null while some are missing; or why they are no whole.</returns>
    public (IReadOnlyList<RosterMessage>? Whole, string? Problem) Add(RosterMessage part)
    {
        if (part.Parts is < 1 or > MostParts || part.Part < 1 || part.Part > part.Parts)
        {
            return (null, $"part {part.Part} of {part.Parts}: there are 1 to {MostParts} parts");
        }

        if (_parts.Values.FirstOrDefault() is { } first && (first.Version != part.Version || first.IssuedAt != part.IssuedAt
            || first.Base != part.Base || first.Parts != part.Parts))
        {
            // An unfinished version that is sent anew, or a newer one: the latest word counts.
            _parts.Clear();
        }

        _parts[part.Part] = part;
        if (_parts.Count < part.Parts)
        {
            return (null, null);
        }

        IReadOnlyList<RosterMessage> whole = [.. _parts.Values];
        _parts.Clear();
        return (whole, null);
    }
}
