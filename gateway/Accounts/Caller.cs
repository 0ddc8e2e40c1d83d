namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Who asks.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Name">Goes on record with what was seen and done.</param>
/// <param name="Person">Whose own data a resident's account may see; null for all others.</param>
internal sealed record Caller(string Account, string Name, Role Role, string? Person = null);
