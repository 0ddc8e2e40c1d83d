using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;

namespace Zhuhui.Edge.Drivers.Wiegand;

/// <summary>
/// Whether a reader's two lines are there: they are silent for hours where nobody comes, and for ever where their chip is gone, and a wait
/// for their edges ends without a word then (libgpiod's driver of System.Device.Gpio 4.2). So they are read every second. Lines that were
/// gone are waited for anew before the reader is said to be back: one that hears nothing is not.
/// </summary>
internal sealed class LineWatch : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly string _reader;
    private readonly IReadOnlyList<BoardPin> _lines;
    private readonly Action<DeviceReport> _report;
    private readonly ITimer _timer;
    private bool _isLost;
    private bool _disposed;

    /// <param name="report">Hears that the reader is lost, and that it is back; must not wait.</param>
    public LineWatch(string reader, IReadOnlyList<BoardPin> lines, TimeProvider time, Action<DeviceReport> report)
    {
        (_reader, _lines, _report) = (reader, lines, report);
        _timer = time.CreateTimer(static state => ((LineWatch)state!).Look(), this, Every, Every);
    }

    /// <summary>From then on no line is read or waited for by it.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var refusal = _lines.Select(line => line.Read() is null ? line.Refusal : null).FirstOrDefault(why => why is not null)
                ?? (_isLost ? _lines.Select(line => line.WatchAnew()).FirstOrDefault(why => why is not null) : null);
            if (_isLost != refusal is not null)
            {
                _isLost = refusal is not null;
                _report(refusal is null ? new DeviceReport(_reader, DeviceCondition.Online)
                    : new DeviceReport(_reader, DeviceCondition.Offline, $"its line {refusal}"));
            }
        }
    }
}
