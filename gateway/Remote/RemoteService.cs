using System.Text.Json;
using System.Threading.Channels;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Receives what the hub orders, and answers. What waits for a door or a camera waits beside what comes after it.</summary>
/// <param name="send">Publishes below the gateway's root.</param>
internal sealed class RemoteService(RemoteCommands commands, RosterIntake rosters, Twin twin, RefusalMeter refusals, Func<OutboundMessage, CancellationToken, Task<PublishOutcome>> send, TimeProvider time,
    ILogger<RemoteService> logger, ExitCode exit) : LoopService(exit)
{
    public const string Replies = "replies";

    private const int MostAtOnce = 16;
    private const int MostWaiting = 256;

    /// <summary>An answer that can't be sent for so long interests nobody any more; what was done is in the journal.</summary>
    private static readonly TimeSpan AnswerLives = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan WantAgain = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SettleEvery = TimeSpan.FromSeconds(15);

    private readonly WakeSignal _tell = new();
    private readonly Channel<(PendingReply Begun, ReadOnlyMemory<byte> Correlation)> _underway = Channel.CreateBounded<(PendingReply, ReadOnlyMemory<byte>)>(MostWaiting);

    public Task HandleCommandAsync(InboundMessage message, CancellationToken cancellation) => FinishAsync(commands.Handle(message), message, cancellation);

    public Task HandleRosterAsync(InboundMessage message, CancellationToken cancellation) =>
        rosters.Handle(message) is { } reply ? FinishAsync(new PendingReply(_ => Task.FromResult<Reply?>(reply)), message, cancellation) : Task.CompletedTask;

    public Task HandleTwinAsync(InboundMessage message, CancellationToken cancellation) => FinishAsync(twin.Handle(message), message, cancellation);

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

    protected override Task KeepAsync(CancellationToken stopping) => LoopGroup.RunUntilStoppedAsync(stop => [KeepAnsweringAsync(stop), KeepSettlingAsync(stop), KeepTellingAsync(stop), ProveAsync(stop)], stopping);

    private Task FinishAsync(PendingReply begun, InboundMessage message, CancellationToken cancellation) =>
        _underway.Writer.WriteAsync((begun, message.CorrelationData), cancellation).AsTask();

    private Task KeepAnsweringAsync(CancellationToken stopping) => Parallel.ForEachAsync(_underway.Reader.ReadAllAsync(stopping),
        new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = stopping }, AnswerAsync);

    private async ValueTask AnswerAsync((PendingReply Begun, ReadOnlyMemory<byte> Correlation) one, CancellationToken stopping)
    {
        if (await one.Begun.Outcome(stopping) is { } reply)
        {
            using var limit = new CancellationTokenSource(AnswerLives, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
            try
            {
                await send(new OutboundMessage(Replies, JsonSerializer.SerializeToUtf8Bytes(reply, RemoteJson.Options)) { CorrelationData = one.Correlation }, either.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                logger.AnswerNotSent(reply.Kind, reply.Id);
            }
        }

        one.Begun.Then?.Invoke();
    }

    private void RequestReport() => _tell.Wake();

    /// <summary>Says what is in force and what is missing: at the start, whenever it changes, and what is missing again and again until it comes.</summary>
    private async Task KeepTellingAsync(CancellationToken stopping)
    {
        while (true)
        {
            await send(new OutboundMessage("twin/reported", JsonSerializer.SerializeToUtf8Bytes(twin.Reported, RemoteJson.Options)) { Retained = true }, stopping);
            var wanted = rosters.Wanted;
            if (wanted is not null)
            {
                await send(new OutboundMessage("roster/wanted", JsonSerializer.SerializeToUtf8Bytes(wanted, RemoteJson.Options)), stopping);
            }

            using var again = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var told = _tell.WaitAsync(again.Token);
            await Task.WhenAny(told, Task.Delay(wanted is null ? Timeout.InfiniteTimeSpan : WantAgain, time, again.Token));
            stopping.ThrowIfCancellationRequested();
            await again.CancelAsync();
            await told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ProveAsync(CancellationToken stopping)
    {
        await Task.Delay(Twin.ProofTime, time, stopping);
        twin.Prove();
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stopping);
    }

    private async Task KeepSettlingAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SettleEvery, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            refusals.Flush();
        }
    }
}
