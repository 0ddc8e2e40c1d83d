using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Mqtt;

/// <summary>How often a session says anew how its box is, and what stands at the broker then.</summary>
public sealed class BoxWordTests
{
    private static readonly BoxStatus _well = new(3, new Dictionary<string, int>()) { ClockTrusted = true };
    private static readonly BoxStatus _ill = _well with { Impaired = new Dictionary<string, int> { ["camera"] = 1 } };

    [Fact]
    public void A_change_is_said_within_a_minute_and_what_changes_all_the_time_every_ten()
    {
        var (time, box) = (new FakeTimeProvider(), _well);
        var word = new BoxWord(() => box, time);
        Assert.Equal((_well, 1L), (word.Next(), word.Number));
        Assert.Null(word.Next());
        box = _well with { Backlog = 9, DiskFree = 7 };
        Assert.Null(After(seconds: 70));
        box = _ill;
        Assert.Equal((_ill, 2L), (After(seconds: 10), word.Number));
        box = _well;
        Assert.Null(After(seconds: 50));
        Assert.Equal(_well, After(seconds: 10));
        box = _well with { Backlog = 12 };
        Assert.Null(After(seconds: 590));
        Assert.Equal((12L, 4L), (After(seconds: 10)!.Backlog, word.Number));

        BoxStatus? After(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            return word.Next();
        }
    }

    [Fact]
    public void Where_nobody_tells_nothing_is_said() => Assert.Null(new BoxWord(null, new FakeTimeProvider()).Next());

    [Fact]
    [Trait("needs", "process")]
    public async Task The_birth_at_the_broker_has_how_the_box_is_and_is_the_same_session_when_that_changes()
    {
        using var folder = new HubFolder();
        await using var broker = await MosquittoBroker.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/d-1/c-1/g-1/status");
        var (time, box) = (new FakeTimeProvider(DateTimeOffset.UtcNow), _well);
        await using var link = new RunningLink(new LinkOptions { Port = broker.Port, Tls = false }, folder.Bookmarks, _ => null, [], time,
            new TestJournal("alarms"));
        link.Link.Box = () => Volatile.Read(ref box);
        await link.UntilAsync(status => status.Connected);
        JsonElement first;
        while (!(first = Read(await watcher.NextAsync())).TryGetProperty("box", out _))
        {
            // Said before anybody told how the box is.
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Volatile.Write(ref box, _ill);
        time.Advance(TimeSpan.FromSeconds(61));
        var second = Read(await watcher.NextAsync());
        Assert.Equal(first.GetProperty("session").GetGuid(), second.GetProperty("session").GetGuid());
        Assert.Equal((true, 1, first.GetProperty("box").GetProperty("word").GetInt64() + 1), (second.GetProperty("online").GetBoolean(),
            second.GetProperty("box").GetProperty("impaired").GetProperty("camera").GetInt32(),
            second.GetProperty("box").GetProperty("word").GetInt64()));
        await using var late = await RawClient.ConnectAsync(broker.Port, "zhuhui/v1/d-1/c-1/g-1/status");
        Assert.Equal(2, Read(await late.NextAsync()).GetProperty("box").GetProperty("word").GetInt64());
    }

    private static JsonElement Read(MQTTnet.MqttApplicationMessage message) => JsonDocument.Parse(RawClient.Text(message)).RootElement;
}
