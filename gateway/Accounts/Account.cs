namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Somebody, or a machine, that may use the API.</summary>
/// <param name="Id">Drawn once, never given again.</param>
/// <param name="Name">Unique; goes on record with what was seen and done.</param>
/// <param name="TokenDigest">The SHA-256 of a machine's token, which has 256 random bits and needs no slower digest.</param>
/// <param name="Person">Whose own data a resident's account may see.</param>
internal sealed record Account(string Id, string Name, Role Role, byte[]? TokenDigest = null, string? Person = null)
{
    public Caller Caller => new(Id, Name, Role, Person);
}
