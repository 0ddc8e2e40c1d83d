using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// One input of a Modbus board. It owns the debounced state: what a poll finds counts once every poll for the debounce time has found the
/// same. A supervised line's value between two bands leaves the state as it is, for a second; then it is unknown.
/// </summary>
internal sealed class ModbusInput(ModbusBoard board, InputOptions options, Action<InputState> onChange, TimeProvider time) : IInput
{
    private static readonly TimeSpan _longestBetweenBands = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private InputState _state = InputState.Unknown;
    private InputState? _seen;
    private long _seenSince;
    private bool _disposed;

    public int Pin => options.Pin;

    public bool IsSupervised => options.Supervision is not null;

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

    /// <summary>The time until what was last seen may count; null where it counts already.</summary>
    public TimeSpan? SettlesIn
    {
        get
        {
            lock (_gate)
            {
                return _seen is { } seen && seen != _state ? Debounce - time.GetElapsedTime(_seenSince) : null;
            }
        }
    }

    private TimeSpan Debounce => TimeSpan.FromMilliseconds(options.DebounceMs);

    public void See(bool level) => See(level != options.ActiveLow ? InputState.Active : InputState.Inactive);

    public void See(ushort raw) => See(options.Supervision!.BandOf(raw));

    /// <summary>The board does not answer, or does not give this input.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _seen = InputState.Unknown;
        }

        Become(InputState.Unknown);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        board.Close(this);
    }

    private void See(InputState? band)
    {
        InputState next;
        lock (_gate)
        {
            if (band != _seen)
            {
                _seen = band;
                _seenSince = time.GetTimestamp();
            }

            var stood = time.GetElapsedTime(_seenSince);
            if (stood < (band is null ? _longestBetweenBands : Debounce))
            {
                return;
            }

            next = band ?? InputState.Unknown;
        }

        Become(next);
    }

    private void Become(InputState next)
    {
        lock (_gate)
        {
            if (_disposed || next == _state)
            {
                return;
            }

            _state = next;
        }

        onChange(next);
    }
}
