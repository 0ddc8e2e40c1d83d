using System.Collections.Concurrent;
using System.Net;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>What somebody who is logged in does with the own account. Each act asks for the password again: a page that was left open is
/// no password.</summary>
internal sealed class OwnAccount(AccountStore store, Passwords passwords, TotpCodes codes, LoginGuard guard, EventLedger ledger)
{
    /// <summary>Secrets that were shown and not confirmed, one an account; gone with a restart.</summary>
    private readonly ConcurrentDictionary<string, byte[]> _begun = new(StringComparer.Ordinal);

    /// <summary>All other sessions end.</summary>
    /// <exception cref="Storage.StorageException">The disk refuses it.</exception>
    public Task<LoginAnswer> ChangePasswordAsync(Account account, string password, string next, IPAddress? address,
        CancellationToken cancellationToken) => ProveAsync(account, password, address, async () =>
    {
        if (PasswordRules.Problem(account.Name, next) is { } unfit)
        {
            return LoginAnswer.Unfit(unfit);
        }

        var hash = await passwords.HashAsync(next);
        return Changed(store.Change(account.Id, one => one.Password == account.Password
            ? one with { Password = hash, Stamp = AccountStore.NewStamp(), Ended = [] } : null), AccountStep.PasswordSet);
    }, cancellationToken);

    /// <summary>Draws a secret for the phone; it holds once a code of it was shown.</summary>
    /// <returns>The secret where the answer is done.</returns>
    public async Task<(LoginAnswer Answer, byte[]? Secret)> BeginTotpAsync(Account account, string password, IPAddress? address,
        CancellationToken cancellationToken)
    {
        var secret = TotpCodes.NewSecret();
        var answer = await ProveAsync(account, password, address, () => Task.FromResult(LoginAnswer.Done(account)), cancellationToken);
        if (answer.Result == LoginResult.Done)
        {
            _begun[account.Id] = secret;
        }

        return (answer, answer.Result == LoginResult.Done ? secret : null);
    }

    /// <returns>The recovery codes, told once; null where the code is wrong or nothing was begun.</returns>
    /// <exception cref="Storage.StorageException">The disk or the account key refuses it.</exception>
    public IReadOnlyList<string>? ConfirmTotp(Account account, string code)
    {
        if (!_begun.TryGetValue(account.Id, out var secret) || codes.Enrol(account.Id, secret, code) is not { } enrolled)
        {
            return null;
        }

        _begun.TryRemove(account.Id, out _);
        Changed(store.Change(account.Id, one => one with { Totp = enrolled.Secret }), AccountStep.TotpSet);
        return enrolled.Recovery;
    }

    /// <summary>Nobody is asked for a code any more; all other sessions end.</summary>
    /// <exception cref="Storage.StorageException">The disk refuses it.</exception>
    public Task<LoginAnswer> EndTotpAsync(Account account, string password, IPAddress? address, CancellationToken cancellationToken) =>
        ProveAsync(account, password, address, () => Task.FromResult(Changed(store.Change(account.Id,
            one => one with { Totp = null, Stamp = AccountStore.NewStamp(), Ended = [] }), AccountStep.TotpEnded)), cancellationToken);

    private Task<LoginAnswer> ProveAsync(Account account, string password, IPAddress? address, Func<Task<LoginAnswer>> then,
        CancellationToken cancellationToken) => guard.InTurnAsync(account.Name, address, async () =>
            account.HasPassword && (await passwords.CheckAsync(account.Password, password)).IsRight ? await then() : LoginAnswer.Refused,
        cancellationToken);

    private LoginAnswer Changed(Account? account, AccountStep step)
    {
        if (account is null)
        {
            return LoginAnswer.Refused;
        }

        ledger.Append(AccountRecords.Of(account, step, account.Name));
        return LoginAnswer.Done(account);
    }
}
