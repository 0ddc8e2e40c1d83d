using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.Outside.Targets;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>Webhooks and robots against a real HTTP server that checks them as their vendors say.</summary>
public sealed class HttpTargetTests : IAsyncLifetime
{
    private const string Key = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa";
    private const string Sign = "SECthis-is-secret";
    private static readonly SiteFile _site = EveryKind.Site with { District = "d", Compound = "c", Gateway = "g" };

    private static readonly OutsideMessage _forced = new("msg_1", DateTimeOffset.UnixEpoch,
        [new Happening("alarms/1/1", "door.forced", DateTimeOffset.UnixEpoch, "东门", "ALARM 东门: \"forced\"", "forced", true, false, false,
            null)], []);

    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public ValueTask DisposeAsync() => _receiver.DisposeAsync();

    [Theory]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("a plain word of the site's own")]
    public async Task A_webhook_is_signed_as_standard_webhooks_has_it(string secret)
    {
        using var target = new WebhookTarget(Options(TargetKind.Webhook), _site, secret, TimeProvider.System);
        Assert.Equal(SendResult.Delivered, await target.SendAsync(_forced, CancellationToken.None));
        var got = Assert.Single(_receiver.All);
        var key = secret.StartsWith("whsec_", StringComparison.Ordinal) ? Convert.FromBase64String(secret[6..])
            : Encoding.UTF8.GetBytes(secret);
        var (id, sent) = (got.Headers["webhook-id"], got.Headers["webhook-timestamp"]);
        Assert.Equal("msg_1", id);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(sent, CultureInfo.InvariantCulture), -300, 300);
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{sent}.{got.Text}")))}",
            got.Headers["webhook-signature"]);
        using var json = JsonDocument.Parse(got.Body);
        var data = json.RootElement.GetProperty("data");
        Assert.Equal("d/c/g", data.GetProperty("gateway").GetString());
        var told = Assert.Single(data.GetProperty("events").EnumerateArray());
        Assert.Equal(("alarms/1/1", "door.forced", "东门", true), (told.GetProperty("id").GetString(), told.GetProperty("type").GetString(),
            told.GetProperty("place").GetString(), told.GetProperty("urgent").GetBoolean()));
    }

    /// <summary>The example of the specification, so that its libraries and this agree.</summary>
    [Fact]
    public void The_signature_is_that_of_the_specification_s_example() => Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookTarget.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
            Encoding.UTF8.GetBytes("{\"test\": 2432232314}")));

    [Fact]
    public async Task Wecom_gets_text_of_what_it_takes_under_its_key()
    {
        using var target = Robot(TargetKind.Wecom);
        Assert.Equal(SendResult.Delivered, await target.SendAsync(_forced, CancellationToken.None));
        var got = Assert.Single(_receiver.All);
        Assert.Equal(Key, HttpUtility.ParseQueryString(got.Query)["key"]);
        using var json = JsonDocument.Parse(got.Body);
        Assert.Equal("text", json.RootElement.GetProperty("msgtype").GetString());
        Assert.Contains("ALARM 东门: \"forced\"", json.RootElement.GetProperty("text").GetProperty("content").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dingtalk_checks_the_signature_as_its_pages_say()
    {
        _receiver.Answer = async (context, got) =>
        {
            var query = HttpUtility.ParseQueryString(got.Query);
            var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Sign),
                Encoding.UTF8.GetBytes($"{query["timestamp"]}\n{Sign}")));
            var isRight = query["sign"] == sign && query["access_token"] == Key && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()
                - long.Parse(query["timestamp"]!, CultureInfo.InvariantCulture)) < 3_600_000;
            await context.Response.WriteAsync(isRight ? """{"errcode":0,"errmsg":"ok"}"""
                : """{"errcode":310000,"errmsg":"sign not match"}""");
        };
        using var target = Robot(TargetKind.Dingtalk);
        Assert.Equal(SendResult.Delivered, await target.SendAsync(_forced, CancellationToken.None));
        using var wrong = new RobotTarget(Options(TargetKind.Dingtalk), Words(), Key, "SECanother", TimeProvider.System);
        var refused = await wrong.SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Refused, refused.Outcome);
        Assert.Contains("sign not match", refused.Why!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Dingtalk_s_signature_survives_the_letters_that_an_address_bends() => Assert.Equal(
        "/robot/send?access_token=a%2Bb&timestamp=1&sign=" + Uri.EscapeDataString(Convert.ToBase64String(
            HMACSHA256.HashData("SEC"u8.ToArray(), "1\nSEC"u8.ToArray()))),
        RobotTarget.DingtalkAddress(new Uri(RobotTarget.DingtalkUrl), "a+b", "SEC", 1).PathAndQuery);

    [Theory]
    [InlineData(200, """{"errcode":93000,"errmsg":"invalid webhook url"}""", SendOutcome.Refused, "invalid webhook url")]
    [InlineData(200, """{"errcode":45009,"errmsg":"api freq out of limit"}""", SendOutcome.Unanswered, "too often")]
    [InlineData(200, """{"errcode":130101,"errmsg":"send too fast"}""", SendOutcome.Unanswered, "too often")]
    [InlineData(200, "<html>please log in</html>", SendOutcome.Unanswered, "no robot")]
    [InlineData(200, "", SendOutcome.Unanswered, "no robot")]
    [InlineData(200, "[1]", SendOutcome.Unanswered, "no robot")]
    [InlineData(200, """{"errcode":"zero"}""", SendOutcome.Unanswered, "no robot")]
    [InlineData(503, "", SendOutcome.Unanswered, "HTTP 503")]
    [InlineData(429, "", SendOutcome.Unanswered, "HTTP 429")]
    [InlineData(404, "gone", SendOutcome.Refused, "HTTP 404")]
    [InlineData(403, "", SendOutcome.Refused, "compare the secret")]
    [InlineData(302, "", SendOutcome.Refused, "leads elsewhere")]
    internal async Task What_a_robot_answers_is_told_in_words_and_with_what_helps(int status, string body, SendOutcome outcome,
        string words)
    {
        _receiver.Answer = async (context, got) =>
        {
            context.Response.Headers.Location = "http://127.0.0.1:1/";
            await Receiver.Says(status, body)(context, got);
        };
        using var target = Robot(TargetKind.Wecom);
        var result = await target.SendAsync(_forced, CancellationToken.None);
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(words, result.Why!.En, StringComparison.Ordinal);
        Assert.Single(_receiver.All);
    }

    [Fact]
    public async Task One_that_hangs_one_that_is_gone_and_one_that_never_ends_are_given_up()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        _receiver.Answer = async (context, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(21));
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var hanging = Robot(TargetKind.Wecom, clock: clock);
        var result = await hanging.SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Unanswered, result.Outcome);
        Assert.Contains("no answer within 20 s", result.Why!.En, StringComparison.Ordinal);

        using var gone = Robot(TargetKind.Wecom, url: $"http://127.0.0.1:{LoopbackPort.Free()}/");
        Assert.Equal(SendOutcome.Unanswered, (await gone.SendAsync(_forced, CancellationToken.None)).Outcome);

        _receiver.Answer = Receiver.Says(200, new string('x', 1 << 20));
        using var endless = Robot(TargetKind.Wecom);
        Assert.Equal(SendOutcome.Unanswered, (await endless.SendAsync(_forced, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task No_key_stands_in_what_is_said_of_a_refusal_not_even_where_the_other_end_repeats_it()
    {
        _receiver.Answer = async (context, got) => await context.Response.WriteAsync(JsonSerializer.Serialize(new
        {
            errcode = 310000,
            errmsg = $"bad {got.Query} {Key} {Sign}",
        }));
        using var target = Robot(TargetKind.Dingtalk);
        var said = target.Masked(await target.SendAsync(_forced, CancellationToken.None));
        Assert.Contains("bad", said.Why!.En, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, said.Why.En + said.Why.Zh + target.Where, StringComparison.Ordinal);
        Assert.DoesNotContain("this-is-secret", said.Why.En + said.Why.Zh + target.Where, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_nobody_gave_is_a_refusal_with_its_name()
    {
        using var target = new RobotTarget(Options(TargetKind.Wecom), Words(), null, null, TimeProvider.System);
        var result = await target.SendAsync(_forced, CancellationToken.None);
        Assert.Equal(SendOutcome.Refused, result.Outcome);
        Assert.Contains("'robot'", result.Why!.En, StringComparison.Ordinal);
        Assert.Empty(_receiver.All);
    }

    private static MessageWriter Words() => new(_site, new EventFormatter(_site, new ResidentDirectory()), Language.Zh);

    private TargetOptions Options(TargetKind kind, string? url = null) => new()
    {
        Id = "robot",
        Kind = kind,
        Credential = "robot",
        SignCredential = "sign",
        Url = url ?? _receiver.Url + "/send",
    };

    private RobotTarget Robot(TargetKind kind, TimeProvider? clock = null, string? url = null) =>
        new(Options(kind, url), Words(), Key, kind == TargetKind.Dingtalk ? Sign : null, clock ?? TimeProvider.System);
}
