using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Asks whoever is logged in for another code of the phone, for an act that a screen left open must not do. Of an account without
/// a second factor, and of a machine, nothing is asked. Wrong ones have the next wait as at a login, in a count of their own: nobody who
/// guesses at the login keeps a guard from an order. Thread safe.</summary>
internal sealed class FreshCodes(AccountStore store, TotpCodes codes, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LoginPauses _pauses = new(time);

    /// <param name="code">Of the phone, or a recovery code; null where none was given.</param>
    /// <exception cref="StorageException">The account key can't be read.</exception>
    public LoginAnswer Take(Caller caller, string? code)
    {
        lock (_lock)
        {
            if (store.WithId(caller.Account) is not { Totp: not null } account)
            {
                return new LoginAnswer(LoginResult.Done);
            }

            if (_pauses.Left(account.Id, null) is { } left)
            {
                return new LoginAnswer(LoginResult.Paused, Again: left);
            }

            if (string.IsNullOrWhiteSpace(code))
            {
                return new LoginAnswer(LoginResult.CodeNeeded);
            }

            if (!Use(account, code))
            {
                _pauses.Wrong(account.Id, null, isKnown: true);
                return LoginAnswer.Refused;
            }

            _pauses.Right(account.Id);
            return LoginAnswer.Done(account);
        }
    }

    /// <summary>That a code was used holds in memory also where the disk refuses it: a lockdown must not wait for a disk.</summary>
    private bool Use(Account account, string code)
    {
        var isUsed = false;
        try
        {
            store.Change(account.Id, one =>
            {
                var next = one.Totp is { } totp ? codes.Take(one.Id, totp, code) : null;
                isUsed = next is not null;
                return next is null ? null : one with { Totp = next };
            }, takesAway: true);
        }
        catch (StorageException) when (isUsed)
        {
            // Known in memory until a restart.
        }

        return isUsed;
    }
}
