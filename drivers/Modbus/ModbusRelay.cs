using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// One relay of a Modbus board. It owns what is wanted of its coil, which is asked anew for every write: on only while the bound lasts and
/// only if the first write went out within a second of being told. What the coil really is, it knows from the board's answers alone.
/// </summary>
internal sealed class ModbusRelay(ModbusBoard board, RelayOptions options, PulseOptions? pulse, TimeProvider time) : IRelay
{
    /// <summary>What could not be done within this time is not done later.</summary>
    public static readonly TimeSpan DeliverWithin = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly WriteHold _hold = new(time);
    private readonly KnownCoil _coil = new(time);
    private RelayBound? _bound;
    private RelayBound? _pulse;
    private RelayBound? _asked;
    private bool _delivered;
    private bool _written;
    private volatile RelayOrder _order = RelayOrder.None;
    private bool _mayBeOn;
    private bool _seenAtRest;
    private bool _disposed;

    public int Pin => options.Pin;

    public bool IsEnergised
    {
        get
        {
            lock (_gate)
            {
                return Wanted;
            }
        }
    }

    public bool IsConfirmed => _order.IsConfirmed;

    public string? Obstacle => _order.Obstacle;

    /// <summary>True from the first byte of an order to energise until the board has said that the coil rests.</summary>
    public bool MayBeOn => Volatile.Read(ref _mayBeOn);

    /// <summary>True where the coil, as far as it is known, is not as wanted.</summary>
    public bool NeedsWrite
    {
        get
        {
            lock (_gate)
            {
                return !_hold.IsOn && (_coil.Level != Target || PulseEnds);
            }
        }
    }

    /// <summary>True where the write is a pulse and so concerns this coil alone.</summary>
    public bool WritesPulse => pulse is not null && IsEnergised;

    /// <summary>The time until something is to be done without anybody asking.</summary>
    public TimeSpan DueIn
    {
        get
        {
            lock (_gate)
            {
                TimeSpan?[] times =
                [
                    _bound?.Left,
                    _bound is { } undelivered && !_delivered ? DeliverWithin - undelivered.Age : null,
                    _hold.Left,
                    _pulse is { } running && Wanted && running.Left < _bound!.Value.Left ? running.Left - (BoardPulse.Longest / 2) : null,
                ];
                return times.Min() is { } due ? due < RelayBound.Shortest ? RelayBound.Shortest : due : Timeout.InfiniteTimeSpan;
            }
        }
    }

    private bool Wanted => _bound is { HasPassed: false } bound && (_delivered || bound.Age < DeliverWithin);

    private bool Target => Wanted != options.ActiveLow;

    /// <summary>True where the board would end its pulse before the bound passes, and half of it is gone.</summary>
    private bool PulseEnds => pulse is not null && Wanted
        && (_pulse is not { } running || (running.Left < BoardPulse.Longest / 2 && running.Left < _bound!.Value.Left));

    public void Energise(TimeSpan bound)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _bound = new RelayBound(time, bound);

            // Even where the coil was on when last read: the board may have restarted since. The next answer says.
            _delivered = false;
            _coil.BeginOrder();
            _hold.Renew();
            _order = _order.Begin(energise: true, _seenAtRest);
        }

        board.Hasten();
    }

    public void Rest()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _bound = null;
            _order = _order.Begin(energise: false, _seenAtRest);
        }

        board.Hasten();
    }

    /// <summary>Rests the relay. The board goes on to keep the coil at rest.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _bound = null;
        }

        board.Hasten();
    }

    /// <summary>Forgets a bound that has passed.</summary>
    /// <returns>True, once, where an order is dropped because it could not be delivered in time.</returns>
    public bool Apply()
    {
        lock (_gate)
        {
            _hold.Apply();
            if (_bound is not { } bound || Wanted)
            {
                return false;
            }

            _bound = null;
            return !_delivered && bound.Age >= DeliverWithin;
        }
    }

    /// <summary>What is to be written now; by then the coil counts as unknown until the board answers.</summary>
    public ModbusRequest Write()
    {
        lock (_gate)
        {
            if (pulse is null || !Wanted)
            {
                return board.Table.WriteOne(Pin, AboutToWrite());
            }

            AboutToWrite();
            var asked = BoardPulse.For(_bound!.Value.Left, pulse);
            _asked = new RelayBound(time, asked.Length);
            return ModbusRequest.PulseCoil(pulse.Base + Pin, asked.Units);
        }
    }

    /// <summary>The coil's level for a write of several coils.</summary>
    public bool WriteAmongOthers()
    {
        lock (_gate)
        {
            return AboutToWrite();
        }
    }

    /// <summary>The board did what <see cref="Write"/> or <see cref="WriteAmongOthers"/> asked.</summary>
    public void Written()
    {
        lock (_gate)
        {
            _coil.Say(_written);
            _pulse = _asked;
            _hold.End();
            Judge(_written);
        }
    }

    /// <param name="why">The board's answer, in words.</param>
    public void Refused(string why)
    {
        lock (_gate)
        {
            _hold.Begin();
            _order = _order.Refuse(why);
        }
    }

    /// <summary>What a read of the coils found.</summary>
    /// <returns>True where the coil had stood as told, and another hand has moved it since.</returns>
    public bool Found(bool coil)
    {
        lock (_gate)
        {
            var wasAsTold = _coil.Level == Target;
            var isMoved = wasAsTold && coil != Target && _order.IsMovedBy(coil != options.ActiveLow, pulse is not null);
            _coil.See(coil);
            (_seenAtRest, _pulse) = (coil == options.ActiveLow, coil ? _pulse : null);
            _order = _order.See(coil != options.ActiveLow, wasAsTold, Wanted, pulse is not null);
            Judge(coil);
            _hold.See(coil == Target, wasAsTold);
            return isMoved;
        }
    }

    /// <summary>The board answered a read of the coil, and did not tell it.</summary>
    /// <param name="why">In words.</param>
    /// <param name="isOdd">Its register holds neither value; else the read was refused.</param>
    /// <returns>True where an odd value is new.</returns>
    public bool FoundNothing(string why, bool isOdd)
    {
        lock (_gate)
        {
            _seenAtRest &= !isOdd;
            _order = _order.SeeNothing(why, Wanted);
            return _coil.SeeNothing(isOdd ? why : null);
        }
    }

    /// <summary>The board does not answer: nothing is known of the coil.</summary>
    public void Lost()
    {
        lock (_gate)
        {
            _coil.Forget();
            _hold.End();
            (_pulse, _order) = (null, _order.Lose(Wanted));
        }
    }

    private void Judge(bool coil)
    {
        _mayBeOn = coil != options.ActiveLow;
        _delivered |= _mayBeOn && Wanted && (pulse is null || _pulse is not null);
    }

    private bool AboutToWrite()
    {
        _written = Target;
        _coil.Forget();
        (_asked, _mayBeOn, _seenAtRest) = (null, _mayBeOn || Wanted, _seenAtRest && !Wanted);
        return _written;
    }
}
