using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

public sealed class AccountChangesTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_first_administrator_chooses_name_and_password_with_a_code_that_is_good_once()
    {
        var setup = _world.Handle(AccountAction.Setup);
        Assert.Equal(_world.Time.GetUtcNow() + OneTimeCodes.Life, setup.Until);
        Assert.Equal(LoginResult.Refused, await UseAsync("0000-0000-0000-0000", "zhang"));
        Assert.Equal(LoginResult.Unfit, await UseAsync(setup.Secret!, "zhang", "1234567890"));
        Assert.Equal(LoginResult.Unfit, await UseAsync(setup.Secret!, "two\nlines"));

        // As somebody types it.
        Assert.Equal(LoginResult.Done, await UseAsync(setup.Secret!.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()
            .Replace('0', 'o').Replace('1', 'l'), "zhang"));
        Assert.Equal(LoginResult.Refused, await UseAsync(setup.Secret!, "other"));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("zhang", AccountWorld.Password));
        Assert.Equal(AccountRefusal.ThereIsOne, _world.Handle(AccountAction.Setup).Why);
    }

    [Fact]
    public async Task A_code_that_is_asked_for_again_ends_the_one_before_and_none_is_good_for_longer_than_a_day()
    {
        var first = _world.Handle(AccountAction.Setup).Secret!;
        var second = _world.Handle(AccountAction.Setup).Secret!;
        Assert.Equal(LoginResult.Refused, await UseAsync(first, "zhang"));
        _world.Time.Advance(TimeSpan.FromHours(24));
        Assert.Equal(LoginResult.Refused, await UseAsync(second, "zhang"));
        Assert.Single(_world.Store.All);
        Assert.Equal(LoginResult.Done, await UseAsync(_world.Handle(AccountAction.Setup).Secret!, "zhang"));
    }

    [Fact]
    public async Task Everybody_sets_the_first_password_and_nobody_another_s()
    {
        var office = _world.Handle(AccountAction.Add, "li", Role.Office).Secret!;
        Assert.Equal(LoginResult.Refused, await UseAsync(office, "wang"));
        Assert.Equal(LoginResult.Done, await UseAsync(office, "LI"));
        Assert.Equal("li", Assert.Single(_world.Store.All).Name);
        Assert.Equal(AccountRefusal.NameTaken, _world.Handle(AccountAction.Add, "Li", Role.Guard).Why);
        Assert.Equal(AccountRefusal.NameTaken, _world.Handle(AccountAction.MakeToken, "LI", Role.Guard).Why);
        Assert.Equal(AccountRefusal.RoleUnfit, _world.Handle(AccountAction.Add, "wang", Role.Resident).Why);
        Assert.Equal(AccountRefusal.RoleUnfit, _world.Handle(AccountAction.Add, "wang", Role.Guard | Role.Office).Why);
        Assert.Equal(AccountRefusal.RoleUnfit, _world.Handle(AccountAction.Add, "wang", Role.None).Why);
        Assert.Equal(AccountRefusal.NameUnfit, _world.Handle(AccountAction.Add, " ", Role.Guard).Why);
    }

    [Theory]
    [InlineData(nameof(AccountAction.Disable))]
    [InlineData(nameof(AccountAction.Remove))]
    [InlineData(nameof(AccountAction.ChangeRole))]
    public async Task The_last_administrator_stays_and_the_last_but_one_need_not(string word)
    {
        var action = Enum.Parse<AccountAction>(word);
        await _world.HaveAsync("zhang", Role.Administrator);
        await _world.HaveAsync("li");
        _world.Handle(AccountAction.Add, "new", Role.Administrator);
        _world.Handle(AccountAction.MakeToken, "machine", Role.Administrator);

        // Neither who never set a password nor a machine is one who could make another.
        Assert.Equal(AccountRefusal.LastAdministrator, _world.Handle(action, "zhang", Role.Guard).Why);
        await _world.HaveAsync("wang", Role.Administrator);
        Assert.Null(_world.Handle(action, "zhang", Role.Guard).Refused);
        Assert.Equal(AccountRefusal.LastAdministrator, _world.Handle(action, "wang", Role.Guard).Why);
    }

    [Fact]
    public async Task The_only_administrator_who_forgot_the_password_gets_a_code()
    {
        await _world.HaveAsync("zhang", Role.Administrator);
        var reset = _world.Handle(AccountAction.Reset, "zhang");
        Assert.Equal(LoginResult.Refused, await _world.ResultAsync("zhang", AccountWorld.Password));
        Assert.Equal(LoginResult.Done, await UseAsync(reset.Secret!, "zhang", "another river lantern"));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("zhang", "another river lantern"));
    }

    [Fact]
    public async Task A_token_is_told_once_and_ends_when_it_is_revoked()
    {
        var token = _world.Handle(AccountAction.MakeToken, "lift", Role.Guard).Secret!;
        Assert.Equal(Role.Guard, _world.Store.WithToken(token)!.Role);
        Assert.Null(_world.Store.WithToken(token + "x"));
        await _world.HaveAsync("li");
        Assert.Equal(AccountRefusal.NotAMachine, _world.Handle(AccountAction.RevokeToken, "li").Why);
        Assert.Equal(AccountRefusal.NotOfMachines, _world.Handle(AccountAction.Reset, "lift").Why);
        Assert.Null(_world.Handle(AccountAction.RevokeToken, "lift").Refused);
        Assert.Null(_world.Store.WithToken(token));
        Assert.Equal(AccountRefusal.NoSuchAccount, _world.Handle(AccountAction.RevokeToken, "lift").Why);
    }

    [Fact]
    public async Task A_resident_s_link_is_good_once_and_ends_with_the_person()
    {
        _world.Residents.Replace([new Resident(new PersonId("p-1"), "Wang Xiuying")]);
        var first = _world.Handle(AccountAction.Link, "Wang Xiuying").Secret!;
        var link = _world.Handle(AccountAction.Link, "p-1").Secret!;
        Assert.Equal(AccountRefusal.NoSuchPerson, _world.Handle(AccountAction.Link, "Nobody").Why);
        Assert.Equal(LoginResult.Refused, (await _world.Logins.UseLinkAsync(first, AccountWorld.Office, default)).Result);

        // It sets no password, and a password's code is no link.
        Assert.Equal(LoginResult.Refused, await UseAsync(link, "p-1"));
        var answer = await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default);
        Assert.Equal(new Caller(answer.Account!.Id, "p-1", Role.Resident, "p-1"), answer.Account.Caller);
        Assert.Equal(LoginResult.Refused, (await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default)).Result);

        _world.Residents.Replace([]);
        Assert.Empty(_world.Handle(AccountAction.List).Accounts);
        Assert.Empty(new AccountStore(_world.Folder).All);
        Assert.Contains(_world.Records, one => one is AccountChanged { Account: "p-1", Outcome: AccountStep.Removed });
    }

    [Fact]
    public async Task A_link_that_was_not_used_opens_nothing_once_the_person_is_gone_or_the_right_has_ended()
    {
        var wang = new Resident(new PersonId("p-1"), "Wang Xiuying");
        _world.Residents.Replace([wang]);
        var link = _world.Handle(AccountAction.Link, "p-1").Secret!;
        _world.Residents.Replace([wang with { ValidTo = _world.Time.GetUtcNow() }]);
        Assert.Equal(LoginResult.Refused, (await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default)).Result);
        _world.Residents.Replace([]);
        Assert.Equal(LoginResult.Refused, (await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default)).Result);
        _world.Residents.Replace([wang]);
        _world.Time.Advance(OneTimeCodes.LinkLife - TimeSpan.FromSeconds(1));
        Assert.Equal(LoginResult.Done, (await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default)).Result);
    }

    [Fact]
    public async Task Who_guesses_codes_waits_and_the_machine_s_own_command_line_does_not()
    {
        var code = _world.Handle(AccountAction.Setup).Secret!;
        for (var guess = 0; guess < LoginPauses.FreeOfAddress; guess++)
        {
            var answer = guess % 2 == 0
                ? await _world.Logins.UseLinkAsync($"0000-0000-0000-000{guess}", AccountWorld.Elsewhere, default)
                : await _world.Logins.UseCodeAsync($"0000-0000-0000-000{guess}", "zhang", AccountWorld.Password, null,
                    AccountWorld.Elsewhere, default);
            Assert.Equal(LoginResult.Refused, answer.Result);
        }

        Assert.Equal(LoginResult.Paused, (await _world.Logins.UseCodeAsync(code, "zhang", AccountWorld.Password, null,
            AccountWorld.Elsewhere, default)).Result);
        Assert.Equal(LoginResult.Done, await UseAsync(code, "zhang"));
    }

    /// <summary>The list is no look at personal data.</summary>
    [Fact]
    public void A_resident_s_account_is_listed_without_a_name()
    {
        _world.Residents.Replace([new Resident(new PersonId("p-1"), "Wang Xiuying")]);
        _world.Handle(AccountAction.Link, "Wang Xiuying");
        Assert.Equal("p-1", Assert.Single(_world.Handle(AccountAction.List).Accounts).Name);
        Assert.DoesNotContain("Wang", File.ReadAllText(_world.File), StringComparison.Ordinal);
    }

    private async Task<LoginResult> UseAsync(string code, string name, string password = AccountWorld.Password) =>
        (await _world.Logins.UseCodeAsync(code, name, password, null, address: null, default)).Result;
}
