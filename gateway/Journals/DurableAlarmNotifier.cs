using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>
/// Alarms on their way to the disk. Whoever appends one (a door's loop on its way to the relay) does not wait for a slow card; whoever is
/// told of one (a guard) hears of nothing that a power cut could take back. Where the disk refuses, they are told all the same: a guard who
/// hears nothing is worse off.
/// </summary>
internal sealed class DurableAlarmNotifier
{
    private readonly Journal _journal;
    private readonly Action<GatewayEvent> _tell;
    private readonly Queue<(long Seq, GatewayEvent Happened)> _waiting = [];
    private readonly Lock _gate = new();
    private readonly Lock _telling = new();

    public DurableAlarmNotifier(Journal journal, Action<GatewayEvent> tell)
    {
        (_journal, _tell) = (journal, tell);
        journal.Tried += Notify;
    }

    /// <summary>Journals an event; it is told in the order of the journal, on whatever thread brought it to the disk.</summary>
    public void Append(GatewayEvent happened)
    {
        long seq;
        lock (_gate)
        {
            seq = _journal.Append(happened);
            _waiting.Enqueue((seq, happened));
        }

        if (seq == Journal.Held)
        {
            Notify();
        }
    }

    private void Notify()
    {
        lock (_telling)
        {
            while (DequeueDurable() is { } happened)
            {
                _tell(happened);
            }
        }
    }

    private GatewayEvent? DequeueDurable()
    {
        lock (_gate)
        {
            return _waiting.TryPeek(out var next) && _journal.IsSettled(next.Seq) ? _waiting.Dequeue().Happened : null;
        }
    }
}
