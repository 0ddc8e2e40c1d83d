using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>Turns crossings of watched lines into alarms: the first one at once, those that follow on the same line within the re-alert time belong to it.
/// Called from every camera's loop.</summary>
internal sealed class PerimeterWatch(PerimeterOptions options, EventLedger ledger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Camera, string Line), long> _lastAlarm = [];
    private long _joined;

    /// <summary>Crossings that belonged to an alarm already raised.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    public void Crossed(LineCrossed crossing)
    {
        lock (_lock)
        {
            var line = (crossing.Camera, crossing.Line);
            var now = time.GetTimestamp();
            if (_lastAlarm.TryGetValue(line, out var last) && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(options.ReAlertSeconds))
            {
                _joined++;
                return;
            }

            _lastAlarm[line] = now;
        }

        ledger.Append(new LineAlarm(crossing.Camera, crossing.Line, crossing.Direction, Math.Round(crossing.Score, 3)));
    }
}
