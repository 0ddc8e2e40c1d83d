using System.Net;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Accounts;

/// <summary>Stands before everything that a secret opens: one at a time, each wrong one counted before the next is looked at, so that a
/// hundred guesses at once are a hundred guesses.</summary>
internal sealed class LoginGuard
{
    private readonly AccountStore _store;
    private readonly Passwords _passwords;
    private readonly LoginPauses _pauses;
    private readonly LoginRefusals _refusals;
    private readonly TimeProvider _time;

    public LoginGuard(AccountStore store, Passwords passwords, LoginPauses pauses, LoginRefusals refusals, TimeProvider time)
    {
        (_store, _passwords, _pauses, _refusals, _time) = (store, passwords, pauses, refusals, time);
        foreach (var account in store.All)
        {
            if (account.Pause is { } kept)
            {
                pauses.TakeUp(account.Name, kept);
            }
        }
    }

    /// <param name="name">Whose secret it is said to be; null where the secret itself says it.</param>
    /// <param name="address">Whence it comes; null for the machine's own command line.</param>
    /// <param name="judge">Looks at the secret.</param>
    public async Task<LoginAnswer> InTurnAsync(string? name, IPAddress? address, Func<Task<LoginAnswer>> judge,
        CancellationToken cancellationToken)
    {
        if (Paused(name, address) is { } paused)
        {
            return paused;
        }

        using var turn = await _passwords.EnterAsync(cancellationToken);
        if (turn is null)
        {
            return new LoginAnswer(LoginResult.Busy, Again: Passwords.Again);
        }

        if (Paused(name, address) is { } meanwhile)
        {
            return meanwhile;
        }

        var answer = await judge();
        switch (answer.Result)
        {
            case LoginResult.Refused:
                CountWrong(name, address);
                break;
            case LoginResult.Done when name is not null:
                _pauses.Right(name);
                break;
        }

        return answer;
    }

    /// <summary>Whoever has the name may log in at once.</summary>
    public void Free(string name) => _pauses.Right(name);

    private LoginAnswer? Paused(string? name, IPAddress? address)
    {
        if (_pauses.Left(name, address) is not { } left)
        {
            return null;
        }

        _refusals.Count(Owner(name)?.Name, null);
        return new LoginAnswer(LoginResult.Paused, Again: left);
    }

    private void CountWrong(string? name, IPAddress? address)
    {
        var owner = Owner(name);
        var begun = _pauses.Wrong(name, address, owner is not null);
        var until = begun is { } pause ? _time.GetUtcNow() + pause.Pause : (DateTimeOffset?)null;
        if (owner is not null && begun is not null)
        {
            try
            {
                _store.Change(owner.Id, one => one with { Pause = new LoginPause(begun.Value.Wrong, until!.Value) });
            }
            catch (StorageException)
            {
                // The pause holds in memory; on a disk that takes nothing a restart forgets it.
            }
        }

        _refusals.Count(owner?.Name, owner is null ? null : until);
    }

    private Account? Owner(string? name) => name is not null && _store.Named(name) is { HasPassword: true } owner ? owner : null;
}
