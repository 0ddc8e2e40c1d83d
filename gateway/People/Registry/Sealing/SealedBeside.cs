namespace Zhuhui.Edge.Gateway.People.Registry.Sealing;

/// <summary>What a sealed file holds beside the registry, keys and photos.</summary>
/// <param name="SiteText">The site file's text; null where nobody knows it.</param>
/// <param name="Uses">Null where nobody passes.</param>
internal sealed record SealedBeside(byte[]? SiteText, CountedUses? Uses);

/// <summary>How often passes and people with counted uses were let in, by this gateway's journal. Asked when a sealed file is made:
/// where no gateway runs the journal is read for it.</summary>
internal sealed record CountedUses(Func<IReadOnlyDictionary<string, int>> Count);
