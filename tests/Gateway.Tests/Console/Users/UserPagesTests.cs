using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Users;

public sealed class UserPagesTests(SharedApi shared) : IClassFixture<SharedApi>, IAsyncLifetime
{
    private readonly RunningApi _gateway = shared.Gateway;
    private PageSession _chief = null!;

    private AccountStore Accounts => _gateway.Services.GetRequiredService<AccountStore>();

    public async ValueTask InitializeAsync()
    {
        // One administrator, whatever the test before left behind.
        Accounts.Decide<object?>(all => ([.. all.Where(one => one.IsMachine)], null));
        _chief = await PageSession.AsAsync(_gateway, Role.Administrator, "Chief");
    }

    public ValueTask DisposeAsync()
    {
        _chief.Dispose();
        return default;
    }

    [Fact]
    public async Task The_whole_life_of_an_account()
    {
        await _chief.GetAsync("/accounts");
        var made = await _chief.SendAsync("/accounts", ("name", "Wang"), ("role", "Guard"));
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var code = made.Secret;
        Assert.NotEqual("", code);
        var list = await _chief.GetAsync("/accounts");
        Assert.DoesNotContain(code, list.Html, StringComparison.Ordinal);
        Assert.Contains("never logged in", list.Text, StringComparison.Ordinal);

        using var wang = PageSession.Nobody(_gateway);
        await wang.GetAsync("/first");
        Assert.Equal("/duty", (await wang.SendAsync("/first", ("code", code), ("name", "Wang"), ("password", PageSession.Password),
            ("repeated", PageSession.Password))).Path);

        var at = $"/accounts/{Accounts.Named("Wang")!.Id}";
        await _chief.GetAsync(at);
        Assert.Contains("has another role", (await _chief.SendAsync(at + "/role", ("role", "Office"))).Text, StringComparison.Ordinal);
        Assert.Equal(Role.Office, Accounts.Named("Wang")!.Role);
        Assert.Equal("/login", (await wang.GetAsync("/account")).Path);

        var stale = await _chief.ForgeAsync(at + "/disable", ("seen", "\"another\""));
        Assert.Contains("Somebody else was there first", stale.Text, StringComparison.Ordinal);
        Assert.False(Accounts.Named("Wang")!.Disabled);
        await _chief.GetAsync(at);
        Assert.Equal(at, (await _chief.SendAsync(at + "/disable")).Path);
        Assert.True(Accounts.Named("Wang")!.Disabled);
        await _chief.SendAsync(at + "/enable");
        Assert.False(Accounts.Named("Wang")!.Disabled);

        var reset = await _chief.SendAsync(at + "/reset");
        Assert.NotEqual("", reset.Secret);
        Assert.Null(Accounts.Named("Wang")!.Password);
        await _chief.GetAsync(at);
        Assert.Equal("/accounts", (await _chief.SendAsync(at + "/remove")).Path);
        Assert.Null(Accounts.Named("Wang"));
        Assert.Equal(HttpStatusCode.NotFound, (await _chief.GetAsync(at)).Status);
        Assert.All(_gateway.Happened.All.OfType<AccountChanged>().Where(one => one.Account == "Wang"
            && one.Outcome != AccountStep.PasswordSet), one => Assert.Equal("Chief", one.Operator));
    }

    [Fact]
    public async Task What_was_typed_stays_beside_what_is_wrong_with_it()
    {
        await _chief.GetAsync("/accounts");
        var taken = await _chief.SendAsync("/accounts", ("name", "chief"), ("role", "Office"));
        Assert.Equal(HttpStatusCode.Conflict, taken.Status);
        Assert.Contains("value=\"chief\"", taken.Html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Office\" selected", taken.Html, StringComparison.Ordinal);
        var resident = await _chief.SendAsync("/accounts", ("name", "Zhao"), ("role", "Resident"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, resident.Status);
        Assert.Null(Accounts.Named("Zhao"));
    }

    [Fact]
    public async Task The_last_administrator_is_protected_in_words()
    {
        var at = $"/accounts/{Accounts.Named("Chief")!.Id}";
        var page = await _chief.GetAsync(at);
        Assert.Contains("This is the last administrator", page.Text, StringComparison.Ordinal);
        foreach (var act in new[] { "/disable", "/remove" })
        {
            var refused = await _chief.SendAsync(at + act);
            Assert.Equal(at, refused.Path);
            Assert.Contains("last administrator", refused.Text, StringComparison.Ordinal);
        }

        await _chief.SendAsync(at + "/role", ("role", "Guard"));
        Assert.Equal(Role.Administrator, Accounts.Named("Chief")!.Role);
        using var second = await PageSession.AsAsync(_gateway, Role.Administrator, "Second");
        Assert.DoesNotContain("This is the last administrator", (await _chief.GetAsync(at)).Text, StringComparison.Ordinal);
        await _chief.SendAsync(at + "/disable");
        Assert.True(Accounts.Named("Chief")!.Disabled);
        Assert.Equal("/login", (await _chief.GetAsync("/accounts")).Path);
    }

    [Fact]
    public async Task A_token_is_shown_once_works_and_is_revoked()
    {
        await _chief.GetAsync("/accounts");
        var token = (await _chief.SendAsync("/accounts/tokens", ("name", "Lift"), ("role", "District"))).Secret;
        using (var answer = await _gateway.With(token).GetAsync("health"))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.DoesNotContain(token, (await _chief.GetAsync("/accounts")).Html, StringComparison.Ordinal);
        var at = $"/accounts/{Accounts.Named("Lift")!.Id}";
        Assert.DoesNotContain("/role", (await _chief.GetAsync(at)).Html, StringComparison.Ordinal);
        await _chief.SendAsync(at + "/remove");
        using (var answer = await _gateway.With(token).GetAsync("health"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        Assert.All(_gateway.Logs.All, line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_has_these_pages()
    {
        using var guard = await PageSession.AsAsync(_gateway, Role.Guard, "Guard");
        foreach (var path in new[] { "/accounts", "/system", "/backups", "/audit" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await guard.GetAsync(path)).Status);
        }
    }
}
