using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Mqtt;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>Carries the gateway's streams to the district hub: one loop, one MQTT session, an outbox a stream. Owns the bookmark folder.
/// Promises that a record counts as delivered only when the hub has said that its store has it (or the broker that it has it, where the
/// site chose that), that alarms go before everything else, and that it outlives every outage of the broker or the hub.</summary>
public sealed class HubLink
{
    private const string MostUrgent = "alarms";
    private static readonly TimeSpan _steady = TimeSpan.FromSeconds(10);
    private readonly LinkOptions _options;
    private readonly GatewayRun _run;
    private readonly List<OutboxFeed> _feeds;
    private readonly List<TopicHandler> _inboxes;
    private readonly SendQueue _outgoing;
    private readonly string _bookmarkFolder;
    private readonly LoginFiles _files;
    private readonly BrokerLogin _login;
    private readonly Presence _presence;
    private readonly TopicNames _topics;
    private readonly LinkFindings _findings;
    private readonly LinkCounts _counts = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WakeSignal _bell = new();
    private readonly LinkReport _report;
    private int _draining;
    private int _running;
    private bool _outage;

    /// <param name="run">Which gateway this is; its topics and client id follow from where it stands.</param>
    /// <param name="feeds">The streams, the most urgent first; <c>alarms</c> is always put first. Their reads may come from two threads at
    /// once.</param>
    /// <param name="inbound">Further topics to listen to.</param>
    /// <param name="bookmarkFolder">Where the bookmarks live; made if missing, for this link alone.</param>
    /// <param name="secret">The secret of a name, as <c>user:password</c>; null where there is none. Asked at every try.</param>
    /// <exception cref="ArgumentException">A stream or an inbound topic has no name that it may have.</exception>
    public HubLink(LinkOptions options, GatewayRun run, IReadOnlyList<OutboxFeed> feeds, IReadOnlyList<InboundTopic> inbound,
        string bookmarkFolder, Func<string, string?> secret, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(run);
        TopicRules.Check(feeds, inbound);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _run, _bookmarkFolder, _time, _logger) = (options, run, bookmarkFolder, time, logger);
        _feeds = [.. feeds.OrderBy(feed => feed.Name == MostUrgent ? 0 : 1)];
        _outgoing = new SendQueue(_bell);
        _inboxes = [.. inbound.Select(topic => new TopicHandler(topic, logger))];
        (_findings, _topics) = (new LinkFindings(time), new TopicNames(run.Address));
        _login = new BrokerLogin(options, run, secret, _files = new LoginFiles(options, _findings, time, logger));
        _presence = new Presence(new StatusDocument(run, options.Promise), _feeds, time, logger);
        _report = new LinkReport(options, _feeds, _counts, () => _files.Expires, _findings, time);
    }

    /// <summary>Why an acknowledgement is not the hub's; null where it is. Where nobody sets this, anybody's word is taken.</summary>
    public Func<InboundMessage, string?>? Doubt { get; init; }

    /// <summary>Told the hub's time by acknowledgements that are without doubt and fresh, on the link's loop; must not wait.</summary>
    public Action<DateTimeOffset>? TimeTold { get; init; }

    /// <summary>How the box is, for the status topic; asked on the link's loop, and must not wait.</summary>
    public Func<BoxStatus> Box
    {
        set => _presence.Box = value;
    }

    /// <summary>Told what staff should know, on the link's loop; must not wait. Of each thing once a day at most; of an outage each
    /// time.</summary>
    public Action<LinkNote> Noted
    {
        init => _findings.Told = value;
    }

    /// <summary>The link as it stands; safe to ask from any thread. Before <see cref="RunAsync"/> all numbers are zero.</summary>
    public LinkStatus Status => _report.Status;

    /// <summary>Runs until it is cancelled; broken links are survived, a bug is thrown. With the link switched off it only waits.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; bookmarks are saved.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException("The link runs already.");
        }

        if (!_options.Enabled)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }

        Directory.CreateDirectory(_bookmarkFolder);
        var rate = new ReplayRate(_options.ReplayPerSecond, _time);
        List<Outbox> outboxes = [.. _feeds.Select(feed => new Outbox(feed, new BookmarkFile(_bookmarkFolder, feed.Name, _logger),
            feed.Name == MostUrgent ? null : rate, _options, _time, _logger))];
        try
        {
            await KeepAllAsync(outboxes, cancellationToken);
        }
        finally
        {
            _outgoing.Abandon();
            outboxes.ForEach(outbox => outbox.Save(now: true));
            _report.Publish(outboxes, connected: false, Status.LastError);
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Publishes a message beside the events and ahead of them. It waits for a connection and outlives a lost one; who will not
    /// wait so long cancels. Needs <see cref="RunAsync"/> to run meanwhile.</summary>
    /// <exception cref="ArgumentException">The topic is no topic or one of the link's own.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the message may have been sent all the same.</exception>
    public Task<PublishOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return OutboundMessage.IsFree(message.Topic) ? _outgoing.SendAsync(message, cancellationToken)
            : throw new ArgumentException($"The topic \"{message.Topic}\" is not of a-z, 0-9, - and /, or the link's.", nameof(message));
    }

    /// <summary>Waits until the hub has everything that is journaled and the bookmarks say so; true when it has, false when the time is up.
    /// Needs <see cref="RunAsync"/> to run meanwhile.</summary>
    public Task<bool> DrainAsync(TimeSpan atMost, CancellationToken cancellationToken) => DrainAsync(() => true, atMost, cancellationToken);

    /// <summary>As <see cref="DrainAsync(TimeSpan, CancellationToken)"/>, for the stop of a program: without a connection nothing is waited
    /// for. What the hub has not got it gets after the next start.</summary>
    public Task<bool> DrainWhileConnectedAsync(TimeSpan atMost, CancellationToken cancellationToken) =>
        DrainAsync(() => Status.Connected, atMost, cancellationToken);

    /// <summary>Waits for a state of the link.</summary>
    internal Task UntilAsync(Func<LinkStatus, bool> state, CancellationToken stop) => _report.UntilAsync(() => state(Status), stop);

    private async Task<bool> DrainAsync(Func<bool> isWorthIt, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _draining);
        _bell.Ring();
        try
        {
            return await _report.DrainedAsync(_feeds, isWorthIt, atMost, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _draining);
        }
    }

    private async Task KeepAllAsync(List<Outbox> outboxes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [KeepCarryingAsync(outboxes, stop.Token), .. _inboxes.Select(inbox => inbox.RunAsync(stop.Token))];
        var first = await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task KeepCarryingAsync(List<Outbox> outboxes, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(_options.MaxBackoffSeconds));
        _report.Publish(outboxes, connected: false, null);
        while (true)
        {
            var (held, started) = (false, _time.GetTimestamp());
            try
            {
                await CarryOnceAsync(outboxes, () => held = true, cancellationToken);
                _logger.OtherCertificates(_options.Host);
                continue;
            }
            catch (Exception exception) when (LinkException.IsBrokenLink(exception))
            {
                NoteOutage(outboxes, LinkException.Explain(exception) + (exception is LinkException { NotLetIn: true }
                    ? _files.Suspicion() : ""));
            }

            await Task.Delay(held || _time.GetElapsedTime(started) >= _steady ? backoff.AfterLoss() : backoff.Next(), _time,
                cancellationToken);
        }
    }

    /// <summary>Returns when other certificates are to be used.</summary>
    private async Task CarryOnceAsync(List<Outbox> outboxes, Action heard, CancellationToken cancellationToken)
    {
        // Before there is a connection, so that the status can tell what waits for one.
        outboxes.ForEach(outbox => outbox.Fill());
        var id = Guid.NewGuid();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var session = await MqttSession.OpenAsync(_login.Read(id), _topics, _inboxes, _time, _bell, cancellationToken);
        try
        {
            // A stop while this is under way is a stop like any other: the broker's will is for a gateway that is gone.
            await _presence.AnnounceAsync(session, id, cancellationToken);
            using var packing = new MessagePacking(session.MostBytes, _run.Address, _counts, _findings, _time);
            var intake = new AckIntake(outboxes, _topics, Doubt, TimeTold, _findings, _time, _logger);
            var carrier = new PublishLoop(session, outboxes, _outgoing, packing, intake, _topics, _bell, _time, _logger);
            NoteReached();
            await carrier.RunAsync(
                () =>
                {
                    if (carrier.Heard)
                    {
                        heard();
                    }

                    outboxes.ForEach(outbox => outbox.Save(now: Volatile.Read(ref _draining) > 0));
                    _report.Publish(outboxes, connected: true, carrier.Obstacle ?? (carrier.Heard ? null : Status.LastError));
                    _presence.Renew(id, _outgoing, ended.Token);
                    return !_files.AreRenewed();
                },
                cancellationToken);
            await session.CloseAsync(null);
        }
        finally
        {
            await ended.CancelAsync();
            if (cancellationToken.IsCancellationRequested)
            {
                await _presence.FarewellAsync(session, id);
            }
        }
    }

    private void NoteReached()
    {
        _logger.Reached(_outage ? "Reached again" : "Connected to", _options.Host, _options.Port);
        if (_outage)
        {
            _findings.Told(new LinkNote(LinkFinding.Restored));
        }

        _outage = false;
        _counts.Connections++;
    }

    private void NoteOutage(List<Outbox> outboxes, string reason)
    {
        if (!_outage)
        {
            _logger.BrokerLost(_options.Host, _options.Port, reason);
            _findings.Told(new LinkNote(LinkFinding.Lost, null, reason));
        }

        _outage = true;
        outboxes.ForEach(outbox => outbox.Save(now: true));
        _report.Publish(outboxes, connected: false, reason);
    }
}
