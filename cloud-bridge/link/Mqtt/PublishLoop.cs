using Microsoft.Extensions.Logging;
using MQTTnet;
using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.CloudBridge.Topics;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The link's loop over one connection: takes acknowledgements, reads on, publishes what is due, the first outbox before all
/// others, and pings where there is nothing to say. Ends by the exception that says why, or because it is told to.</summary>
internal sealed class PublishLoop(MqttSession session, IReadOnlyList<Outbox> outboxes, SendQueue outgoing, MessagePacking packing,
    AckIntake intake, TopicNames topics, WakeSignal bell, TimeProvider time, ILogger logger)
{
    /// <summary>Publications that only the first outbox may use, so that an alarm never waits behind a backlog.</summary>
    private readonly int _reserved = session.Publishing > 4 ? 2 : 0;
    private readonly List<(Outbox Outbox, PublishBatch Shipment, MqttApplicationMessage Message,
        Task<(PublishOutcome Outcome, string Reason)> Task)> _publishing = [];
    private readonly List<(SendQueue.Entry Entry, Task<(PublishOutcome Outcome, string Reason)> Task)> _sending = [];
    private readonly Dictionary<Outbox, Task> _growth = [];
    private readonly UnheardStreams _unheard = new(logger);
    private Task? _ping;
    private long _lastSpoken = time.GetTimestamp();

    /// <summary>Why no event can be handed over although the broker is there; null when all goes well.</summary>
    public string? Obstacle => _unheard.Obstacle;

    /// <summary>Whether anything was acknowledged over this connection, as the link's promise has it.</summary>
    public bool Heard { get; private set; }

    private int UnderWay => _publishing.Count + _sending.Count;

    /// <param name="turned">Called after every turn: publishes the status, saves bookmarks; false ends the loop.</param>
    /// <param name="cancellationToken">Ends the loop, and with it the publications under way.</param>
    public async Task RunAsync(Func<bool> turned, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var alarm = time.CreateTimer(_ => bell.Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var outbox in outboxes)
        {
            outbox.Connected();
        }

        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                session.ThrowIfEnded();
                await HandleResultsAsync();
                HandleAcks();
                await ReadOnAsync(stop.Token);
                Publish(stop.Token);
                packing.TellOfHeld();
                if (!turned())
                {
                    return;
                }

                alarm.Change(Rest(), Timeout.InfiniteTimeSpan);
                await bell.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll([.. _publishing.Select(entry => entry.Task), .. _sending.Select(entry => entry.Task), .. _growth.Values,
                _ping ?? Task.CompletedTask])
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            outgoing.PutBack([.. _sending.Select(entry => entry.Entry)]);
            foreach (var outbox in outboxes)
            {
                outbox.ConnectionLost();
            }
        }
    }

    private async Task HandleResultsAsync()
    {
        if (_ping is { IsCompleted: true } ping)
        {
            _ping = null;
            await ping;
        }

        for (var i = 0; i < _publishing.Count;)
        {
            var (outbox, shipment, message, task) = _publishing[i];
            if (!task.IsCompleted)
            {
                i++;
                continue;
            }

            _publishing.RemoveAt(i);
            var (outcome, reason) = await task;
            if (outcome == PublishOutcome.TooLarge)
            {
                packing.Learn(message);
                outbox.TooLarge(shipment);
                continue;
            }

            Complete(outbox, shipment, outcome, reason);
        }

        for (var i = 0; i < _sending.Count;)
        {
            var (entry, task) = _sending[i];
            if (!task.IsCompleted)
            {
                i++;
                continue;
            }

            var (outcome, reason) = await task;
            _sending.RemoveAt(i);
            if (outcome is PublishOutcome.Refused or PublishOutcome.TooLarge)
            {
                logger.NotPublished(entry.Message.Topic, reason);
            }

            entry.Answer.TrySetResult(outcome);
        }
    }

    private void Complete(Outbox outbox, PublishBatch shipment, PublishOutcome outcome, string reason)
    {
        if (outcome == PublishOutcome.Accepted)
        {
            Heard |= outbox.Accepted(shipment);
            _unheard.ListenersAreBack(outbox);
            return;
        }

        outbox.Refused(shipment);
        _unheard.Refused(outbox, reason);
    }

    private void HandleAcks()
    {
        while (session.TryTakeAck(out var arrived))
        {
            if (intake.Read(arrived.Message) is not var (outbox, ack))
            {
                continue;
            }

            packing.HubSpoke(arrived.TakesBatches, outboxes);
            if (outbox.Acknowledge(ack))
            {
                Heard = true;
                intake.TellTime(outbox, ack);
                _unheard.ListenersAreBack(outbox);
            }
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        foreach (var outbox in outboxes)
        {
            if (_growth.TryGetValue(outbox, out var growth))
            {
                if (!growth.IsCompleted)
                {
                    continue;
                }

                _growth.Remove(outbox);
                await growth;
            }

            outbox.Fill();
            if (outbox.CaughtUp)
            {
                var next = outbox.GrownAsync(cancellationToken);
                _growth.Add(outbox, next);
                _ = bell.RingAfter(next);
            }
        }
    }

    private void Publish(CancellationToken cancellationToken)
    {
        while (UnderWay < session.Publishing && outgoing.Dequeue() is { } entry)
        {
            var task = session.PublishAsync(entry.Message.Build(topics), cancellationToken);
            _sending.Add((entry, task));
            Spoken(task);
        }

        for (var i = 0; i < outboxes.Count; i++)
        {
            var free = session.Publishing - (i == 0 ? 0 : _reserved);
            while (UnderWay < free && outboxes[i].DequeueDue(packing.TakesBatches, packing.BatchBytes) is { } due)
            {
                if (packing.Pack(outboxes[i], due) is var (shipment, message))
                {
                    var task = session.PublishAsync(message, cancellationToken);
                    _publishing.Add((outboxes[i], shipment, message, task));
                    Spoken(task);
                }
            }
        }

        if (_ping is null && time.GetElapsedTime(_lastSpoken) >= session.PingEvery)
        {
            _ping = session.PingAsync(cancellationToken);
            Spoken(_ping);
        }
    }

    private void Spoken(Task exchange)
    {
        _ = bell.RingAfter(exchange);
        _lastSpoken = time.GetTimestamp();
    }

    /// <summary>Until the next thing that only the clock brings. A full broker window is no such thing: a result will ring.</summary>
    private TimeSpan Rest()
    {
        var rest = session.PingEvery - time.GetElapsedTime(_lastSpoken);
        for (var i = 0; i < outboxes.Count; i++)
        {
            var full = UnderWay >= session.Publishing - (i == 0 ? 0 : _reserved);
            var own = outboxes[i].Rest();
            if (own != Timeout.InfiniteTimeSpan && own < rest && !(full && own == TimeSpan.Zero))
            {
                rest = own;
            }
        }

        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
