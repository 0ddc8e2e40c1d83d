using System.Text.Json.Serialization;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts.Changes;

/// <summary>What somebody orders of accounts.</summary>
internal enum AccountAction
{
    List,

    /// <summary>A code for the first administrator.</summary>
    Setup,

    Add,

    /// <summary>A code for another password; the old one and all sessions end.</summary>
    Reset,

    ChangeRole,
    Disable,
    Enable,
    Remove,

    /// <summary>Ends the pause after wrong logins.</summary>
    Unlock,

    /// <summary>The phone is lost: no code is asked for until another is set up.</summary>
    ResetTotp,

    EndSessions,
    MakeToken,
    RevokeToken,

    /// <summary>A link for a resident's own data.</summary>
    Link,
}

/// <param name="Operator">Who orders it; it goes on record.</param>
/// <param name="Name">Whose account; a person for <see cref="AccountAction.Link"/>.</param>
/// <param name="Id">The account's id, where it is known better than by name.</param>
internal sealed record AccountRequest(AccountAction Action, string Operator, string? Name = null, Role? Role = null, string? Id = null);

/// <summary>Why nothing was done.</summary>
internal enum AccountRefusal
{
    NoSuchAccount,
    NameTaken,
    NameUnfit,
    RoleUnfit,
    LastAdministrator,
    NotOfMachines,
    NotAMachine,
    ThereIsOne,
    NoSuchPerson,
    CodeWrong,
    PasswordUnfit,
    Disk,

    /// <summary>It is another than the operator has seen.</summary>
    Stale,
}

/// <param name="Said">What was done, in the site's language.</param>
/// <param name="Refused">Why nothing was done, in the site's language.</param>
/// <param name="Secret">A code or token, told this once.</param>
/// <param name="Until">How long the code is good.</param>
internal sealed record AccountAnswer(string? Said, string? Refused, AccountRefusal? Why, string? Secret, DateTimeOffset? Until,
    IReadOnlyList<AccountLine> Accounts)
{
    /// <summary>The same as what is said or refused, in every language.</summary>
    [JsonIgnore]
    public Wording Words { get => field ?? Wording.Same(Refused ?? Said ?? ""); init; }
}

/// <summary>An account in a list.</summary>
/// <param name="Waits">A one-time code was given and not used.</param>
internal sealed record AccountLine(string Id, string Name, Role Role, bool Machine, bool Disabled, bool Totp, bool Waits,
    DateTimeOffset? PausedUntil, DateTimeOffset? LastLogin, string? Person);
