using System.Text;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>
/// One QR code scanner on a serial line of its own: whole lines of text, ended by CR, LF or both. It owns the line under way. What came
/// before the line was opened, and what was then under way, is dropped: no code is read late or by halves.
/// </summary>
public sealed class SerialQrScanner
{
    /// <summary>The longest code, in bytes; a longer one is one fault.</summary>
    public const int LongestLine = 1024;
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _silenceAtOpen = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _firstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _lastRetry = TimeSpan.FromMilliseconds(1200);
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly BusOptions _bus;
    private readonly string _reader;
    private readonly TimeProvider _time;
    private readonly Action<CodeRead> _onCode;
    private readonly Action<ReaderFault> _onFault;
    private readonly Action<DeviceReport> _onReport;
    private readonly Func<Stream> _open;
    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _tooLong;
    private bool? _online;

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
        _reader = reader;
        _time = time;
        _onCode = listener.OnCode;
        _onFault = listener.OnFault;
        _onReport = onReport;
        _open = open;
    }

    /// <summary>Reads lines until cancelled; a line that is lost is opened again within two seconds of being there.</summary>
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
                _length = 0;
                _tooLong = false;
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
            var came = await inflow.ReadAsync(_length > 0 ? _longestPause : Timeout.InfiniteTimeSpan, cancellationToken);
            if (came.Length == 0)
            {
                _length = 0;
            }

            Handle(came.Span);
        }
    }

    private void Handle(ReadOnlySpan<byte> came)
    {
        foreach (var b in came)
        {
            if (b is (byte)'\r' or (byte)'\n')
            {
                EndLine();
            }
            else if (_length < LongestLine)
            {
                _line[_length++] = b;
            }
            else if (!_tooLong)
            {
                _tooLong = true;
                _onFault(new ReaderFault(_reader, $"a code of more than {LongestLine} bytes came"));
            }
        }
    }

    private void EndLine()
    {
        var text = _line.AsSpan(0, _length);
        var whole = _length > 0 && !_tooLong;
        _length = 0;
        _tooLong = false;
        if (!whole)
        {
            return;
        }

        string code;
        try
        {
            code = _strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            _onFault(new ReaderFault(_reader, "a code came that is no UTF-8 text; set the scanner to UTF-8"));
            return;
        }

        _onCode(new CodeRead(_reader, code, _time.GetTimestamp()));
    }

    private void Report(DeviceCondition condition, string? detail)
    {
        if (_online != (condition == DeviceCondition.Online))
        {
            _online = condition == DeviceCondition.Online;
            _onReport(new DeviceReport(_bus.Id, condition, detail));
        }
    }
}
