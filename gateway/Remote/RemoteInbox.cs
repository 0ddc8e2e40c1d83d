using System.Threading.Channels;
using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Takes the hub's messages on the link's threads: each is dealt with so far that a kill changes nothing any more, and what is
/// left of it waits here, bounded, for <see cref="RemoteService"/>.</summary>
internal sealed class RemoteInbox(RemoteCommands commands, RosterIntake rosters, Twin twin)
{
    private const int MostWaiting = 256;

    private readonly Channel<PendingAnswer> _waiting = Channel.CreateBounded<PendingAnswer>(MostWaiting);

    public Task HandleCommandAsync(InboundMessage message, CancellationToken cancellationToken) => EnqueueAsync(commands.Handle(message),
        message, cancellationToken);

    public Task HandleRosterAsync(InboundMessage message, CancellationToken cancellationToken) =>
        rosters.Handle(message) is { } reply ? EnqueueAsync(new PendingReply(_ => Task.FromResult<Reply?>(reply)), message,
            cancellationToken) : Task.CompletedTask;

    public Task HandleTwinAsync(InboundMessage message, CancellationToken cancellationToken) => EnqueueAsync(twin.Handle(message), message,
        cancellationToken);

    /// <summary>What is to be answered, in the order it came.</summary>
    public IAsyncEnumerable<PendingAnswer> ReadAllAsync(CancellationToken cancellationToken) =>
        _waiting.Reader.ReadAllAsync(cancellationToken);

    private Task EnqueueAsync(PendingReply reply, InboundMessage message, CancellationToken cancellationToken) =>
        _waiting.Writer.WriteAsync(new PendingAnswer(reply, message.CorrelationData), cancellationToken).AsTask();
}

/// <param name="Correlation">The request's, by which its sender knows the answer.</param>
internal readonly record struct PendingAnswer(PendingReply Reply, ReadOnlyMemory<byte> Correlation);
