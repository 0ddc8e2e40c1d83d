using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>What readers send that is no card. A loose wire gives tens of faults a second: one is told, the rest of ten seconds belong to
/// it; and of one that gives them for minutes, one in five minutes, some hundred a day.</summary>
internal sealed class ReaderFaults(EventLedger ledger, TimeProvider time)
{
    private const int MostAtFirst = 6;
    private static readonly TimeSpan _repeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _repeatLater = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _quiet = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (long ToldAt, long LastAt, int Told)> _last = new(StringComparer.Ordinal);

    public void Handle(ReaderFault fault)
    {
        lock (_last)
        {
            var now = time.GetTimestamp();
            var told = 0;
            if (_last.TryGetValue(fault.Reader, out var last) && time.GetElapsedTime(last.LastAt, now) < _quiet)
            {
                if (time.GetElapsedTime(last.ToldAt, now) < (last.Told < MostAtFirst ? _repeat : _repeatLater))
                {
                    _last[fault.Reader] = last with { LastAt = now };
                    return;
                }

                told = last.Told;
            }

            _last[fault.Reader] = (now, now, told + 1);
        }

        ledger.Append(new ReaderFaulted(fault.Reader, fault.Reason));
    }
}
