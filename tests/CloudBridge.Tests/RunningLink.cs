using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests;

/// <summary>A link that runs until it is disposed, as the gateway of compound c-1.</summary>
internal sealed class RunningLink : IAsyncDisposable
{
    public static readonly GatewayAddress Address = new("d-1", "c-1", "g-1");
    public static readonly TopicNames Topics = new(Address);
    public static readonly GatewayRun Run = new(Address, Guid.NewGuid(), "0.2.0");
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public RunningLink(int port, string bookmarks, params IReadOnlyList<TestJournal> journals)
        : this(new LinkOptions { Port = port, Tls = false }, bookmarks, _ => null, journals)
    {
    }

    public RunningLink(LinkOptions options, string bookmarks, Func<string, string?> secret, params IReadOnlyList<TestJournal> journals)
        : this(options, bookmarks, secret, [], TimeProvider.System, journals)
    {
    }

    public RunningLink(LinkOptions options, string bookmarks, Func<string, string?> secret, IReadOnlyList<InboundTopic> inbound,
        params IReadOnlyList<TestJournal> journals)
        : this(options, bookmarks, secret, inbound, TimeProvider.System, journals)
    {
    }

    /// <param name="noted">Gets what staff are told.</param>
    /// <param name="doubt">Why an acknowledgement is not the hub's; null: anybody's is taken.</param>
    public RunningLink(LinkOptions options, string bookmarks, Func<string, string?> secret, IReadOnlyList<TestJournal> journals,
        Action<LinkNote> noted, Func<InboundMessage, string?>? doubt = null)
        : this(options, bookmarks, secret, [], TimeProvider.System, journals, noted, doubt)
    {
    }

    public RunningLink(LinkOptions options, string bookmarks, Func<string, string?> secret, IReadOnlyList<InboundTopic> inbound,
        TimeProvider time, params IReadOnlyList<TestJournal> journals)
        : this(options, bookmarks, secret, inbound, time, journals, _ => { }, null)
    {
    }

    private RunningLink(LinkOptions options, string bookmarks, Func<string, string?> secret, IReadOnlyList<InboundTopic> inbound,
        TimeProvider time, IReadOnlyList<TestJournal> journals, Action<LinkNote> noted, Func<InboundMessage, string?>? doubt)
    {
        Link = new HubLink(options with { ResendSeconds = 1, MaxBackoffSeconds = 1 }, Run, [.. journals.Select(journal => journal.Feed)],
            inbound, bookmarks, secret, time, Log)
        {
            Noted = noted,
            Doubt = doubt,
            TimeTold = Times.Enqueue,
        };
        _running = Link.RunAsync(_stop.Token);
    }

    public HubLink Link { get; }

    public LogLines Log { get; } = new();

    /// <summary>What the hub told of the time.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<DateTimeOffset> Times { get; } = new();

    public StreamStatus Stream(string name) => Link.Status.Streams.Single(stream => stream.Name == name);

    public Task UntilAsync(Func<LinkStatus, bool> state) => Link.UntilAsync(state, Eventually.Token);

    public async Task DrainAsync() => Assert.True(await Link.DrainAsync(Eventually.Patience, Eventually.Token),
        string.Join('\n', [Link.Status.ToString(), .. Log.All]));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(Eventually.Patience));
        _stop.Dispose();
    }
}
