using System.Net;
using System.Text;
using OtpNet;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Accounts.Changes;

namespace Zhuhui.Edge.Gateway.Tests.Api.Access;

/// <summary>What opens a session is asked for, opens once, and is written nowhere.</summary>
public sealed class SessionSecretsTests : SessionWorld
{
    [Fact]
    public async Task A_phone_s_code_is_asked_for_and_opens_once()
    {
        var li = await NewAsync("li", Role.Administrator);
        var offer = await li.JsonAsync(HttpMethod.Post, "session/totp", new { password = Password });
        var secret = Base32Encoding.ToBytes(offer.GetProperty("secret").GetString());
        Assert.StartsWith("otpauth://totp/", offer.GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Contains("<svg", offer.GetProperty("qr").GetString(), StringComparison.Ordinal);
        var code = new Totp(secret).ComputeTotp();
        var recovery = (await li.JsonAsync(HttpMethod.Post, "session/totp/confirm", new { code })).GetProperty("recoveryCodes");
        Assert.Equal(HttpStatusCode.Unauthorized, await Open(null).LogInAsync("li", Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await Open(null).LogInAsync("li", Password, code));
        Assert.Equal(HttpStatusCode.OK, await Open(null).LogInAsync("li", Password, recovery[0].GetString()));
        Assert.Equal(HttpStatusCode.OK, await li.StatusAsync(HttpMethod.Delete, "session/totp", new { password = Password }));
        Assert.Equal(HttpStatusCode.OK, await Open(null).LogInAsync("li", Password));
    }

    [Fact]
    public async Task No_secret_is_in_a_line_of_the_log_in_the_journal_or_in_clear_in_theData_folder()
    {
        var setup = Changes.Handle(new AccountRequest(AccountAction.Setup, "setup")).Secret!;
        var chief = Open(null);
        await chief.StatusAsync(HttpMethod.Post, "session/first", new { code = setup, name = "chief", password = Password });
        var offer = await chief.JsonAsync(HttpMethod.Post, "session/totp", new { password = Password });
        var secret = offer.GetProperty("secret").GetString()!;
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp();
        var recovery = (await chief.JsonAsync(HttpMethod.Post, "session/totp/confirm", new { code })).GetProperty("recoveryCodes")[0]
            .GetString()!;
        await Open(null).LogInAsync("chief", "a wrong secret guess");
        await Open(null).LogInAsync("a password in the name's box", "another wrong guess");
        await Open(null).StatusAsync(HttpMethod.Post, "session/link", new { code = "ABCD-EFGH-JKMN-PQRS" });
        var token = (await chief.JsonAsync(HttpMethod.Post, "accounts/tokens", new { name = "lift", role = "guard" })).GetProperty("secret")
            .GetString()!;
        var office = (await chief.JsonAsync(HttpMethod.Post, "accounts", new { name = "li", role = "office" })).GetProperty("secret")
            .GetString()!;
        var machine = Gateway.Nobody();
        machine.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var asked = await machine.GetAsync("session");
        var cookie = chief.Cookie!.Split('=', 2)[1];
        await StopAsync();

        string[] secrets =
        [
            setup, Password, secret, recovery, token, office, cookie, cookie[..40], "a wrong secret guess", "a password in the name's box",
            "another wrong guess", "ABCD-EFGH-JKMN-PQRS",
        ];
        Assert.Contains("this log is read", Log.All);
        Assert.All(secrets, one => Assert.DoesNotContain(Log.All, line => line.Contains(one, StringComparison.Ordinal)));
        Assert.DoesNotContain(Log.All, line => line.Contains("XML encryptor", StringComparison.OrdinalIgnoreCase));
        var files = Directory.GetFiles(Data.Path, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".sock", StringComparison.Ordinal)).ToArray();
        Assert.Contains(files, file => file.Contains("/journal/registry", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.All(secrets, one => Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(one)) >= 0, $"{one} is in {file}"));
        }
    }
}
