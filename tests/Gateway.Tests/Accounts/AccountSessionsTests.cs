using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Accounts;

/// <summary>What is changed of an account holds for its sessions at once.</summary>
public sealed class AccountSessionsTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(nameof(AccountAction.Disable))]
    [InlineData(nameof(AccountAction.Remove))]
    [InlineData(nameof(AccountAction.Reset))]
    [InlineData(nameof(AccountAction.ChangeRole))]
    [InlineData(nameof(AccountAction.ResetTotp))]
    [InlineData(nameof(AccountAction.EndSessions))]
    public async Task All_sessions_end_at_once(string action)
    {
        var session = _world.Sessions.Begin(await _world.HaveAsync("li"));
        var others = _world.Sessions.Begin(await _world.HaveAsync("wang"));
        Assert.NotNull(_world.Sessions.Check(session));
        Assert.Null(_world.Handle(Enum.Parse<AccountAction>(action), "li", Role.Guard).Refused);
        Assert.Null(_world.Sessions.Check(session));
        Assert.NotNull(_world.Sessions.Check(others));
        _world.Restart();
        Assert.Null(_world.Sessions.Check(session));
    }

    [Fact]
    public async Task Who_is_enabled_again_logs_in_again()
    {
        var session = _world.Sessions.Begin(await _world.HaveAsync("li"));
        _world.Handle(AccountAction.Disable, "li");
        _world.Handle(AccountAction.Enable, "li");
        Assert.Null(_world.Sessions.Check(session));
        Assert.Equal(LoginResult.Done, await _world.ResultAsync("li", AccountWorld.Password));
    }

    [Fact]
    public async Task One_that_is_logged_out_of_is_over_for_every_copy_of_its_cookie_also_after_a_restart_and_the_others_go_on()
    {
        var account = await _world.HaveAsync("li");
        var (one, other) = (_world.Sessions.Begin(account), _world.Sessions.Begin(account));
        _world.Sessions.End(one);
        _world.Restart();
        Assert.Equal((false, true), (_world.Sessions.Check(one) is not null, _world.Sessions.Check(other) is not null));
        Assert.DoesNotContain(one.Id, File.ReadAllText(_world.File), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logouts_without_end_make_no_file_without_end()
    {
        var account = await _world.HaveAsync("li");
        var first = _world.Sessions.Begin(account);
        _world.Sessions.End(first);
        for (var again = 0; again < 250; again++)
        {
            _world.Sessions.End(_world.Sessions.Begin(_world.Store.Named("li")!));
        }

        Assert.InRange(_world.Store.Named("li")!.Ended.Count, 0, 200);
        Assert.Null(_world.Sessions.Check(first));
    }

    [Theory]
    [InlineData(Role.Administrator, 12)]
    [InlineData(Role.Office, 12)]
    [InlineData(Role.District, 12)]
    [InlineData(Role.Technician, 12)]
    [InlineData(Role.Guard, 7 * 24)]
    internal async Task A_session_ends_however_much_it_is_used(Role role, int hours)
    {
        var session = _world.Sessions.Begin(await _world.HaveAsync("li", role));
        _world.Time.Advance(TimeSpan.FromHours(hours) - TimeSpan.FromMinutes(1));
        Assert.NotNull(_world.Sessions.Check(session));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(_world.Sessions.Check(session));
    }

    [Fact]
    public async Task A_resident_s_session_ends_with_the_day_of_the_move_and_with_erasure()
    {
        var wang = new Resident(new PersonId("p-1"), "Wang");
        _world.Residents.Replace([wang]);
        var link = _world.Handle(AccountAction.Link, "p-1").Secret!;
        var session = _world.Sessions.Begin((await _world.Logins.UseLinkAsync(link, AccountWorld.Office, default)).Account!);
        Assert.Equal("p-1", _world.Sessions.Check(session)!.Person);
        _world.Residents.Change([wang with { ValidTo = _world.Time.GetUtcNow().AddDays(2) }], []);
        Assert.NotNull(_world.Sessions.Check(session));
        _world.Time.Advance(TimeSpan.FromDays(2));
        Assert.Null(_world.Sessions.Check(session));
        _world.Residents.Change([wang], []);
        Assert.NotNull(_world.Sessions.Check(session));
        _world.Residents.Change([], [wang.Id]);
        Assert.Null(_world.Sessions.Check(session));
    }
}
