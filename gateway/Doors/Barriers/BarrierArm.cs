using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors.Locking;

namespace Zhuhui.Edge.Gateway.Doors.Barriers;

/// <summary>
/// One barrier's relays: one that opens, and one that closes or none. Never both are energised; none closes while the loop is not free or
/// while there is fire; an arm that is coming down goes up again on the loop's own thread, whatever the door's loop waits for. Safe to use
/// from any thread.
/// </summary>
internal sealed class BarrierArm(string door, IRelay open, IRelay? close) : IFireExit, IReleaseOrder, IDisposable
{
    /// <summary>How long a barrier's controller wants its command.</summary>
    public static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private bool _free;
    private bool _lowering;
    private bool _raised;
    private bool _fire;
    private bool _disposed;

    public string Door => door;

    public bool IsRaised
    {
        get
        {
            lock (_gate)
            {
                return _raised;
            }
        }
    }

    /// <summary>The opening relay's: its pulse is over before the arm is up, and stays confirmed.</summary>
    public bool IsConfirmed => IsRaised && open.IsConfirmed;

    /// <summary>Each relay that the last order moved was read back as it was told.</summary>
    public bool IsAsTold
    {
        get
        {
            lock (_gate)
            {
                return open.IsConfirmed && (!_lowering || close is null || close.IsConfirmed);
            }
        }
    }

    public string? Obstacle => open.Obstacle;

    public TimeSpan Within => ReleaseCheck.Within;

    /// <summary>What the vehicle loop says; anything but a sure no counts as a vehicle.</summary>
    public void Loop(InputState state)
    {
        lock (_gate)
        {
            _free = state == InputState.Inactive;
            if (!_free && _lowering)
            {
                RaiseNow();
            }
        }
    }

    /// <summary>Opens. Without a closing relay the opening one stays energised for a lease, which must be renewed: its rest
    /// closes.</summary>
    public void Raise()
    {
        lock (_gate)
        {
            RaiseNow();
        }
    }

    /// <summary>The door's loop is alive.</summary>
    public void Renew()
    {
        lock (_gate)
        {
            if (_raised && close is null)
            {
                RaiseNow();
            }
            else if (_lowering && !open.IsConfirmed)
            {
                open.Rest();
            }
            else if (_lowering && close is { IsConfirmed: false })
            {
                // A pulse that the board did not take is dropped; it is none that could be late.
                LowerNow();
            }
        }
    }

    /// <summary>Closes; does nothing where the loop is not free or there is fire.</summary>
    /// <param name="loop">The vehicle loop, read just now.</param>
    public void Lower(InputState loop)
    {
        lock (_gate)
        {
            if (loop == InputState.Inactive)
            {
                LowerNow();
            }
        }
    }

    /// <summary>The arm is down.</summary>
    public void Rest()
    {
        lock (_gate)
        {
            _lowering = false;
            if (!_fire && !_disposed)
            {
                _raised = false;
                open.Rest();
                close?.Rest();
            }
        }
    }

    public void ReleaseForFire()
    {
        lock (_gate)
        {
            _fire = true;
            RaiseNow();
        }
    }

    /// <summary>The arm stays where it is: it comes down once the loop has surely been free, as after any vehicle.</summary>
    public void EndFire()
    {
        lock (_gate)
        {
            _fire = false;
        }
    }

    /// <summary>Moves no relay any more: they belong to their boards, which rest them at their own end.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }
    }

    private void LowerNow()
    {
        if (_free && !_fire && !_disposed)
        {
            (_lowering, _raised) = (true, false);
            open.Rest();
            close?.Energise(Pulse);
        }
    }

    private void RaiseNow()
    {
        if (!_disposed)
        {
            (_lowering, _raised) = (false, true);
            close?.Rest();
            open.Energise(close is null ? DoorLock.Lease : Pulse);
        }
    }
}
