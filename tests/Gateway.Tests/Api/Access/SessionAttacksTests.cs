using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;
using Zhuhui.Edge.Gateway.Api.Access;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Tests.Api.Access;

/// <summary>What somebody may try at the running gateway's API who has no right to it, or had one.</summary>
public sealed class SessionAttacksTests : SessionWorld
{
    private static readonly (string Name, string Value)[] _onAnyState = [("If-Match", "*"), ("Sec-Fetch-Site", "same-origin")];

    private const string Another = "autumn ladder compass";

    [Fact]
    public async Task A_cookie_is_of_this_host_over_HTTPS_and_of_no_script_and_worth_nothing_after_logout_wherever_a_copy_is()
    {
        var li = await NewAsync("li", Role.Office);
        Assert.StartsWith("__Host-zhuhui-session=", li.SetCookie, StringComparison.Ordinal);
        foreach (var part in new[] { "; path=/", "; secure", "; samesite=strict", "; httponly" })
        {
            Assert.Contains(part, li.SetCookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain("domain=", li.SetCookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", li.SetCookie, StringComparison.OrdinalIgnoreCase);
        var stolen = Open(li.Cookie);
        Assert.Equal(HttpStatusCode.OK, await stolen.WhoAsync());
        var second = Open(null);
        Assert.Equal(HttpStatusCode.OK, await second.LogInAsync("li", Password));
        Assert.Equal(HttpStatusCode.NoContent, await li.StatusAsync(HttpMethod.Delete, "session"));
        Assert.Null(li.Cookie);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await stolen.WhoAsync(), await second.WhoAsync()));
        Assert.Equal(HttpStatusCode.NoContent, await second.StatusAsync(HttpMethod.Delete, "sessions"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Open(second.Cookie).WhoAsync());

        // Altered, cut off, somebody's own.
        foreach (var cookie in new[] { stolen.Cookie![..^4] + "AAAA", stolen.Cookie[..60], "__Host-zhuhui-session=li" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await Open(cookie).WhoAsync());
        }
    }

    [Fact]
    public async Task A_cookie_from_before_the_password_changed_is_worth_nothing_and_the_one_who_changed_it_goes_on()
    {
        var li = await NewAsync("li", Role.Guard);
        Assert.Contains("expires=", li.SetCookie, StringComparison.OrdinalIgnoreCase);
        var stolen = Open(li.Cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, await li.StatusAsync(HttpMethod.Put, "session/password",
            new { password = "wrong", newPassword = Another }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await li.StatusAsync(HttpMethod.Put, "session/password",
            new { password = Password, newPassword = "1234567890" }));
        Assert.Equal(HttpStatusCode.OK, await li.StatusAsync(HttpMethod.Put, "session/password",
            new { password = Password, newPassword = Another }));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await li.WhoAsync(), await stolen.WhoAsync()));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await Open(null).LogInAsync("li", Password),
            await Open(null).LogInAsync("li", Another)));
    }

    [Fact]
    public async Task A_session_outlives_a_restart_and_without_the_account_key_it_does_not()
    {
        var li = await NewAsync("li", Role.Office);
        var ended = await NewAsync("wang", Role.Office);
        var copy = Open(ended.Cookie);
        await ended.StatusAsync(HttpMethod.Delete, "session");
        await RestartAsync();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await Open(li.Cookie).WhoAsync(),
            await Open(copy.Cookie).WhoAsync()));
        var keys = Directory.GetFiles(Data.At("keys", "sessions"));
        Assert.NotEmpty(keys);
        Assert.All(keys, file => Assert.DoesNotContain("<masterKey", File.ReadAllText(file), StringComparison.Ordinal));

        File.WriteAllBytes(DataKey.Account.PathIn(Data.Path), new byte[DataKey.Bytes]);
        await RestartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await Open(li.Cookie).WhoAsync());
        Assert.Equal(HttpStatusCode.OK, await Open(null).LogInAsync("li", Password));
        Assert.DoesNotContain(Log.All, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_desk_that_is_left_is_logged_out_after_half_an_hour_and_a_guard_post_s_screen_is_not()
    {
        var (desk, post) = (await NewAsync("li", Role.Office), await NewAsync("wang", Role.Guard));
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        Gateway.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionScheme.Id).TimeProvider = time;

        // Whoever works goes on.
        for (var minutes = 0; minutes < 100; minutes += 20)
        {
            time.Advance(TimeSpan.FromMinutes(20));
            Assert.Equal(HttpStatusCode.OK, await desk.WhoAsync());
        }

        time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await desk.WhoAsync(), await post.WhoAsync()));
        time.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.Unauthorized, await post.WhoAsync());
    }

    /// <summary>What a browser sends for a page of another origin, and for the gateway's own.</summary>
    [Fact]
    public async Task Another_site_s_page_changes_nothing_by_somebody_s_cookie_and_logs_nobody_in()
    {
        var li = await NewAsync("li", Role.Administrator);
        var own = $"https://{Gateway.Api.Authority}";
        (string Name, string Value)[][] refused =
        [
            [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
            [("Sec-Fetch-Site", "same-site"), ("Origin", $"https://{Gateway.Api.Host}:1")],
            [("Sec-Fetch-Site", "none")],
            [("Sec-Fetch-Site", "cross-site"), ("Origin", own)],
            [("Origin", "https://evil.example")],
            [("Origin", "null")],
            [("Origin", own.Replace("https", "http", StringComparison.Ordinal))],
            [("", "")],
        ];
        foreach (var headers in refused)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await li.StatusAsync(HttpMethod.Post, "accounts", new { name = "x", role = "office" },
                headers));
            Assert.Equal(HttpStatusCode.Forbidden, await li.StatusAsync(HttpMethod.Delete, "session", null, headers));

            // A plain form, which asks nobody before it is sent.
            using var form = new FormUrlEncodedContent([new("name", "x"), new("role", "office")]);
            Assert.InRange((int)await li.StatusAsync(HttpMethod.Post, "accounts", form, headers), 400, 499);
            using var text = new StringContent("{\"name\":\"x\",\"role\":\"office\"}", Encoding.UTF8, "text/plain");
            Assert.InRange((int)await li.StatusAsync(HttpMethod.Post, "accounts", text, headers), 400, 499);
        }

        Assert.DoesNotContain(Accounts.All, one => one.Name == "x");
        Assert.Equal(HttpStatusCode.OK, await li.WhoAsync());
        Assert.Equal(HttpStatusCode.OK, await li.StatusAsync(HttpMethod.Post, "accounts", new { name = "y", role = "office" },
            ("Origin", own)));

        // Nobody is logged in as somebody else's account behind their back; a program that is no browser logs in.
        var login = new { name = "li", password = Password };
        Assert.Equal(HttpStatusCode.Forbidden, await Open(null).StatusAsync(HttpMethod.Post, "session", login,
            ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.OK, await Open(null).StatusAsync(HttpMethod.Post, "session", login, ("", "")));
    }

    [Fact]
    public async Task Guesses_wait_and_say_for_how_long_and_an_owner_that_was_freed_gets_in()
    {
        await NewAsync("li", Role.Office);
        var guesser = Open(null);
        for (var guess = 0; guess < LoginPauses.FreeOfName; guess++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await guesser.LogInAsync("li", $"wrong {guess}"));
        }

        using var paused = await guesser.SendAsync(HttpMethod.Post, "session", new { name = "li", password = Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, paused.StatusCode);
        Assert.InRange(paused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
        var text = await paused.Content.ReadAsStringAsync();
        Assert.Contains("\"code\":\"paused\"", text, StringComparison.Ordinal);
        Changes.Handle(new AccountRequest(AccountAction.Unlock, "chief", "li"));
        Assert.Equal(HttpStatusCode.OK, await guesser.LogInAsync("li", Password));
    }

    /// <summary>The codes are for people; a machine's token is none of a person's.</summary>
    [Fact]
    public async Task A_role_that_was_changed_an_account_that_was_disabled_and_a_token_that_was_revoked_end_at_once()
    {
        var chief = await NewAsync("chief", Role.Administrator);
        var li = await NewAsync("li", Role.Administrator);
        Assert.Equal(HttpStatusCode.OK, await li.StatusAsync(HttpMethod.Get, "accounts"));
        var id = Accounts.Named("li")!.Id;
        Assert.Equal(HttpStatusCode.OK, await chief.StatusAsync(HttpMethod.Patch, $"accounts/{id}", new { role = "guard" },
            _onAnyState));
        Assert.Equal(HttpStatusCode.Unauthorized, await li.StatusAsync(HttpMethod.Get, "accounts"));
        Assert.Equal(HttpStatusCode.OK, await li.LogInAsync("li", Password));
        Assert.Equal(HttpStatusCode.Forbidden, await li.StatusAsync(HttpMethod.Get, "accounts"));
        Assert.Equal(HttpStatusCode.OK, await chief.StatusAsync(HttpMethod.Post, $"accounts/{id}/disable", null, _onAnyState));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await li.WhoAsync(),
            await li.LogInAsync("li", Password)));
        Assert.Equal(HttpStatusCode.Conflict, await chief.StatusAsync(HttpMethod.Delete, $"accounts/{Accounts.Named("chief")!.Id}", null,
            _onAnyState));

        var made = await chief.JsonAsync(HttpMethod.Post, "accounts/tokens", new { name = "lift", role = "guard" });
        var machine = Gateway.Nobody();
        machine.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("secret").GetString());
        using var before = await machine.GetAsync("session");
        using var password = await machine.PutAsync("session/password",
            System.Net.Http.Json.JsonContent.Create(new { password = "x", newPassword = Another }));
        await chief.StatusAsync(HttpMethod.Delete, $"accounts/{made.GetProperty("account").GetProperty("id").GetString()}", null,
            _onAnyState);
        using var after = await machine.GetAsync("session");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized),
            (before.StatusCode, password.StatusCode, after.StatusCode));

        // Whoever brings a token is that machine, whatever cookie comes along.
        Assert.Equal(HttpStatusCode.Unauthorized, await chief.StatusAsync(HttpMethod.Get, "session", null, ("Authorization", "Bearer x")));
    }
}
