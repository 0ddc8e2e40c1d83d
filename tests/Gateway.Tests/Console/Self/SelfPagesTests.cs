using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using Xunit;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Api;

namespace Zhuhui.Edge.Gateway.Tests.Console.Self;

public sealed class SelfPagesTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private const string Other = "copper kettle morning";

    private readonly RunningApi _gateway = shared.Gateway;

    [Fact]
    public async Task Somebody_sees_who_they_are_and_when_the_session_ends()
    {
        using var guard = await PageSession.AsAsync(_gateway, Role.Guard, "Li Who", "zh");
        var page = await guard.GetAsync("/account");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Li Who", page.Text, StringComparison.Ordinal);
        Assert.Contains("保安", page.Text, StringComparison.Ordinal);
        Assert.Contains("24 小时", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions_and_a_wrong_one_says_so_beside_the_form()
    {
        using var here = await PageSession.AsAsync(_gateway, Role.Office, "Li Change");
        using var elsewhere = PageSession.Nobody(_gateway);
        await elsewhere.GetAsync("/login");
        await elsewhere.SendAsync("/login", ("name", "Li Change"), ("password", PageSession.Password));
        Assert.Equal("/account", (await elsewhere.GetAsync("/account")).Path);

        await here.GetAsync("/account");
        var wrong = await here.SendAsync("/account/password", ("password", "not mine at all"), ("next", Other), ("repeated", Other));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("That is not your password.", wrong.Text, StringComparison.Ordinal);
        var differs = await here.SendAsync("/account/password", ("password", PageSession.Password), ("next", Other), ("repeated", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, differs.Status);
        var weak = await here.SendAsync("/account/password", ("password", PageSession.Password), ("next", "short"), ("repeated", "short"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Equal("/account", (await elsewhere.GetAsync("/account")).Path);

        var changed = await here.SendAsync("/account/password", ("password", PageSession.Password), ("next", Other), ("repeated", Other));
        Assert.Contains("Your password is changed.", changed.Text, StringComparison.Ordinal);
        Assert.Equal("/login", (await elsewhere.GetAsync("/account")).Path);
    }

    [Fact]
    public async Task A_phone_is_set_up_with_a_picture_that_is_shown_once_and_taken_off_again()
    {
        using var somebody = await PageSession.AsAsync(_gateway, Role.Guard, "Li Phone");
        await somebody.GetAsync("/account");
        var offer = await somebody.SendAsync("/account/totp", ("password", PageSession.Password));
        Assert.Contains("data:image/png;base64,", offer.Html, StringComparison.Ordinal);
        var secret = Base32Encoding.ToBytes(offer.Secret);

        var wrong = await somebody.SendAsync("/account/totp/confirm", ("code", "000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.DoesNotContain("data:image/png", wrong.Html, StringComparison.Ordinal);
        Assert.Equal("", wrong.Secret);

        var done = await somebody.SendAsync("/account/totp/confirm", ("code", new Totp(secret).ComputeTotp()));
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Equal(TotpCodes.RecoveryCodes, done.Html.Split("class=\"secret\"").Length - 1);
        var account = _gateway.Services.GetRequiredService<AccountStore>().Named("Li Phone")!;
        Assert.NotNull(account.Totp);

        var after = await somebody.GetAsync("/account");
        Assert.DoesNotContain(done.Secret, after.Html, StringComparison.Ordinal);
        await somebody.SendAsync("/account/totp/end", ("password", "wrong again"));
        Assert.NotNull(_gateway.Services.GetRequiredService<AccountStore>().Named("Li Phone")!.Totp);
        await somebody.SendAsync("/account/totp/end", ("password", PageSession.Password));
        Assert.Null(_gateway.Services.GetRequiredService<AccountStore>().Named("Li Phone")!.Totp);
    }

    [Fact]
    public async Task All_sessions_end_everywhere_and_each_act_is_on_record()
    {
        using var here = await PageSession.AsAsync(_gateway, Role.District, "Li Everywhere");
        using var elsewhere = PageSession.Nobody(_gateway);
        await elsewhere.GetAsync("/login");
        await elsewhere.SendAsync("/login", ("name", "Li Everywhere"), ("password", PageSession.Password));
        await here.GetAsync("/account");
        Assert.Equal("/login", (await here.SendAsync("/account/sessions/end")).Path);
        Assert.Equal("/login", (await elsewhere.GetAsync("/account")).Path);
        Assert.Contains(_gateway.Happened.All.OfType<AccountChanged>(), one => one is
        { Account: "Li Everywhere", Outcome: AccountStep.SessionsEnded, Operator: "Li Everywhere" });
    }

    [Fact]
    public async Task A_form_from_elsewhere_does_nothing()
    {
        using var somebody = await PageSession.AsAsync(_gateway, Role.Office, "Li Token");
        await somebody.GetAsync("/assets/none/none");
        var forged = await somebody.ForgeAsync("/account/password", ("password", PageSession.Password), ("next", Other),
            ("repeated", Other));
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        using var again = PageSession.Nobody(_gateway);
        await again.GetAsync("/login");
        Assert.NotEqual("/login", (await again.SendAsync("/login", ("name", "Li Token"), ("password", PageSession.Password))).Path);
    }
}
