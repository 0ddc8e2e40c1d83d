using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>A relay that keeps its bound as a driver does, and remembers what it was told. One with a fault does not do it, and says why
/// not.</summary>
internal sealed class FakeRelay(TimeProvider time) : IRelay
{
    private readonly Lock _gate = new();
    private TimeSpan _until = TimeSpan.MinValue;
    private string? _fault;
    private bool _wasAtRest = true;
    private bool _isToldToRest = true;
    private bool _isDone = true;

    public bool IsEnergised
    {
        get
        {
            lock (_gate)
            {
                return time.GetElapsedTime(0) < _until;
            }
        }
    }

    /// <summary>Why it does nothing; null where it works.</summary>
    public string? Fault
    {
        get => _fault;
        set => (_fault, _wasAtRest, _isDone) = (value, _fault is null ? !IsEnergised : _wasAtRest,
            value is null && (_isToldToRest || IsEnergised || (_isDone && _fault is null)));
    }

    /// <summary>One with a fault stays as it was when the fault came, where it does not fall.</summary>
    public bool Sticks { get; set; }

    /// <summary>Whether current flows, whatever it was told.</summary>
    public bool IsOn => Fault is null ? IsEnergised : Sticks && !_wasAtRest;

    /// <summary>As a board's relay has it: one that was at rest when the fault came is known to be so, whatever it was told
    /// since.</summary>
    public bool IsConfirmed => Fault is null ? _isDone : _isToldToRest && _wasAtRest;

    public string? Obstacle => Fault;

    /// <summary>The longest bound it was ever given.</summary>
    public TimeSpan LongestBound { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Told right after it was energised or rested.</summary>
    public event Action? Moved;

    public void Energise(TimeSpan bound)
    {
        if (bound < TimeSpan.FromMilliseconds(1) || bound > TimeSpan.FromSeconds(255) || IsDisposed)
        {
            throw new InvalidOperationException($"no driver takes a bound of {bound}");
        }

        lock (_gate)
        {
            _until = time.GetElapsedTime(0) + bound;
            (_isToldToRest, _isDone) = (false, _fault is null);
            LongestBound = bound > LongestBound ? bound : LongestBound;
        }

        Moved?.Invoke();
    }

    public void Rest()
    {
        lock (_gate)
        {
            _until = TimeSpan.MinValue;
            (_isToldToRest, _isDone) = (true, _fault is null);
        }

        Moved?.Invoke();
    }

    public void Dispose()
    {
        Rest();
        IsDisposed = true;
    }
}

/// <summary>An input, set by the test.</summary>
internal sealed class FakeInput(InputState state) : IInput
{
    public Action<InputState>? OnChange { get; set; }

    public InputState State { get; private set; } = state;

    public void Set(InputState level)
    {
        State = level;
        OnChange?.Invoke(level);
    }

    /// <summary>The message is lost: nobody is told.</summary>
    public void SetSilently(InputState level) => State = level;

    /// <summary>The message comes once more.</summary>
    public void Repeat() => OnChange?.Invoke(State);

    public void Dispose() => OnChange = null;
}
