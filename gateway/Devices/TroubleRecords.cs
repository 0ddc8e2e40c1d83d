using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What is in order or in trouble, and goes and comes: each change is on record, or of one that changes all the time how often,
/// and how it is once that has ended. Trouble is never held back: where none is on record it is told at once, and then stands until all
/// is quiet. Not thread safe.</summary>
internal sealed class TroubleRecords(Action<GatewayEvent> append, TimeProvider time)
{
    private readonly DeviceSteadiness _steadiness = new(time);
    private readonly Dictionary<string, Subject> _subjects = new(StringComparer.Ordinal);

    /// <summary>How something is. The same as before is no change.</summary>
    /// <param name="subject">As <see cref="DeviceUnsteady"/> names it.</param>
    /// <param name="trouble">Its record; null where it is in order.</param>
    /// <param name="over">The record of its end; null where that has none.</param>
    public void Set(string subject, GatewayEvent? trouble, GatewayEvent? over)
    {
        var known = _subjects.TryGetValue(subject, out var there) ? there : _subjects[subject] = new Subject();
        if (Equals(trouble, known.Now))
        {
            return;
        }

        (known.Now, known.Over) = (trouble, over);
        if (_steadiness.Count(subject) || (trouble is not null && known.Told is null))
        {
            Tell(known);
        }
    }

    /// <summary>Puts on record what became of what goes and comes; to be called every few seconds.</summary>
    public void Look()
    {
        foreach (var (subject, times, isQuiet) in _steadiness.Look())
        {
            if (!isQuiet)
            {
                append(new DeviceUnsteady(subject, times));
            }
            else if (_subjects.GetValueOrDefault(subject) is { } known && !Equals(known.Now, known.Told))
            {
                Tell(known);
            }
        }
    }

    private void Tell(Subject known)
    {
        known.Told = known.Now;
        if ((known.Now ?? known.Over) is { } happened)
        {
            append(happened);
        }
    }

    private sealed class Subject
    {
        public GatewayEvent? Now { get; set; }

        /// <summary>What of it is on record; null for in order.</summary>
        public GatewayEvent? Told { get; set; }

        public GatewayEvent? Over { get; set; }
    }
}
