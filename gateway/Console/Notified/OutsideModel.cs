namespace Zhuhui.Edge.Gateway.Console.Notified;

/// <summary>A target, or the siren, as the page shows it.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="State">How it is, in a word.</param>
/// <param name="Details">When it took something last, what waits, and why it does not.</param>
public sealed record OutsideRow(string Id, string Kind, string Where, string State, string Details, bool IsBad);

/// <param name="Siren">Null where the site has none.</param>
internal sealed record OutsideModel(IReadOnlyList<OutsideRow> Targets, OutsideRow? Siren);
