using System.Net;
using Microsoft.AspNetCore.Identity;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

/// <summary>Who gets in with a name and a password, and what becomes of who guesses.</summary>
public sealed class LoginTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_password_gets_in_and_the_login_is_on_record()
    {
        await _world.HaveAsync("Li Hua");
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li hua", AccountWorld.Password));
        Assert.Equal(new AccountLoggedIn("Li Hua", "Office"), _world.Records.Last());
        Assert.Equal(_world.Time.GetUtcNow(), _world.Store.Named("Li Hua")!.LastLogin);
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("Li Hua", AccountWorld.Password + "!"));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("Li", AccountWorld.Password));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("", AccountWorld.Password));
    }

    [Fact]
    public async Task Five_wrong_passwords_in_a_row_have_the_right_one_wait_longer_and_longer_and_never_for_more_than_a_quarter_of_an_hour()
    {
        await _world.HaveAsync("li");
        var guesses = 0;
        var guess = () => _world.ResultAsync("li", "wrong", from: new IPAddress([10, 0, 0, (byte)guesses++]));
        while (guesses < LoginPauses.FreeOfName)
        {
            Assert.Equal(LoginResult.Refused, await guess());
        }

        List<double> pauses = [];
        for (var round = 0; round < 10; round++)
        {
            // From an address that has never tried, so that it is the name alone that counts.
            var owner = await _world.LogInAsync("LI", AccountWorld.Password);
            Assert.Equal(LoginResult.Paused, owner.Result);
            pauses.Add(owner.Again!.Value.TotalSeconds);
            _world.Time.Advance(owner.Again.Value);
            if (round < 9)
            {
                Assert.Equal(LoginResult.Refused, await guess());
            }
        }

        Assert.Equal([30.0, 60, 120, 240, 480, 900, 900, 900, 900, 900], pauses);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
        Assert.Null(_world.Store.Named("li")!.Pause);
    }

    [Fact]
    public async Task A_try_during_a_pause_makes_it_no_longer_and_an_administrator_ends_it()
    {
        await PauseAsync("li");
        _world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("li", "wrong", from: AccountWorld.Elsewhere));
        Assert.Equal(TimeSpan.FromSeconds(10), (await _world.LogInAsync("li", AccountWorld.Password)).Again);
        Assert.Null(_world.Handle(AccountAction.Unlock, "li").Refused);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
    }

    [Fact]
    public async Task A_pause_outlives_a_restart_and_a_clock_that_jumped_makes_it_no_longer()
    {
        await PauseAsync("li");
        _world.Restart();
        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("li", AccountWorld.Password));
        _world.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", "wrong"));
        Assert.Equal(TimeSpan.FromMinutes(1), (await _world.LogInAsync("li", AccountWorld.Password)).Again);

        _world.Store.Change(_world.Store.Named("li")!.Id, one => one with
        {
            Pause = new LoginPause(6, _world.Time.GetUtcNow().AddYears(1)),
        });
        _world.Restart();
        Assert.Equal(LoginPauses.Longest, (await _world.LogInAsync("li", AccountWorld.Password)).Again);
    }

    [Fact]
    public async Task Names_that_nobody_has_wait_alike_and_so_does_an_address_that_tries_many_names()
    {
        await _world.HaveAsync("li");
        for (var guess = 0; guess < LoginPauses.FreeOfName; guess++)
        {
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync("nobody", "wrong", from: new IPAddress([10, 0, 0, (byte)guess])));
        }

        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("nobody", "wrong"));
        for (var guess = 0; guess < LoginPauses.FreeOfAddress; guess++)
        {
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync($"name {guess}", "wrong", from: AccountWorld.Elsewhere));
        }

        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("li", AccountWorld.Password, from: AccountWorld.Elsewhere));

        // The owner, elsewhere, is not kept out by it; and a login of the guesser's own frees no address.
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
        Assert.Equal(LoginResult.Paused, await _world.ResultAsync("name", "wrong", from: AccountWorld.Elsewhere));
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_five_guesses()
    {
        await _world.HaveAsync("li");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(guess => _world.ResultAsync("li", $"wrong {guess}",
            from: new IPAddress([10, 0, 0, (byte)guess]))));
        Assert.Equal(LoginPauses.FreeOfName, answers.Count(one => one == LoginResult.Refused));
        Assert.DoesNotContain(LoginResult.Done, answers);
    }

    [Fact]
    public async Task Who_comes_while_too_many_wait_is_told_to_come_again()
    {
        List<IDisposable> turns = [(await _world.Passwords.EnterAsync(default))!];
        var waiting = Enumerable.Range(0, Passwords.MostWaiting).Select(_ => _world.Passwords.EnterAsync(default)).ToArray();
        Assert.Null(await _world.Passwords.EnterAsync(default));
        Assert.Equal(LoginResult.Busy, await _world.ResultAsync("li", AccountWorld.Password));
        turns[0].Dispose();
        foreach (var one in waiting)
        {
            (await one)!.Dispose();
        }

        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("li", AccountWorld.Password));
    }

    [Fact]
    public async Task Guessing_fills_no_journal_and_its_count_is_on_record()
    {
        await _world.HaveAsync("li");
        var before = _world.Records.Count();
        for (var guess = 0; guess < 2000; guess++)
        {
            await _world.ResultAsync(guess % 2 == 0 ? "li" : $"name {guess}", "secret that was typed", from: new IPAddress(guess));
        }

        _world.Restart();
        var refused = _world.Records.Skip(before).Cast<AccountLoginRefused>().ToArray();
        Assert.InRange(refused.Length, 3, 8);
        Assert.Equal((1000, 1000), (refused.Where(one => one.Account == "li").Sum(one => one.Count),
            refused.Where(one => one.Account is null).Sum(one => one.Count)));
        Assert.Contains(refused, one => one is { Account: "li", Until: not null });
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_made_anew_at_the_next_login()
    {
        await _world.HaveAsync("li");
        var old = new PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions
        {
            IterationCount = 10,
        })).HashPassword(_world.Store.Named("li")!, AccountWorld.Password);
        _world.Store.Change(_world.Store.Named("li")!.Id, one => one with { Password = old });
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
        Assert.NotEqual(old, _world.Store.Named("li")!.Password);
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
    }

    [Fact]
    public async Task A_disabled_account_and_one_without_a_password_let_nobody_in()
    {
        await _world.HaveAsync("li");
        _world.Handle(AccountAction.Disable, "li");
        _world.Handle(AccountAction.Add, "wang", Role.Guard);
        _world.Handle(AccountAction.MakeToken, "machine", Role.Office);
        foreach (var name in new[] { "li", "wang", "machine" })
        {
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync(name, AccountWorld.Password));
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync(name, ""));
        }
    }

    private async Task PauseAsync(string name)
    {
        await _world.HaveAsync(name);
        for (var guess = 0; guess < LoginPauses.FreeOfName; guess++)
        {
            Assert.Equal(LoginResult.Refused, await _world.ResultAsync(name, "wrong", from: AccountWorld.Elsewhere));
        }
    }
}
