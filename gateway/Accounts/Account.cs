using System.Text.Json.Serialization;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Somebody, or a machine, that may use the API.</summary>
/// <param name="Id">Drawn once, never given again.</param>
/// <param name="Name">Unique; goes on record with what was seen and done. Empty for the first administrator, until the code is used; of a
/// resident the person's id.</param>
/// <param name="TokenDigest">The SHA-256 of a machine's token, which has 256 random bits and needs no slower digest.</param>
/// <param name="Person">Whose own data a resident's account may see.</param>
internal sealed record Account(string Id, string Name, Role Role, byte[]? TokenDigest = null, string? Person = null)
{
    /// <summary>As ASP.NET Core's hasher writes it, with its own salt and rounds; null until the one-time code was used.</summary>
    public string? Password { get; init; }

    /// <summary>With which a password is set, or a resident logs in; null where none was given or it was used.</summary>
    public OneTimeCode? Code { get; init; }

    public TotpSecret? Totp { get; init; }

    /// <summary>A session began under it; another one ends them all.</summary>
    public string Stamp { get; init; } = "";

    public bool Disabled { get; init; }

    public DateTimeOffset? LastLogin { get; init; }

    /// <summary>Logins wait until then, after so many wrong ones in a row; null where none wait.</summary>
    public LoginPause? Pause { get; init; }

    /// <summary>Sessions that were logged out of and whose cookie has not run out.</summary>
    public IReadOnlyList<EndedSession> Ended { get; init; } = [];

    [JsonIgnore]
    public bool IsMachine => TokenDigest is not null;

    /// <summary>Whether somebody can log in with a name and a password.</summary>
    [JsonIgnore]
    public bool HasPassword => Password is not null && !Disabled;

    [JsonIgnore]
    public Caller Caller => new(Id, Name, Role, Person);
}

/// <param name="Digest">The code has 80 random bits; the SHA-256 alone is kept.</param>
internal sealed record OneTimeCode(byte[] Digest, DateTimeOffset Until);

/// <param name="Sealed">The secret, under the account key and bound to the account.</param>
/// <param name="LastStep">The last time step of which a code was taken: no code of it, or of an earlier one, is taken again.</param>
/// <param name="Recovery">Digests of the recovery codes that were not used.</param>
internal sealed record TotpSecret(byte[] Sealed, long LastStep, IReadOnlyList<byte[]> Recovery);

internal sealed record LoginPause(int Wrong, DateTimeOffset Until);

/// <param name="Digest">Of the session's id.</param>
/// <param name="Until">When its cookie runs out by itself.</param>
internal sealed record EndedSession(byte[] Digest, DateTimeOffset Until);
