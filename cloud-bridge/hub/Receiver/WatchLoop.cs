using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>What a receiver does beside receiving, once a minute: makes the coming days' partitions and looks for gaps that stay. On a
/// connection of its own; an outage of the store is the receiver's to report.</summary>
internal sealed class WatchLoop(HubOptions options, StoreAddress address, HubFigures figures, TimeProvider time, ILogger<WatchLoop> logger)
    : BackgroundService
{
    private const int DaysAhead = 3;
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PollOnceAsync(stoppingToken);
            }
            catch (Exception exception) when (EventStore.IsUnavailable(exception))
            {
                logger.GapsNotRead(exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_every, time, stoppingToken).ContinueWith(static _ => { }, CancellationToken.None,
                TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task PollOnceAsync(CancellationToken cancellationToken)
    {
        await using var session = await StoreSession.OpenAsync(address, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        for (var ahead = 0; ahead <= DaysAhead; ahead++)
        {
            await session.MakePartitionAsync(DateOnly.FromDateTime(now).AddDays(ahead), cancellationToken);
        }

        if (await GapWatch.LookAsync(session.Connection, now, options.GapPatience, cancellationToken) is not { } look)
        {
            return;
        }

        figures.Gaps = look.Gaps;
        foreach (var news in look.News)
        {
            if (news.Raised)
            {
                logger.GapStays(news.Gateway, news.Stream, news.First, news.Last, news.Ledger, (int)options.GapPatience.TotalMinutes);
            }
            else
            {
                logger.GapClosed(news.Gateway, news.Stream, news.First, news.Last, news.Ledger);
            }
        }
    }
}
