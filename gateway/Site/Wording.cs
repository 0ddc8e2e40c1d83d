namespace Zhuhui.Edge.Gateway.Site;

/// <summary>The same words in both languages of the site.</summary>
internal sealed record Wording(string En, string Zh);
