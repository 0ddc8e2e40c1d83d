namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What became of an account of the API.</summary>
internal enum AccountStep
{
    Made,
    CodeGiven,
    PasswordSet,
    RoleChanged,
    Disabled,
    Enabled,
    Freed,
    TotpSet,
    TotpEnded,
    TotpReset,
    SessionsEnded,
    TokenMade,
    LinkGiven,
    Removed,
}

/// <summary>An account of the API was made, changed or removed. No password, code or token is in it.</summary>
/// <param name="Account">Its name; of a resident's the person's id; empty for the first administrator's until its code is used.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Role">What it is now.</param>
internal sealed record AccountChanged(string Account, AccountStep Outcome, string Role, string Operator) : RegistryEvent
{
    public override string Type => EventTypes.AccountChanged;
}

/// <summary>Somebody logged in at the API.</summary>
/// <param name="Account">As in <see cref="AccountChanged"/>.</param>
internal sealed record AccountLoggedIn(string Account, string Role) : RegistryEvent
{
    public override string Type => EventTypes.AccountLoggedIn;
}

/// <summary>Logins that were refused: the first, and how many more within ten minutes; whoever guesses does not fill the journal.</summary>
/// <param name="Account">Null for a name that nobody has: what was typed may be a password.</param>
/// <param name="Until">Further ones wait until then; null where none do.</param>
internal sealed record AccountLoginRefused(string? Account, int Count, DateTimeOffset From, DateTimeOffset To,
    DateTimeOffset? Until = null) : RegistryEvent
{
    public override string Type => EventTypes.AccountLoginRefused;
}
