using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What readers send that is no card. A loose wire gives tens of faults a second: one is told, the rest of ten seconds belong to
/// it.</summary>
internal sealed class ReaderFaults(EventLedger ledger, TimeProvider time)
{
    private static readonly TimeSpan _repeat = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    public void Handle(ReaderFault fault)
    {
        lock (_last)
        {
            var now = time.GetTimestamp();
            if (_last.TryGetValue(fault.Reader, out var last) && time.GetElapsedTime(last, now) < _repeat)
            {
                return;
            }

            _last[fault.Reader] = now;
        }

        ledger.Append(new ReaderFaulted(fault.Reader, fault.Reason));
    }
}
