using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;

namespace Zhuhui.Edge.Drivers.Gpio;

/// <summary>
/// One input: a door contact, an exit button, a fire line. It owns the debounced level. A level counts once it has stood for the debounce
/// time since the last edge, and what counts is the level read then, never the number of edges: a lost edge cannot leave it wrong for
/// longer than the next one. A pin that can't be read is unknown.
/// </summary>
public sealed class DigitalInput : IInput
{
    private readonly Lock _gate = new();
    private readonly BoardPin _pin;
    private readonly PinValue _activeLevel;
    private readonly TimeProvider _time;
    private readonly QuietTimer _quiet;
    private readonly Action<InputState> _onChange;
    private InputState _state;
    private bool _disposed;

    internal DigitalInput(BoardPin pin, InputOptions options, TimeProvider time, Action<InputState> onChange)
    {
        _pin = pin;
        _activeLevel = options.ActiveLow ? PinValue.Low : PinValue.High;
        _time = time;
        _onChange = onChange;
        _quiet = new QuietTimer(time, TimeSpan.FromMilliseconds(options.DebounceMs), Apply);
        lock (_gate)
        {
            // Watch first, then read: an edge in between is not lost, it only starts the debounce time.
            _pin.Watch(PinEventTypes.Rising | PinEventTypes.Falling, OnEdge);
            _state = Read();
        }
    }

    /// <summary>The debounced state; at open, the level found.</summary>
    public InputState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
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
            _quiet.Dispose();
        }

        _pin.Dispose();
    }

    private void OnEdge()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _quiet.Restart(_time.GetTimestamp());
            }
        }
    }

    private void Apply()
    {
        InputState state;
        lock (_gate)
        {
            if (_disposed || !_quiet.HasFallenQuiet())
            {
                return;
            }

            state = Read();
            if (state == _state)
            {
                return;
            }

            _state = state;
        }

        _onChange(state);
    }

    private InputState Read() => _pin.Read() is not { } level ? InputState.Unknown
        : level == _activeLevel ? InputState.Active : InputState.Inactive;
}
