using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Pins;

namespace Zhuhui.Edge.Drivers.Gpio;

/// <summary>
/// One relay. It owns the time it may stay energised: every <see cref="Energise"/> carries a bound, the relay itself puts the pin to rest
/// when the bound has passed, and a caller that stalls or forgets can never leave it on. Disposing it rests it. Safe to use from any
/// thread. A pin that is refused or does not read as it was set is set again: for a second where it is to be energised, for nobody waits
/// longer; for ever where it is to rest.
/// </summary>
public sealed class Relay : IRelay
{
    /// <summary>What could not be done within this time is not done later.</summary>
    private static readonly TimeSpan _deliverWithin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan _again = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _againLater = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly BoardPin _pin;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ITimer _tries;
    private readonly PinValue _restLevel;
    private RelayBound? _bound;
    private long _toldAt;
    private bool _isToldToEnergise;
    private bool _isAsWanted = true;
    private bool _confirmed;
    private string? _obstacle;
    private bool _disposed;

    internal Relay(BoardPin pin, bool activeLow, TimeProvider time)
    {
        _pin = pin;
        _time = time;
        _restLevel = RestLevel(activeLow);
        _timer = time.CreateTimer(static state => ((Relay)state!).Expire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tries = time.CreateTimer(static state => ((Relay)state!).TryAgain(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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
                return _obstacle;
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
            _isToldToEnergise = true;
            Judge(Begin());
        }
    }

    /// <summary>Puts the relay to rest now and cancels the bound.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _isToldToEnergise = false;
            Judge(RestNow());
        }
    }

    /// <exception cref="IOException">The pin is refused, or not seen at rest.</exception>
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
                _tries.Dispose();
                _pin.Write(_restLevel);
                _bound = null;
                if (_pin.Read() != _restLevel)
                {
                    throw new IOException("The pin does not read as it was set.");
                }
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
                // No order, and ends no order's proof.
                RestNow();
            }
            else
            {
                _timer.Change(left < RelayBound.Shortest ? RelayBound.Shortest : left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private PinValue Wanted => _bound is null ? _restLevel : !_restLevel;

    private TimeSpan Age => _time.GetElapsedTime(_toldAt);

    private string? RestNow()
    {
        _bound = null;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Begin();
    }

    private string? Begin()
    {
        _toldAt = _time.GetTimestamp();
        return Set();
    }

    private string? Set()
    {
        _pin.TryWrite(Wanted);
        return Look();
    }

    /// <summary>What the pin reads is what counts, whatever became of the write.</summary>
    /// <returns>What stands in the way; null where it is as wanted.</returns>
    private string? Look()
    {
        _isAsWanted = _pin.Read() == Wanted;
        if (_isAsWanted)
        {
            return null;
        }

        _tries.Change(Age < _deliverWithin ? _again : _againLater, Timeout.InfiniteTimeSpan);
        return _pin.Refusal is { } refusal ? $"its pin {refusal}" : "its pin does not read as it was set";
    }

    private void TryAgain()
    {
        lock (_gate)
        {
            if (_disposed || _isAsWanted)
            {
                return;
            }

            var obstacle = _bound is null || Age < _deliverWithin ? Set() : Look();
            if (_isToldToEnergise == _bound is not null)
            {
                Judge(obstacle);
            }
        }
    }

    private void Judge(string? obstacle) => (_confirmed, _obstacle) = (obstacle is null, obstacle);
}
