using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What readers send that is no card. A loose wire gives tens of faults a second: each kind is told at once, and what repeats with
/// a count. Safe to use from any thread.</summary>
internal sealed class ReaderFaults(EventLedger ledger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DeviceNotes _notes = new(time);

    public void Handle(ReaderFault fault)
    {
        int times;
        lock (_lock)
        {
            times = _notes.Count(fault.Reader, fault.Reason);
        }

        if (times > 0)
        {
            Append(fault.Reader, fault.Reason, times);
        }
    }

    /// <summary>Puts on record what was only counted; to be called every few seconds.</summary>
    public void Look()
    {
        IReadOnlyList<DeviceNotes.Note> due;
        lock (_lock)
        {
            due = _notes.Look();
        }

        foreach (var (reader, reasons, times) in due)
        {
            Append(reader, reasons, times);
        }
    }

    private void Append(string reader, string reason, int times) =>
        ledger.Append(new ReaderFaulted(reader, reason, times > 1 ? times : null));
}
