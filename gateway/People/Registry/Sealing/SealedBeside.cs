namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What a sealed file holds beside the registry, keys and photos.</summary>
/// <param name="SiteText">The site file's text; null where nobody knows it.</param>
/// <param name="Uses">How often passes and people with counted uses were let in, by this gateway's journal.</param>
internal sealed record SealedBeside(byte[]? SiteText, IReadOnlyDictionary<string, int> Uses);

/// <summary>Counts them, when a sealed file is made.</summary>
internal sealed record CountedUses(Func<IReadOnlyDictionary<string, int>> Count);
