using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>
/// One QR code scanner on a serial line of its own; <see cref="ScannedCodes"/> tells its codes apart. What came before the line was opened,
/// and what was then under way, is dropped: no code is read late or by halves.
/// </summary>
public sealed class SerialQrScanner
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _silenceAtOpen = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _firstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _lastRetry = TimeSpan.FromMilliseconds(1200);

    private readonly BusOptions _bus;
    private readonly TimeProvider _time;
    private readonly ScannedCodes _codes;
    private readonly Action<DeviceReport> _onReport;
    private readonly Func<Stream> _open;
    private bool? _online;
    private string? _why;

    /// <param name="bus">The scanner's serial line.</param>
    /// <param name="reader">The reader's id in the site file.</param>
    /// <param name="time">Measures pauses and stamps what was read.</param>
    /// <param name="listener">Hears codes and faults on the loop; must not wait.</param>
    /// <param name="onReport">Hears, by the bus's id, whether the line is there; must not wait.</param>
    public SerialQrScanner(BusOptions bus, string reader, TimeProvider time, ReaderListener listener, Action<DeviceReport> onReport)
        : this(bus, reader, time, listener, onReport, () => SerialLine.Open(bus))
    {
    }

    internal SerialQrScanner(BusOptions bus, string reader, TimeProvider time, ReaderListener listener, Action<DeviceReport> onReport,
        Func<Stream> open)
    {
        _bus = bus;
        _time = time;
        _codes = new ScannedCodes(bus.Baud, time, (text, at) => listener.OnCode(new CodeRead(reader, text, at)),
            reason => listener.OnFault(new ReaderFault(reader, reason)));
        _onReport = onReport;
        _open = open;
    }

    /// <summary>Reads codes until cancelled; a line that is lost is opened again within two seconds of being there.</summary>
    /// <exception cref="OperationCanceledException">Always, at the end.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(_firstRetry, _lastRetry);
        while (true)
        {
            try
            {
                using var line = _open();
                var inflow = new ReceiveBuffer(line, _time);
                await inflow.DropUntilSilentAsync(_silenceAtOpen, _longestPause, cancellationToken);
                Report(DeviceCondition.Online, null);
                backoff.Reset();
                _codes.Clear();
                await ReadAsync(inflow, cancellationToken);
            }
            catch (IOException lost)
            {
                Report(DeviceCondition.Offline, lost.Message);
            }

            await Task.Delay(backoff.Next(), _time, cancellationToken);
        }
    }

    private async Task ReadAsync(ReceiveBuffer inflow, CancellationToken cancellationToken)
    {
        while (true)
        {
            var came = await inflow.ReadAsync(_codes.Patience, cancellationToken);
            if (came.Length == 0)
            {
                _codes.Silence();
            }

            _codes.Add(came.Span);
        }
    }

    private void Report(DeviceCondition condition, string? detail)
    {
        if (_online != (condition == DeviceCondition.Online) || _why != detail)
        {
            (_online, _why) = (condition == DeviceCondition.Online, detail);
            _onReport(new DeviceReport(_bus.Id, condition, detail));
        }
    }
}
