using System.Text.Json;
using System.Threading.Channels;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Gateway.Host;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Receives what the hub orders, and answers. What waits for a door or a camera waits beside what comes after it.</summary>
/// <param name="send">Publishes below the gateway's root.</param>
internal sealed class RemoteService(RemoteCommands commands, RefusalMeter refusals, Func<OutboundMessage, CancellationToken, Task<PublishOutcome>> send, TimeProvider time,
    ILogger<RemoteService> logger, ExitCode exit) : LoopService(exit)
{
    public const string Replies = "replies";

    private const int MostAtOnce = 16;
    private const int MostWaiting = 256;

    /// <summary>An answer that can't be sent for so long interests nobody any more; what was done is in the journal.</summary>
    private static readonly TimeSpan AnswerLives = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan SettleEvery = TimeSpan.FromSeconds(15);

    private readonly Channel<(Underway Begun, ReadOnlyMemory<byte> Correlation)> _underway = Channel.CreateBounded<(Underway, ReadOnlyMemory<byte>)>(MostWaiting);

    public Task TakeCommandAsync(InboundMessage message, CancellationToken cancellation) => FinishAsync(commands.Take(message), message, cancellation);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        refusals.Settle(all: true);
    }

    protected override Task KeepAsync(CancellationToken stopping) => AllLoops.UntilStoppedAsync(stop => [KeepAnsweringAsync(stop), KeepSettlingAsync(stop)], stopping);

    private Task FinishAsync(Underway begun, InboundMessage message, CancellationToken cancellation) =>
        _underway.Writer.WriteAsync((begun, message.CorrelationData), cancellation).AsTask();

    private Task KeepAnsweringAsync(CancellationToken stopping) => Parallel.ForEachAsync(_underway.Reader.ReadAllAsync(stopping),
        new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = stopping }, AnswerAsync);

    private async ValueTask AnswerAsync((Underway Begun, ReadOnlyMemory<byte> Correlation) one, CancellationToken stopping)
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
                logger.LogWarning("the answer to {Kind} {Id} could not be sent within a minute; what came of it is in the journal", reply.Kind, reply.Id);
            }
        }

        one.Begun.Then?.Invoke();
    }

    private async Task KeepSettlingAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(SettleEvery, time);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            refusals.Settle();
        }
    }
}
