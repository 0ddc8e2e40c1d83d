using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge;

/// <summary>The link as it stands, published after every turn of its loop. Any thread may ask, and wait for a state.</summary>
internal sealed class LinkReport
{
    private readonly LinkOptions _options;
    private readonly LinkCounts _counts;
    private readonly Func<DateTimeOffset?> _expires;
    private readonly LinkFindings _findings;
    private readonly TimeProvider _time;
    private readonly ConditionSignal _progress = new();
    private volatile Snapshot _now;

    /// <param name="expires">When the link's certificate ends; null where there is none.</param>
    public LinkReport(LinkOptions options, IEnumerable<OutboxFeed> feeds, LinkCounts counts, Func<DateTimeOffset?> expires,
        LinkFindings findings, TimeProvider time)
    {
        (_options, _counts, _expires, _findings, _time) = (options, counts, expires, findings, time);
        StreamStatus[] nothing = [.. feeds.Select(feed => new StreamStatus(feed.Name, 0, 0, 0, 0, null, null))];
        _now = new Snapshot(new LinkStatus(false, time.GetUtcNow(), null, nothing, options.Promise, null, counts.With(0)), false);
    }

    public LinkStatus Status => _now.Status;

    /// <summary>Whether everything that is journaled is acknowledged, and the bookmarks' files say so.</summary>
    public bool IsDrained(IEnumerable<OutboxFeed> feeds)
    {
        var now = _now;
        return now.IsSaved && feeds.All(feed => feed.ReadAfter(AcknowledgedOf(feed), 1).Count == 0);

        long AcknowledgedOf(OutboxFeed feed) => now.Status.Streams.First(stream => stream.Name == feed.Name).Acknowledged;
    }

    public void Publish(IReadOnlyList<Outbox> outboxes, bool connected, string? lastError)
    {
        var before = Status;
        var since = before.Connected == connected ? before.Since : _time.GetUtcNow();
        _now = new Snapshot(
            new LinkStatus(connected, since, lastError, [.. outboxes.Select(outbox => outbox.Status)], _options.Promise, _expires(),
                _counts.With(outboxes.Sum(outbox => outbox.Resent)), _findings.Standing),
            outboxes.All(outbox => outbox.Saved));
        _progress.Made();
    }

    /// <summary>Waits until a condition on what is published holds.</summary>
    public Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken) => _progress.UntilAsync(condition, cancellationToken);

    /// <summary>Waits for <see cref="IsDrained"/> as long as it is worth it.</summary>
    /// <returns>Whether it is so.</returns>
    public async Task<bool> DrainedAsync(IReadOnlyCollection<OutboxFeed> feeds, Func<bool> isWorthIt, TimeSpan atMost,
        CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await UntilAsync(() => !isWorthIt() || IsDrained(feeds), either.Token);
            return IsDrained(feeds);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed record Snapshot(LinkStatus Status, bool IsSaved);
}
