using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The loop of one inbound topic: hands its messages to the handler one after the other and tells the broker of each that it was
/// taken. Outlives connections, so that a message whose connection broke while it was handled is finished all the same; the broker sends it
/// again, and the handler knows it.</summary>
internal sealed class TopicHandler(InboundTopic topic, ILogger logger)
{
    private const long MostBytes = 16 << 20;
    private readonly Channel<Delivery> _waiting = Channel.CreateBounded<Delivery>(
        new BoundedChannelOptions(topic.Waiting) { SingleReader = true });
    private long _bytes;
    private bool _overflowed;

    public string Filter => topic.Filter;

    /// <summary>Takes a message over; false when too many or too many bytes wait.</summary>
    public bool TryTake(InboundMessage message, Func<CancellationToken, Task> acknowledge)
    {
        var size = message.Payload.Length;
        if ((Interlocked.Add(ref _bytes, size) <= MostBytes || size > MostBytes) && _waiting.Writer.TryWrite(new Delivery(message,
            acknowledge)))
        {
            _overflowed = false;
            return true;
        }

        Interlocked.Add(ref _bytes, -size);
        if (!_overflowed)
        {
            logger.TopicOverflows(topic.Filter, topic.Waiting);
        }

        _overflowed = true;
        return false;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (message, acknowledge) = await _waiting.Reader.ReadAsync(cancellationToken);
            await topic.Handle(message, cancellationToken);
            Interlocked.Add(ref _bytes, -message.Payload.Length);
            try
            {
                await acknowledge(cancellationToken);
            }
            catch (Exception exception) when (LinkException.IsBrokenLink(exception))
            {
                // Its connection is gone: the broker sends it again on the next one.
            }
        }
    }

    private sealed record Delivery(InboundMessage Message, Func<CancellationToken, Task> Acknowledge);
}
