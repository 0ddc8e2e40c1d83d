using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Locking;

/// <summary>What the fire contact opens, from its own thread and without waiting for anybody.</summary>
internal interface IFireExit
{
    string Door { get; }

    /// <summary>Releases for a lease. Called again and again while the fire lasts.</summary>
    void ReleaseForFire();

    /// <summary>The fire is over: back to what the door's loop wants.</summary>
    void EndFire();
}

/// <summary>
/// One door's lock, whichever way it is wired. Beside <c>BarrierArm</c> the only thing that energises a relay. Nothing is energised for
/// longer than a bound: what is to last is a lease that the door's loop renews, so that a loop that stalls leaves an energised lock to its
/// spring or magnet. While there is fire it stays released, whatever the loop wants. Safe to use from any thread.
/// </summary>
internal sealed class DoorLock : IFireExit, IReleaseOrder, IDisposable
{
    /// <summary>How long a lease lasts. The door's loop renews it every ten seconds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan _shortestBound = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly IRelay _relay;
    private readonly LockWiring _wiring;
    private readonly TimeProvider _time;
    private readonly ITimer _relock;
    private TimeSpan _releasedUntil;
    private bool _fire;
    private bool _disposed;

    public DoorLock(string door, IRelay relay, LockWiring wiring, TimeProvider time)
    {
        (Door, _relay, _wiring, _time) = (door, relay, wiring, time);
        _relock = time.CreateTimer(static state => ((DoorLock)state!).Relock(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Door { get; }

    public bool IsReleased => _relay.IsEnergised == (_wiring == LockWiring.EnergisedReleases);

    public bool IsConfirmed => IsReleased && IsAsTold;

    /// <summary>The relay was read back as it was told last, released or locked.</summary>
    public bool IsAsTold => _relay.IsConfirmed;

    public string? Obstacle => _relay.Obstacle;

    public TimeSpan Within => ReleaseCheck.Within;

    /// <summary>Releases the lock for at most so long from now; that replaces an earlier bound.</summary>
    /// <param name="bound">1 ms to 255 s; less counts as 1 ms.</param>
    public void Release(TimeSpan bound)
    {
        lock (_gate)
        {
            bound = bound < _shortestBound ? _shortestBound : bound;
            _releasedUntil = Now + bound;
            if (!_fire && !_disposed)
            {
                ReleaseNow(bound);
            }
        }
    }

    /// <summary>Locks. Where the energised relay locks, that is for a lease and must be renewed.</summary>
    public void Lock()
    {
        lock (_gate)
        {
            _releasedUntil = TimeSpan.Zero;
            if (!_fire && !_disposed)
            {
                LockNow();
            }
        }
    }

    public void ReleaseForFire()
    {
        lock (_gate)
        {
            _fire = true;
            if (!_disposed)
            {
                ReleaseNow(Lease);
            }
        }
    }

    public void EndFire()
    {
        lock (_gate)
        {
            _fire = false;
            if (_disposed)
            {
                return;
            }

            if (_releasedUntil - Now is var left && left > TimeSpan.Zero)
            {
                ReleaseNow(left < _shortestBound ? _shortestBound : left);
            }
            else
            {
                LockNow();
            }
        }
    }

    /// <summary>Moves the relay no more: it belongs to its board, which rests it at its own end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _relock.Dispose();
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    private void ReleaseNow(TimeSpan bound)
    {
        if (_wiring == LockWiring.EnergisedReleases)
        {
            _relay.Energise(bound);
        }
        else
        {
            _relay.Rest();
            _relock.Change(bound, Timeout.InfiniteTimeSpan);
        }
    }

    private void LockNow()
    {
        _relock.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (_wiring == LockWiring.EnergisedReleases)
        {
            _relay.Rest();
        }
        else
        {
            _relay.Energise(Lease);
        }
    }

    /// <summary>The bound of a release where no relay keeps it.</summary>
    private void Relock()
    {
        lock (_gate)
        {
            if (_disposed || _fire)
            {
                return;
            }

            if (_releasedUntil - Now is var left && left > TimeSpan.Zero)
            {
                _relock.Change(left < _shortestBound ? _shortestBound : left, Timeout.InfiniteTimeSpan);
            }
            else
            {
                LockNow();
            }
        }
    }
}
