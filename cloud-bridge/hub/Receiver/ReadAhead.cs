using System.Threading.Channels;
using MQTTnet;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Mqtt;
using Zhuhui.Edge.Hub.Store;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>A message as it came and, where it is a small one, as it was read.</summary>
internal sealed record Arrival(MqttApplicationMessageReceivedEventArgs Message, ReadMessage? Read)
{
    /// <summary>A frame of many and a large record are opened only when they are stored: what a batch takes of memory is bounded, what
    /// waits is not.</summary>
    public ReadMessage Open() => Read ?? ReadMessage.Of(BrokerSession.ArrivalOf(Message));
}

/// <summary>Reads what comes over one session while what came before is stored, in the same order. It holds no more than the session lets
/// be without an acknowledgement.</summary>
internal sealed class ReadAhead : IAsyncDisposable
{
    private readonly Channel<Arrival> _read = Channel.CreateBounded<Arrival>(
        new BoundedChannelOptions(2 * BrokerSession.BatchSize) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public ReadAhead(BrokerSession session) => _reading = Task.Run(() => ReadAsync(session));

    /// <summary>Ends as the session's does.</summary>
    public ChannelReader<Arrival> Inbox => _read.Reader;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(BrokerSession session)
    {
        try
        {
            await foreach (var message in session.Inbox.ReadAllAsync(_stop.Token))
            {
                var isSmall = message.ApplicationMessage.ContentType != NdjsonBatch.ContentType
                    && BrokerSession.WeightOf(message.ApplicationMessage) == 1;
                await _read.Writer.WriteAsync(new Arrival(message, isSmall ? ReadMessage.Of(BrokerSession.ArrivalOf(message)) : null),
                    _stop.Token);
            }

            _read.Writer.Complete();
        }
        catch (Exception exception)
        {
            // Whoever waits for more hears it.
            _read.Writer.Complete(exception);
        }
    }
}
