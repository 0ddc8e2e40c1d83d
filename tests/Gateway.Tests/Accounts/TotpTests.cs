using OtpNet;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

/// <summary>A phone's code as a second factor: each opens once.</summary>
public sealed class TotpTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_code_opens_once_also_across_a_restart_and_an_older_one_never()
    {
        var (secret, _) = await SetUpAsync("li");
        Assert.Equal(LoginResult.CodeNeeded, await _world.ResultAsync("li", AccountWorld.Password));

        // The one that it was set up with was used.
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, Code(secret)));
        _world.Time.Advance(TimeSpan.FromSeconds(30));
        var code = Code(secret);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, code[..3] + " " + code[3..]));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, code));
        _world.Restart();
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, code));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, -30)));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, 30)));
    }

    [Fact]
    public async Task A_phone_s_clock_may_be_half_a_minute_off_and_no_more()
    {
        var (secret, _) = await SetUpAsync("li");
        _world.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, -60)));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, 60)));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, -30)));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, Code(secret, 30)));
    }

    [Fact]
    public async Task The_same_code_twice_at_once_opens_once()
    {
        var (secret, _) = await SetUpAsync("li");
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var code = Code(secret);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _world.ResultAsync("li", AccountWorld.Password,
            code))));
        Assert.Single(results, LoginResult.Done);
    }

    [Fact]
    public async Task Each_recovery_code_opens_once_and_wrong_codes_have_the_next_wait()
    {
        var (_, recovery) = await SetUpAsync("li");
        Assert.Equal(TotpCodes.RecoveryCodes, recovery.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, recovery[2].ToLowerInvariant()));
        _world.Restart();
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, recovery[2]));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password, recovery[3]));
        for (var guess = 0; guess < LoginPauses.FreeOfName; guess++)
        {
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, $"12345{guess}"));
        }

        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("li", AccountWorld.Password, recovery[4]));
    }

    [Fact]
    public async Task The_secret_is_sealed_bound_to_its_account_and_in_no_file()
    {
        var (secret, recovery) = await SetUpAsync("li");
        var (other, _) = await SetUpAsync("wang");
        Assert.NotEqual(secret, other);
        var text = File.ReadAllText(_world.File);
        Assert.DoesNotContain(Convert.ToBase64String(secret), text, StringComparison.Ordinal);
        Assert.DoesNotContain(TotpCodes.Spell(secret), text, StringComparison.Ordinal);
        Assert.All(recovery, code => Assert.DoesNotContain(code, text, StringComparison.Ordinal));

        // Put into another's account it opens nothing.
        var mine = _world.Store.Named("li")!.Totp!;
        _world.Store.Change(_world.Store.Named("wang")!.Id, one => one with { Totp = mine with { Recovery = [] } });
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("wang", AccountWorld.Password, Code(secret)));
    }

    [Fact]
    public async Task A_lost_phone_is_taken_off_by_an_administrator_and_a_forgotten_password_is_no_way_around_it()
    {
        var (secret, _) = await SetUpAsync("li");
        var reset = _world.Handle(AccountAction.Reset, "li");
        var use = (string? totp) => _world.Logins.UseCodeAsync(reset.Secret!, "li", AccountWorld.Password, totp, AccountWorld.Office,
            default);
        Assert.Equal(LoginResult.CodeNeeded, (await use(null)).Result);
        Assert.Equal(LoginResult.Refused, (await use("000000")).Result);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(LoginResult.Done, (await use(Code(secret))).Result);
        Assert.Null(_world.Handle(AccountAction.ResetTotp, "li").Refused);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
        Assert.Contains(_world.Records, one => one is AccountChanged { Account: "li", Outcome: AccountStep.TotpReset, Operator: "chief" });
    }

    [Fact]
    public async Task The_owner_takes_it_off_with_the_password()
    {
        await SetUpAsync("li");
        var account = _world.Store.Named("li")!;
        Assert.Equal(LoginResult.Refused, (await _world.Own.EndTotpAsync(account, "wrong", AccountWorld.Office, default)).Result);
        Assert.Equal(LoginResult.Done, (await _world.Own.EndTotpAsync(account, AccountWorld.Password, AccountWorld.Office, default))
            .Result);
        Assert.NotEqual(account.Stamp, _world.Store.Named("li")!.Stamp);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
    }

    [Fact]
    public async Task An_act_asks_for_a_code_that_was_not_used_and_takes_it_once()
    {
        var (secret, recovery) = await SetUpAsync("li");
        var caller = _world.Store.Named("li")!.Caller;
        var codes = new FreshCodes(_world.Store, _world.Totp, _world.Time);
        Assert.Equal(LoginResult.CodeNeeded, codes.Take(caller, null).Result);
        Assert.Equal(LoginResult.Refused, codes.Take(caller, Code(secret)).Result);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        var code = Code(secret);
        Assert.Equal(LoginResult.Done, codes.Take(caller, code).Result);
        Assert.Equal(LoginResult.Refused, codes.Take(caller, code).Result);
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password, code));
        Assert.Equal(LoginResult.Done, codes.Take(caller, recovery[0]).Result);
        Assert.Equal(LoginResult.Refused, codes.Take(caller, recovery[0]).Result);
        Assert.Equal(LoginResult.Done, codes.Take((await _world.HaveAsync("chen")).Caller, null).Result);
    }

    [Fact]
    public async Task Wrong_codes_of_acts_have_the_next_wait_and_guesses_at_the_login_keep_nobody_from_an_act()
    {
        var (secret, _) = await SetUpAsync("li");
        var caller = _world.Store.Named("li")!.Caller;
        var codes = new FreshCodes(_world.Store, _world.Totp, _world.Time);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < LoginPauses.FreeOfName; i++)
        {
            await _world.LogInAsync("li", "wrong", from: AccountWorld.Elsewhere);
        }

        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("li", AccountWorld.Password, Code(secret)));
        Assert.Equal(LoginResult.Done, codes.Take(caller, Code(secret)).Result);
        for (var i = 0; i < LoginPauses.FreeOfName; i++)
        {
            Assert.Equal(LoginResult.Refused, codes.Take(caller, "000000").Result);
        }

        var paused = codes.Take(caller, Code(secret, 30));
        Assert.Equal(LoginResult.Paused, paused.Result);
        _world.Time.Advance(paused.Again!.Value);
        Assert.Equal(LoginResult.Done, codes.Take(caller, Code(secret)).Result);
    }

    private string Code(byte[] secret, int seconds = 0) => new Totp(secret).ComputeTotp(_world.Time.GetUtcNow().AddSeconds(seconds)
        .UtcDateTime);

    private async Task<(byte[] Secret, IReadOnlyList<string> Recovery)> SetUpAsync(string name)
    {
        var account = await _world.HaveAsync(name);
        Assert.Null((await _world.Own.BeginTotpAsync(account, "wrong", AccountWorld.Office, default)).Secret);
        var (_, secret) = await _world.Own.BeginTotpAsync(account, AccountWorld.Password, AccountWorld.Office, default);
        Assert.Null(_world.Own.ConfirmTotp(account, "000000"));
        return (secret!, _world.Own.ConfirmTotp(account, Code(secret!))!);
    }
}
