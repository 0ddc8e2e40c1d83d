using Microsoft.Extensions.Logging;
using Zhuhui.Edge.CloudBridge.Delivery;

namespace Zhuhui.Edge.CloudBridge.Mqtt;

/// <summary>The streams that cannot be handed over although the broker is there, each told once when it begins and once when it is over.
/// Confined to the link's loop.</summary>
internal sealed class UnheardStreams(ILogger logger)
{
    private readonly HashSet<Outbox> _unheard = [];

    /// <summary>Why no event can be handed over; null when all goes well.</summary>
    public string? Obstacle { get; private set; }

    public void Refused(Outbox outbox, string reason)
    {
        Obstacle = reason;
        if (_unheard.Add(outbox))
        {
            logger.StreamRefused(outbox.Stream, reason);
        }
    }

    /// <summary>One stream got through: those that found nobody need not sit out their pauses.</summary>
    public void ListenersAreBack(Outbox proof)
    {
        if (_unheard.Count == 0 || !_unheard.Remove(proof))
        {
            return;
        }

        logger.StreamAccepted(proof.Stream);
        foreach (var outbox in _unheard)
        {
            outbox.ListenerIsBack();
        }

        if (_unheard.Count == 0)
        {
            Obstacle = null;
        }
    }
}
