using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>Fetches what was ordered, again and again until it is here, then hands it to root and waits for root's word.</summary>
/// <param name="keysFolder">Where the makers' keys are.</param>
internal sealed class ReleaseFetching(SiteFile site, ReleaseOrders orders, Slots slots, TimeProvider time, string keysFolder)
{
    /// <summary>A staging tries the data on a copy, which takes minutes.</summary>
    private static readonly TimeSpan _rootsPatience = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan _handAgain = TimeSpan.FromMinutes(10);

    private string? _handed;
    private long? _handedAt;
    private long _lookedAt;

    /// <summary>No faster than that, and so long after a first failure; other figures are for tests.</summary>
    internal int BytesPerSecond { get; init; } = BundleFetch.Pace;

    internal TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var (failures, wait) = (0, TimeSpan.Zero); ;)
        {
            if (orders.UnderWay is not { } order)
            {
                (failures, wait) = (0, Timeout.InfiniteTimeSpan);
            }
            else if (order.Handed is not null)
            {
                wait = TimeSpan.FromSeconds(1);
                LookForAnswer(order);
            }
            else if (await StepAsync(order, cancellationToken))
            {
                (failures, wait) = (0, TimeSpan.Zero);
            }
            else
            {
                failures++;
                wait = FirstWait * Math.Min(1 << Math.Min(failures - 1, 5), 30);
            }

            if (wait != TimeSpan.Zero)
            {
                await orders.WaitAsync(wait, cancellationToken);
            }
        }
    }

    /// <returns>Whether something has changed: it is handed over, at its end, or another was ordered.</returns>
    private async Task<bool> StepAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        using var own = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!orders.Fetching(order, own))
        {
            return true;
        }

        try
        {
            await FetchAsync(order, own.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
        catch (FetchException failed)
        {
            return orders.Note(order, failed.Words, failed.IsFinal);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or StorageException)
        {
            return orders.Note(order, ReleaseTexts.DiskRefuses(refused.Message), isFinal: false);
        }
        finally
        {
            orders.Fetching(order, null);
        }
    }

    private async Task FetchAsync(FetchOrder order, CancellationToken cancellationToken)
    {
        if (site.Link.ReleasesFrom is not { } from)
        {
            throw new FetchException(ReleaseTexts.NoSource, isFinal: true);
        }

        var fetch = new BundleFetch(orders.Folder, new ReleaseSource(site.Link, from, ReleaseManifest.ThisPlatform, time),
            ReleaseKeys.Read(keysFolder), ThisProgram.Version, DataForm.Of(site.DataFolder), time, BytesPerSecond);
        await fetch.RunAsync(order, now => orders.Keep(order, _ => now), cancellationToken);
        try
        {
            await Task.Run(fetch.CheckWhole, cancellationToken);
        }
        catch (ReleaseException changed)
        {
            // Once it may be that the file was changed on the server meanwhile.
            orders.Keep(order, now => now with { Have = 0, Tag = null, Spoilt = now.Spoilt + 1 });
            throw new FetchException(changed.Words, isFinal: order.Spoilt > 0);
        }

        orders.Hand(order);
    }

    /// <summary>Root's word; asked for again where it does not come, as after a restart.</summary>
    private void LookForAnswer(FetchOrder order)
    {
        try
        {
            if (_handed != order.Handed)
            {
                (_handed, _handedAt) = (order.Handed, null);
            }

            if (HandOver.AnswerTo(slots.Folder, order.Handed!) is (true, var refusal))
            {
                orders.Finish(order, refusal);
                return;
            }

            if (_handedAt is null || time.GetElapsedTime(_lookedAt) >= _handAgain)
            {
                _handedAt ??= time.GetTimestamp();
                _lookedAt = time.GetTimestamp();
                HandOver.Hand(orders.Folder, new HandedBundle(order.Handed!, order.Version, order.By));
            }
            else if (time.GetElapsedTime(_handedAt.Value) >= _rootsPatience)
            {
                orders.Finish(order, ReleaseTexts.NotTaken((long)_rootsPatience.TotalMinutes));
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The next look tries again.
        }
    }
}

/// <summary>Sees to a release that was ordered from afar.</summary>
internal sealed class ReleaseOrdersLoop(ReleaseFetching fetching, ExitCode exit) : LoopService(exit)
{
    protected override Task KeepAsync(CancellationToken cancellationToken) => fetching.RunAsync(cancellationToken);
}
