using System.Text.Json;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Answers what the hub ordered, and reports what is in force. What waits for a door or a camera waits beside what comes after
/// it.</summary>
internal sealed class RemoteService(RemoteInbox inbox, RosterIntake rosters, Twin twin, RefusalMeter refusals, LinkService link,
    TimeProvider time,
    ILogger<RemoteService> logger, ExitCode exit) : LoopService(exit)
{
    public const string Replies = "replies";

    private const int MostAtOnce = 16;

    /// <summary>An answer that can't be sent for so long is of no use any more; what was done is in the journal.</summary>
    private static readonly TimeSpan _answerLives = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _wantAgain = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _flushEvery = TimeSpan.FromSeconds(15);

    private readonly WakeSignal _reportDue = new();

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        rosters.Wanting += RequestReport;
        twin.Changed += RequestReport;
        twin.Begin();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        refusals.Flush(all: true);
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) =>
        LoopGroup.RunUntilStoppedAsync(stop => [KeepAnsweringAsync(stop), KeepFlushingAsync(stop), KeepReportingAsync(stop),
            ProveAsync(stop)], cancellationToken);

    private Task KeepAnsweringAsync(CancellationToken cancellationToken) => Parallel.ForEachAsync(inbox.ReadAllAsync(cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken }, AnswerAsync);

    private async ValueTask AnswerAsync(PendingAnswer one, CancellationToken cancellationToken)
    {
        if (await one.Reply.Outcome(cancellationToken) is { } reply)
        {
            using var limit = new CancellationTokenSource(_answerLives, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await link.SendAsync(new OutboundMessage(Replies, JsonSerializer.SerializeToUtf8Bytes(reply,
                    RemoteJson.Options))
                {
                    CorrelationData = one.Correlation,
                },
                    either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                logger.AnswerNotSent(reply.Kind, reply.Id);
            }
        }

        one.Reply.Then?.Invoke();
    }

    private void RequestReport() => _reportDue.Wake();

    /// <summary>Says what is in force and what is missing: at the start, whenever it changes, and what is missing again and again until it
    /// comes.</summary>
    private async Task KeepReportingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await link.SendAsync(new OutboundMessage("twin/reported", JsonSerializer.SerializeToUtf8Bytes(twin.Reported,
                RemoteJson.Options))
            {
                Retained = true,
            },
                cancellationToken);
            var wanted = rosters.Wanted;
            if (wanted is not null)
            {
                await link.SendAsync(new OutboundMessage("roster/wanted", JsonSerializer.SerializeToUtf8Bytes(wanted, RemoteJson.Options)),
                    cancellationToken);
            }

            using var again = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var told = _reportDue.WaitAsync(again.Token);
            await Task.WhenAny(told, Task.Delay(wanted is null ? Timeout.InfiniteTimeSpan : _wantAgain, time, again.Token));
            cancellationToken.ThrowIfCancellationRequested();
            await again.CancelAsync();
            await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProveAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Twin.ProofTime, time, cancellationToken);
        twin.Prove();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task KeepFlushingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_flushEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            refusals.Flush();
        }
    }
}
