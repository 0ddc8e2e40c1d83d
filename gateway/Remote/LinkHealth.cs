using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>Puts on record what staff should know of the link. One that goes and comes is on record as unsteady, with a count, so that no
/// broker and no modem fills the journal. Safe to use from any thread.</summary>
/// <param name="record">Puts an event on record.</param>
internal sealed class LinkHealth(Action<GatewayEvent> record, TimeProvider time)
{
    private const string Link = "link";

    /// <summary>An outage each twenty minutes is told one by one; what is worse is told as unsteady until ten minutes went well, or
    /// ill.</summary>
    private readonly DeviceSteadiness _steadiness = new(time, window: TimeSpan.FromHours(1), quiet: TimeSpan.FromMinutes(10));

    private readonly Lock _lock = new();
    private LinkNote? _last;

    /// <summary>What the link tells.</summary>
    public void Note(LinkNote note)
    {
        lock (_lock)
        {
            if (note.Finding is LinkFinding.Lost or LinkFinding.Restored)
            {
                _last = note;
                if (!_steadiness.Count(Link))
                {
                    return;
                }
            }

            record(LinkNoted.From(note));
        }
    }

    /// <summary>Puts on record what became of a link that goes and comes; to be called every few seconds.</summary>
    public void Look()
    {
        lock (_lock)
        {
            foreach (var (_, times, isQuiet) in _steadiness.Look())
            {
                record(isQuiet ? LinkNoted.From(_last!) : new LinkNoted(LinkFinding.Unsteady, Times: times));
            }
        }
    }
}
