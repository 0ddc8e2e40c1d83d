using Npgsql;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>What a receiver does beside receiving, once a minute: makes the coming days' partitions and looks for gaps that stay. On a
/// connection of its own.</summary>
internal sealed class WatchLoop(HubOptions options, StoreAddress address, HubFigures figures, TimeProvider time, ILogger<WatchLoop> logger)
    : BackgroundService
{
    private const int DaysAhead = 3;
    private static readonly TimeSpan _every = TimeSpan.FromMinutes(1);
    private bool _partitionRefused;
    private bool _lookRefused;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PollOnceAsync(stoppingToken);
                _lookRefused = false;
            }
            catch (Exception exception) when (EventStore.IsUnavailable(exception))
            {
                // An outage of the store is the receiver's to tell.
                if (!_lookRefused && figures.StoreUp)
                {
                    _lookRefused = true;
                    logger.GapsNotRead(exception.GetBaseException().Message);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_every, time, stoppingToken).ContinueWith(static _ => { }, CancellationToken.None,
                TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Long before they are wanted, so that who has the table locked has days to let go of it.</summary>
    private async Task MakePartitionsAsync(StoreSession session, DateOnly today, CancellationToken cancellationToken)
    {
        for (var ahead = 0; ahead <= DaysAhead; ahead++)
        {
            try
            {
                await session.MakePartitionAsync(today.AddDays(ahead), cancellationToken);
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                if (!_partitionRefused)
                {
                    logger.PartitionRefused(today.AddDays(ahead), refused.MessageText, ahead);
                }

                (_partitionRefused, figures.DaysAhead) = (true, ahead - 1);
                return;
            }
        }

        (_partitionRefused, figures.DaysAhead) = (false, DaysAhead);
    }

    private async Task PollOnceAsync(CancellationToken cancellationToken)
    {
        await using var session = await StoreSession.OpenAsync(address, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        await MakePartitionsAsync(session, DateOnly.FromDateTime(now), cancellationToken);
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
