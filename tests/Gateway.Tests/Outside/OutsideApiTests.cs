using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Gateway.Tests.Console;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Outside;

/// <summary>A whole gateway with a robot, a mailbox that nobody set up and a siren: what it sends, sounds, shows and keeps to
/// itself.</summary>
public sealed class OutsideApiTests : IAsyncLifetime
{
    private const int SirenPin = 9;
    private const string Key = "outside-api-tests-key";

    private Receiver _receiver = null!;
    private RunningApi _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await Receiver.StartAsync();
        Environment.SetEnvironmentVariable("ZHUHUI_SECRET_OUTSIDE_API_TESTS", Key);
        _gateway = await RunningApi.StartAsync(site => site with
        {
            Outside = new OutsideOptions
            {
                Targets =
                [
                    new TargetOptions { Id = "guards", Kind = TargetKind.Wecom, Url = _receiver.Url, Credential = "outside-api-tests" },
                    new TargetOptions { Id = "office", Kind = TargetKind.Wecom, Url = _receiver.Url, Credential = "nobody-gave-it" },
                ],
                Siren = new SirenOptions { Relay = new RelayOptions { Board = "box", Pin = SirenPin }, Seconds = 120 },
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_alarm_goes_to_the_robot_and_the_siren_until_somebody_acknowledges_it()
    {
        Assert.Equal('0', Level);
        Ledger.Append(new DoorForced("gate"));
        var got = (await _receiver.UntilAsync(1))[0];
        Assert.Equal($"?key={Key}", got.Query);
        Assert.Contains("Gate", got.Text, StringComparison.Ordinal);
        await Eventually.IsAsync(() => Level == '1', "the siren does not sound");
        Assert.Equal(["door/gate"], _gateway.Services.GetRequiredService<SiteAlarms>().Acknowledge("door/gate", "guard"));
        await Eventually.IsAsync(() => Level == '0', "the siren goes on");
        Assert.Single(_receiver.All);

        // Nobody gave the other's secret: told once, with what helps, and the gateway says so of itself.
        await _gateway.Happened.UntilAsync(all => all.OfType<DeviceLost>().Any(one => one.Device == "outside/office"));
        Assert.Contains("nobody-gave-it", _gateway.Happened.All.OfType<DeviceLost>().Single(one => one.Device == "outside/office").Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_and_page_tell_how_they_fare_test_them_on_record_and_show_no_key()
    {
        using var chief = _gateway.As(Role.Administrator);
        var tested = await chief.PostAsync("outside/guards/test", null, TestContext.Current.CancellationToken);
        Assert.True((await Json(tested)).GetProperty("delivered").GetBoolean());
        Assert.Contains("This is a test", Assert.Single(_receiver.All).Text, StringComparison.Ordinal);
        var refused = await Json(await chief.PostAsync("outside/office/test", null, TestContext.Current.CancellationToken));
        Assert.False(refused.GetProperty("delivered").GetBoolean());
        Assert.Contains("nobody-gave-it", refused.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.True((await Json(await chief.PostAsync("outside/siren/test", null, TestContext.Current.CancellationToken)))
            .GetProperty("delivered").GetBoolean());
        Assert.Equal('1', Level);
        await Eventually.IsAsync(() => Level == '0', "a test has no end");
        var nobody = await chief.PostAsync("outside/moon/test", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        Assert.Equal([("guards", true), ("office", false), ("siren", true)], _gateway.Happened.All.OfType<OutsideTested>()
            .Select(one => (one.Target, one.Delivered)));
        Assert.All(_gateway.Happened.All.OfType<OutsideTested>(), one => Assert.Equal("machine-Administrator", one.Operator));

        var list = await chief.GetStringAsync("outside", TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(list);
        Assert.Equal([(false, true), (true, false)], json.RootElement.GetProperty("targets").EnumerateArray()
            .Select(one => (one.GetProperty("refused").GetBoolean(), one.TryGetProperty("lastSuccess", out var at)
                && at.ValueKind == JsonValueKind.String)).OrderBy(one => one.Item1));
        var page = await new PageVisitor(_gateway, Role.Administrator).GetAsync("/outside");
        Assert.Contains("REFUSED", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sound it for a second", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, list + page.Html + string.Join('\n', _gateway.Logs.All), StringComparison.Ordinal);
        string[] kept = [.. new[] { "*.journal", "*.cursor" }.SelectMany(name => Directory.EnumerateFiles(_gateway.Site.DataFolder, name,
            SearchOption.AllDirectories))];
        Assert.InRange(kept.Length, 3, 100);
        Assert.All(kept, file => Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.Ordinal));

        // The page does the same without a script, and whoever presses again and again does not use up the robot.
        var desk = new PageVisitor(_gateway, Role.Administrator, "zh");
        Assert.Contains("发送测试", (await desk.GetAsync("/outside")).Text, StringComparison.Ordinal);
        Assert.Contains("guards：已送达", (await desk.FollowAsync(await desk.PostAsync("/outside/guards/test"))).Text,
            StringComparison.Ordinal);
        Assert.Contains("缺少密钥", (await desk.FollowAsync(await desk.PostAsync("/outside/office/test"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(_gateway, Role.Guard).GetAsync("/outside")).Status);
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 8; i++)
        {
            answers.Add((await chief.PostAsync("outside/guards/test", null, TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(answers.Count(one => one == HttpStatusCode.OK) + 2, _receiver.All.Count);
    }

    private EventLedger Ledger => _gateway.Services.GetRequiredService<EventLedger>();

    private char Level => (char)File.ReadAllBytes(Path.Combine(_gateway.Site.DataFolder, "boards", "box.pins"))[SirenPin];

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
