using System.Net;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Lets people in: with name and password, with a one-time code, with a resident's link.</summary>
internal sealed class Logins(AccountStore store, Passwords passwords, TotpCodes codes, LoginGuard guard, AccountSessions sessions,
    EventLedger ledger)
{
    private DateTimeOffset Now => ledger.Time.GetUtcNow();

    /// <param name="code">Of the phone, or a recovery code; null where none was given.</param>
    /// <exception cref="Storage.StorageException">The disk refuses it: nobody is let in.</exception>
    public Task<LoginAnswer> LogInAsync(string name, string password, string? code, IPAddress? address, CancellationToken cancellationToken)
    {
        var named = AccountNames.Problem(name.Trim()) is null ? name.Trim() : null;
        return guard.InTurnAsync(named, address, async () =>
        {
            var account = named is not null && store.Named(named) is { HasPassword: true } found ? found : null;
            var (isRight, isOld) = await passwords.CheckAsync(account?.Password, password);
            if (account is null || !isRight)
            {
                return LoginAnswer.Refused;
            }

            if (account.Totp is not null && string.IsNullOrWhiteSpace(code))
            {
                return new LoginAnswer(LoginResult.CodeNeeded);
            }

            var hash = isOld ? await passwords.HashAsync(password) : account.Password!;
            return Entered(store.Change(account.Id, one => one.Password == account.Password && !one.Disabled ? In(one, code, hash) : null));
        }, cancellationToken);
    }

    /// <summary>Sets the first password, or another in place of one that was forgotten, with a one-time code. The first administrator
    /// chooses the name.</summary>
    /// <param name="totp">As in <see cref="LogInAsync"/>: a forgotten password is no way around the phone.</param>
    /// <exception cref="Storage.StorageException">The disk refuses it: the code is still good.</exception>
    public Task<LoginAnswer> UseCodeAsync(string code, string name, string password, string? totp, IPAddress? address,
        CancellationToken cancellationToken) => guard.InTurnAsync(null, address, async () =>
    {
        var digest = OneTimeCodes.Digest(code);
        name = name.Trim();
        if (store.All.FirstOrDefault(one => one is { Role: not Role.Resident, Disabled: false } && one.Code.Is(digest, Now))
            is not { } account || (account.Name.Length > 0 && !AccountStore.IsName(account, name)))
        {
            return LoginAnswer.Refused;
        }

        if ((AccountNames.Problem(name) ?? PasswordRules.Problem(name, password)) is { } unfit)
        {
            return LoginAnswer.Unfit(unfit);
        }

        if (account.Totp is not null && string.IsNullOrWhiteSpace(totp))
        {
            return new LoginAnswer(LoginResult.CodeNeeded);
        }

        if (account.Name.Length == 0 && store.Named(name) is not null)
        {
            return LoginAnswer.Unfit(AccountTexts.NameTaken(name));
        }

        var hash = await passwords.HashAsync(password);
        var changed = store.Change(account.Id, one => one.Code.Is(digest, Now) && !one.Disabled ? In(one with
        {
            Name = one.Name.Length > 0 ? one.Name : name,
            Code = null,
            Stamp = AccountStore.NewStamp(),
        }, totp, hash) : null);
        if (changed is not null)
        {
            guard.Free(changed.Name);
            ledger.Append(AccountRecords.Of(changed, AccountStep.PasswordSet, changed.Name));
        }

        return Entered(changed);
    }, cancellationToken);

    /// <summary>Lets a resident in with the code of a link, while the person is one of the compound.</summary>
    /// <exception cref="Storage.StorageException">The disk refuses it: the code is still good.</exception>
    public Task<LoginAnswer> UseLinkAsync(string code, IPAddress? address, CancellationToken cancellationToken) =>
        guard.InTurnAsync(null, address, () =>
        {
            var digest = OneTimeCodes.Digest(code);
            return Task.FromResult(store.All.FirstOrDefault(one => one is { Role: Role.Resident, Disabled: false }
                && one.Code.Is(digest, Now) && sessions.IsHere(one)) is not { } account ? LoginAnswer.Refused
                : Entered(store.Change(account.Id, one => one.Code.Is(digest, Now) && !one.Disabled
                    ? one with { Code = null, LastLogin = Now } : null)));
        }, cancellationToken);

    /// <returns>The account of somebody who is in; null where the second factor is wrong.</returns>
    private Account? In(Account account, string? code, string hash)
    {
        var next = account.Totp is { } totp ? codes.Take(account.Id, totp, code ?? "") : null;
        return account.Totp is not null && next is null ? null
            : account with { Totp = next, Password = hash, Pause = null, LastLogin = Now };
    }

    private LoginAnswer Entered(Account? account)
    {
        if (account is null)
        {
            return LoginAnswer.Refused;
        }

        ledger.Append(new AccountLoggedIn(account.Name, account.Role.ToString()));
        return LoginAnswer.Done(account);
    }
}
