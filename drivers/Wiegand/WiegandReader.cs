using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Wiegand;

/// <summary>
/// One Wiegand reader on two lines. It owns the frame being collected: a falling edge on a line is a bit, a gap ends the frame, and only a
/// frame of this reader's length whose parity is right becomes a card, and one of a keypad's length a key; everything else becomes a fault
/// and spoils the PIN being entered, and noise that never pauses becomes one fault, not thousands.
/// </summary>
/// <remarks>
/// A Linux process can be late for edges (leosac#133). On a real chip each line has its own queue, so bits that waited there come in a
/// burst and their order between the lines is lost, which two swapped bits would hide from the parity. Bits on different lines that come
/// closer together than any reader sends them therefore spoil the frame.
/// </remarks>
public sealed class WiegandReader : IDisposable
{
    /// <summary>Readers space bits 200 us apart or more; half of that leaves room for ordinary jitter.</summary>
    private static readonly TimeSpan _closestBits = TimeSpan.FromMicroseconds(100);

    private readonly Lock _gate = new();
    private readonly string _id;
    private readonly WiegandFormat _format;
    private readonly BoardPin _data0;
    private readonly BoardPin _data1;
    private readonly bool _edgesInOrder;
    private readonly TimeProvider _time;
    private readonly QuietTimer _gap;
    private readonly ReaderListener _listener;
    private readonly LineWatch _lines;
    private WiegandFrame _frame;
    private bool _lastBit;
    private bool _burst;
    private bool _noise;
    private bool _noiseReported;
    private bool _disposed;

    /// <param name="edgesInOrder">True where the board delivers the edges of both lines in the order they happened.</param>
    /// <param name="report">Hears that its lines are gone, and that they are back; must not wait.</param>
    internal WiegandReader(
        ReaderOptions options,
        WiegandFormat format,
        BoardPin data0,
        BoardPin data1,
        bool edgesInOrder,
        TimeProvider time,
        ReaderListener listener,
        Action<DeviceReport> report)
    {
        _id = options.Id;
        _format = format;
        _data0 = data0;
        _data1 = data1;
        _edgesInOrder = edgesInOrder;
        _time = time;
        _listener = listener;
        _gap = new QuietTimer(time, TimeSpan.FromMilliseconds(options.FrameGapMs), EndFrame);
        _data0.Watch(PinEventTypes.Falling, () => OnBit(false));
        _data1.Watch(PinEventTypes.Falling, () => OnBit(true));
        _lines = new LineWatch(_id, [data0, data1], time, report);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _gap.Dispose();
        }

        _lines.Dispose();
        _data0.Dispose();
        _data1.Dispose();
    }

    private void OnBit(bool bit)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var now = _time.GetTimestamp();
            if (_noise || _frame.Length == WiegandFrame.MaxLength)
            {
                _noise = true;
            }
            else
            {
                _burst |= !_edgesInOrder && _frame.Length > 0 && bit != _lastBit && _time.GetElapsedTime(_gap.LastHeard,
                    now) < _closestBits;
                _frame = _frame.Append(bit);
            }

            _lastBit = bit;
            _gap.Restart(now);
        }
    }

    private void EndFrame()
    {
        WiegandReading reading;
        long readAt;
        bool mayBeAKey;
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            var quiet = _gap.HasFallenQuiet();
            var noiseIsNew = _noise && !_noiseReported;
            if (!quiet && !noiseIsNew)
            {
                return;
            }

            reading = Conclude(noiseIsNew);
            readAt = _gap.LastHeard;
            mayBeAKey = _noise || _frame.Length < WiegandKeys.FewerThanAnyCard;
            _noiseReported = _noise && !quiet;
            _noise &= !quiet;
            _frame = default;
            _burst = false;
        }

        if (reading.Format is { } format)
        {
            _listener.OnCard(new CardRead(_id, reading.Card, format, readAt));
        }
        else if (reading.Fault is { } fault)
        {
            if (mayBeAKey)
            {
                _listener.OnKey(new KeyPressed(_id, KeyPressed.Unreadable, readAt));
            }

            _listener.OnFault(new ReaderFault(_id, fault));
        }

        foreach (var key in reading.Keys ?? "")
        {
            _listener.OnKey(new KeyPressed(_id, key, readAt));
        }
    }

    private WiegandReading Conclude(bool noiseIsNew)
    {
        if (_noise)
        {
            return noiseIsNew
                ? new WiegandReading(null, default, $"more than {WiegandFrame.MaxLength} bits without a pause: noise, or a broken wire")
                : default;
        }

        return _burst
            ? new WiegandReading(null, default, "bits came in a burst, so that their order is not certain; present the card again")
            : _frame.Length != _format.Length && WiegandKeys.Decode(_frame) is { } keys
            ? new WiegandReading(null, default, null, keys)
            : _format.Decode(_frame);
    }
}
