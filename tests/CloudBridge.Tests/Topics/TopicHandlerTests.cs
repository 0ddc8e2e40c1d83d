using System.Text;
using System.Threading.Channels;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Tests.Mqtt;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Topics;

/// <summary>What other rooms receive and send through the link.</summary>
public sealed class TopicHandlerTests : IDisposable
{
    private const string Root = "zhuhui/v1/d-1/c-1/g-1";
    private readonly HubFolder _folder = new();
    private readonly Channel<InboundMessage> _taken = Channel.CreateUnbounded<InboundMessage>();

    [Fact]
    [Trait("needs", "process")]
    public async Task A_message_reaches_its_handler_with_all_that_belongs_to_it_and_a_retained_one_says_so()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawClient.ConnectAsync(broker.Port);
        await hub.PublishAsync(new MqttApplicationMessageBuilder().WithTopic(Root + "/twin/desired").WithPayload("left").WithRetainFlag());
        await using var link = Link(broker, new InboundTopic("commands", TakeAsync), new InboundTopic("twin/desired", TakeAsync));
        Assert.Equal(("twin/desired", "left", true), Of(await NextAsync()));

        var command = new MqttApplicationMessageBuilder().WithTopic(Root + "/commands").WithPayload("do").WithUserProperty("kid",
            "duty"u8.ToArray()).WithUserProperty("sig", "x"u8.ToArray())
            .WithUserProperty("sig", "y"u8.ToArray()).WithResponseTopic(Root + "/replies").WithCorrelationData([1, 2])
            .WithContentType("application/json");
        await hub.PublishAsync(command);
        var taken = await NextAsync();
        Assert.Equal(("commands", "do", false), Of(taken));
        Assert.Equal((Root + "/commands", Root + "/replies", "application/json", "duty", null), (taken.FullTopic, taken.ResponseTopic,
            taken.ContentType, taken.Property("kid"), taken.Property("sig")));
        Assert.Equal([1, 2], taken.CorrelationData.ToArray());

        await hub.PublishAsync(command.WithRetainFlag());
        Assert.True((await NextAsync()).Retained);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task What_a_handler_had_not_taken_when_the_gateway_died_comes_again_and_what_it_had_does_not()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawClient.ConnectAsync(broker.Port);
        await using (var dying = Link(broker, new InboundTopic("commands", async (message, cancellationToken) =>
        {
            await TakeAsync(message, cancellationToken);
            if (Of(message).Payload == "second")
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        })))
        {
            await dying.UntilAsync(status => status.Connected);
            await hub.PublishAsync(Root + "/commands", "first");
            await hub.PublishAsync(Root + "/commands", "second");
            Assert.Equal("first", Of(await NextAsync()).Payload);
            Assert.Equal("second", Of(await NextAsync()).Payload);
        }

        await using var next = Link(broker, new InboundTopic("commands", TakeAsync));
        Assert.Equal("second", Of(await NextAsync()).Payload);
        await hub.PublishAsync(Root + "/commands", "third");
        Assert.Equal("third", Of(await NextAsync()).Payload);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_handler_that_takes_its_time_holds_up_neither_other_topics_nor_events_and_what_is_too_much_is_refused()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawClient.ConnectAsync(broker.Port, Root + "/events/+");
        var go = new TaskCompletionSource();
        var journal = new TestJournal("passages");
        await using var link = new RunningLink(Options(broker), _folder.Bookmarks, _ => null,
            [new("roster", async (message, cancellationToken) => { await go.Task.WaitAsync(cancellationToken); await TakeAsync(message,
                cancellationToken); }) { Waiting = 2 },
                new("commands", TakeAsync)], journal);
        await link.UntilAsync(status => status.Connected);
        for (var i = 0; i < 6; i++)
        {
            await hub.PublishAsync(Root + "/roster", $"{i}");
        }

        await link.Log.UntilAsync("Messages on roster come faster");
        await hub.PublishAsync(Root + "/commands", "open");
        Assert.Equal("open", Of(await NextAsync()).Payload);
        journal.Append();
        Assert.Contains("\"seq\":1,", RawClient.Text(await hub.NextAsync()), StringComparison.Ordinal);
        go.SetResult();
        Assert.Equal("0", Of(await NextAsync()).Payload);
        Assert.Equal("1", Of(await NextAsync()).Payload);
        Assert.Equal(1, link.Log.Count("come faster"));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_reply_is_answered_for_by_the_broker_and_outlives_an_outage()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var link = Link(broker);
        var reply = new OutboundMessage("replies", Encoding.UTF8.GetBytes("done")) { CorrelationData = new byte[] { 7 } };
        Assert.Equal(PublishOutcome.NobodyListens, await link.Link.SendAsync(reply, Eventually.Token));

        await broker.KillAsync();
        await link.UntilAsync(status => !status.Connected);
        var waiting = link.Link.SendAsync(reply with { Topic = "twin/reported", Retained = true }, Eventually.Token);
        await broker.StartAgainAsync();
        await waiting;
        await using var late = await RawClient.ConnectAsync(broker.Port, Root + "/#");
        var kept = await NextOnAsync(late, "/twin/reported");
        Assert.Equal(("done", true, "application/json"), (RawClient.Text(kept), kept.Retain, kept.ContentType));
        Assert.Equal(PublishOutcome.Accepted, await link.Link.SendAsync(reply, Eventually.Token));
        Assert.Equal([7], (await NextOnAsync(late, "/replies")).CorrelationData);
    }

    [Fact]
    public async Task Too_many_messages_that_wait_are_refused_at_once_and_a_sender_can_give_up()
    {
        var link = new HubLink(new LinkOptions { Tls = false }, RunningLink.Run, [], [], _folder.Bookmarks, _ => null, TimeProvider.System,
            new LogLines());
        using var patience = new CancellationTokenSource();
        Task<PublishOutcome>[] waiting = [.. Enumerable.Range(0, 64).Select(_ => link.SendAsync(new OutboundMessage("replies", default),
            patience.Token))];
        Assert.Equal(PublishOutcome.NotSent, await link.SendAsync(new OutboundMessage("replies", default), Eventually.Token));
        await patience.CancelAsync();
        foreach (var one in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }
    }

    [Fact]
    public async Task A_connection_that_breaks_while_the_broker_is_told_that_a_message_was_taken_ends_no_link()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Eventually.Token);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inbox = new TopicHandler(new InboundTopic("commands", (_, _) => Task.CompletedTask), new LogLines());
        var message = new InboundMessage("commands", Root + "/commands", "x"u8.ToArray(), [], false);
        Assert.True(inbox.TryTake(message, _ => throw new MQTTnet.Exceptions.MqttCommunicationException("broken pipe")));
        Assert.True(inbox.TryTake(message, _ =>
        {
            told.SetResult();
            return Task.CompletedTask;
        }));
        var running = inbox.RunAsync(end.Token);
        Assert.Same(told.Task, await Task.WhenAny(told.Task, running));
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task A_bug_in_a_handler_ends_the_link()
    {
        await using var broker = await MosquittoBroker.StartAsync();
        await using var hub = await RawClient.ConnectAsync(broker.Port);
        var log = new LogLines();
        var link = new HubLink(Options(broker), RunningLink.Run, [], [new("commands", (_, _) => throw new FormatException("bug"))],
            _folder.Bookmarks, _ => null, TimeProvider.System, log);
        var running = link.RunAsync(Eventually.Token);
        await link.UntilAsync(status => status.Connected, Eventually.Token);
        await hub.PublishAsync(Root + "/commands", "x");
        Assert.Equal("bug", (await Assert.ThrowsAsync<FormatException>(() => running)).Message);
    }

    [Theory]
    [InlineData("events/passages")]
    [InlineData("acks/alarms")]
    [InlineData("status")]
    [InlineData("a/+")]
    [InlineData("#")]
    [InlineData("/a")]
    [InlineData("")]
    public void The_links_own_topics_and_what_is_no_topic_are_nobody_elses(string topic)
    {
        var run = RunningLink.Run;
        Assert.Contains("link's own", Assert.Throws<ArgumentException>(() => new HubLink(new LinkOptions(), run, [],
            [new(topic, TakeAsync)], _folder.Bookmarks, _ => null, TimeProvider.System, new LogLines())).Message, StringComparison.Ordinal);
        var link = new HubLink(new LinkOptions(), run, [], [], _folder.Bookmarks, _ => null, TimeProvider.System, new LogLines());
        Assert.Throws<ArgumentException>(() => { _ = link.SendAsync(new OutboundMessage(topic, default), Eventually.Token); });
    }

    public void Dispose() => _folder.Dispose();

    private static LinkOptions Options(MosquittoBroker broker) => new() { Port = broker.Port, Tls = false };

    private static (string Topic, string Payload, bool Retained) Of(InboundMessage message) =>
        (message.Topic, Encoding.UTF8.GetString(message.Payload.Span), message.Retained);

    private static async Task<MqttApplicationMessage> NextOnAsync(RawClient client, string end)
    {
        while (true)
        {
            if (await client.NextAsync() is var message && message.Topic.EndsWith(end, StringComparison.Ordinal))
            {
                return message;
            }
        }
    }

    private RunningLink Link(MosquittoBroker broker, params IReadOnlyList<InboundTopic> topics) => new(Options(broker), _folder.Bookmarks,
        _ => null, topics, new TestJournal("passages"));

    private Task TakeAsync(InboundMessage message, CancellationToken cancellationToken) => _taken.Writer.WriteAsync(message,
        cancellationToken).AsTask();

    private async Task<InboundMessage> NextAsync() => await _taken.Reader.ReadAsync(Eventually.Token);
}
