using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;

namespace Zhuhui.Edge.Drivers.Gpio;

/// <summary>
/// One relay. It owns the time it may stay energised: every <see cref="Energise"/> carries a bound, the relay itself puts the pin to rest
/// when the bound has passed, and a caller that stalls or forgets can never leave it on. Disposing it rests it. Safe to use from any
/// thread. A pin that can no longer be written while the bound passes ends the process: the service's rest command then acts from outside.
/// </summary>
public sealed class Relay : IRelay
{
    private readonly Lock _gate = new();
    private readonly BoardPin _pin;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly PinValue _restLevel;
    private RelayBound? _bound;
    private bool _confirmed;
    private bool _disposed;

    internal Relay(BoardPin pin, bool activeLow, TimeProvider time)
    {
        _pin = pin;
        _time = time;
        _restLevel = RestLevel(activeLow);
        _timer = time.CreateTimer(static state => ((Relay)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool IsEnergised
    {
        get
        {
            lock (_gate)
            {
                return _bound is not null;
            }
        }
    }

    public bool IsConfirmed
    {
        get
        {
            lock (_gate)
            {
                return _confirmed;
            }
        }
    }

    public string? Obstacle
    {
        get
        {
            lock (_gate)
            {
                return _confirmed ? null : "its pin does not read as it was set";
            }
        }
    }

    /// <summary>Energises the relay, or keeps it energised, for at most <paramref name="bound"/> from now; the bound replaces an earlier
    /// one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is shorter than 1 ms or longer than 255 s.</exception>
    public void Energise(TimeSpan bound)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _bound = new RelayBound(_time, bound);
            _timer.Change(bound, Timeout.InfiniteTimeSpan);
            _pin.Write(!_restLevel);
            _confirmed = ReadsAs(!_restLevel);
        }
    }

    /// <summary>Puts the relay to rest now and cancels the bound.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            RestNow();
            _confirmed = ReadsAs(_restLevel);
        }
    }

    public void Dispose()
    {
        try
        {
            lock (_gate)
            {
                if (_disposed)
                {
                    return;
                }

                _disposed = true;
                _timer.Dispose();
                _pin.Write(_restLevel);
                _bound = null;
            }
        }
        finally
        {
            _pin.Dispose();
        }
    }

    internal static PinValue RestLevel(bool activeLow) => activeLow ? PinValue.High : PinValue.Low;

    /// <summary>The timer's call. One that was already on its way when a newer <see cref="Energise"/> came finds the newer bound unspent
    /// and waits on.</summary>
    internal void Expire()
    {
        lock (_gate)
        {
            if (_disposed || _bound is not { } bound)
            {
                return;
            }

            var left = bound.Left;
            if (left <= TimeSpan.Zero)
            {
                RestNow();
            }
            else
            {
                _timer.Change(left < RelayBound.Shortest ? RelayBound.Shortest : left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>A pin that can't be read back proves nothing, and stands in no order's way.</summary>
    private bool ReadsAs(PinValue level)
    {
        try
        {
            return _pin.Read() == level;
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    private void RestNow()
    {
        _pin.Write(_restLevel);
        _bound = null;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
