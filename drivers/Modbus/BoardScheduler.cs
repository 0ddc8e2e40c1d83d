using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// What is to be said to one board next, and what its answers mean. Nothing is queued: each request is made from the state of the moment it is sent, so that a
/// repetition is the same bytes while the wish is the same, and an old wish is never sent. The bus's loop alone calls it, but for <see cref="Hasten"/>.
/// </summary>
internal sealed class BoardScheduler(ModbusBoard board, BoardOptions options, TimeProvider time, Action<DeviceReport> onReport)
{
    /// <summary>So many answers missing in a row, and the board counts as lost.</summary>
    public const int MissesToOffline = 3;
    private static readonly TimeSpan FirstProbeAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastProbeAfter = TimeSpan.FromMilliseconds(1000);

    private readonly long _origin = time.GetTimestamp();
    private readonly Queue<ModbusFunction> _cycle = new();
    private readonly Dictionary<ModbusFunction, string> _complaints = [];
    private IReadOnlyList<ModbusRelay> _writing = [];
    private TimeSpan _due;
    private TimeSpan _probeAfter = FirstProbeAfter;
    private int _misses;
    private bool? _online;
    private bool _singly;
    private bool _watchdogProven;
    private bool _watchdogMissing;
    private volatile bool _hastened;

    /// <summary>True once the board was found missing; false before it was ever asked.</summary>
    public bool IsOffline => _online == false;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>A relay was told something: a lost board is looked for at once.</summary>
    public void Hasten() => _hastened = true;

    /// <summary>Tells of orders that ran out of time.</summary>
    public void Apply()
    {
        foreach (var relay in board.Relays)
        {
            if (relay.Apply())
            {
                onReport(new DeviceReport(
                    board.Id,
                    _online == true ? DeviceCondition.Online : DeviceCondition.Offline,
                    $"relay {relay.Pin} could not be energised within {ModbusRelay.DeliverWithin.TotalSeconds:0} s; the order is dropped"));
            }
        }
    }

    /// <summary>The write a relay waits for; null where there is none or the board does not answer.</summary>
    public ModbusRequest? NextWrite() => _online == true ? Write() : null;

    /// <summary>The write of a bus that ends: to a board that may be lost, too.</summary>
    public ModbusRequest? LastWrite() => Write();

    /// <summary>The next request of the poll; null until it is due.</summary>
    public ModbusRequest? NextPoll()
    {
        if (_cycle.Count == 0)
        {
            var hastened = _hastened;
            _hastened = false;
            if (Now < _due && !(hastened && _online == false))
            {
                return null;
            }

            Plan();
        }

        return Poll(_cycle.Peek());
    }

    /// <summary>The time until the board wants something, at most; zero or less where it does now.</summary>
    public TimeSpan DueIn()
    {
        var due = _cycle.Count > 0 ? TimeSpan.Zero : _due - Now;
        foreach (var relay in board.Relays)
        {
            if (relay.DueIn is { } time && time >= TimeSpan.Zero && time < due)
            {
                due = time;
            }
        }

        return due;
    }

    /// <summary>Takes what became of a request.</summary>
    public void Handle(ModbusRequest request, ModbusReply reply)
    {
        var writing = _writing;
        _writing = [];
        if (reply.Outcome is ModbusOutcome.Silent or ModbusOutcome.Garbled)
        {
            Miss();
            return;
        }

        _misses = 0;
        _probeAfter = FirstProbeAfter;
        if (_online != true)
        {
            _online = true;
            _watchdogProven = false;
            _watchdogMissing = false;
            onReport(new DeviceReport(board.Id, DeviceCondition.Online));
        }

        var done = reply.Outcome == ModbusOutcome.Done;
        Complain(request, done ? null : reply.Refusal);
        if (writing.Count > 0)
        {
            HandleWrite(request, writing, done, reply.Exception);
            return;
        }

        if (_cycle.Count > 0)
        {
            _cycle.Dequeue();
        }

        HandlePoll(request, reply, done);
        if (_cycle.Count == 0)
        {
            // A change under way is looked at again as soon as it may count.
            var settles = board.Inputs.Min(input => input.SettlesIn);
            _due = settles is { } soon && Now + soon < _due ? Now + soon : _due;
        }
    }

    /// <summary>The bus is gone, and the board with it.</summary>
    public void Lose(string why)
    {
        _cycle.Clear();
        _misses = 0;
        foreach (var relay in board.Relays)
        {
            relay.Lost();
        }

        foreach (var input in board.Inputs)
        {
            input.Lose();
        }

        if (_online != false)
        {
            _online = false;
            _complaints.Clear();
            var on = board.Relays.Where(relay => relay.MayBeOn).Select(relay => relay.Pin).ToList();
            onReport(new DeviceReport(
                board.Id,
                DeviceCondition.Offline,
                on.Count == 0 ? why : $"{why}; relay {string.Join(", ", on)} may still be energised"));
        }
    }

    /// <summary>A bus was opened: the board is looked for at once.</summary>
    public void PollNow() => _due = Now;

    private ModbusRequest? Write()
    {
        var relays = board.Relays;
        for (var i = 0; i < relays.Count; i++)
        {
            if (!relays[i].NeedsWrite)
            {
                continue;
            }

            List<ModbusRelay> run = [relays[i]];
            while (!_singly && !run[0].WritesPulse && i + run.Count < relays.Count
                && relays[i + run.Count] is { NeedsWrite: true, WritesPulse: false } next && next.Pin == run[^1].Pin + 1)
            {
                run.Add(next);
            }

            _writing = run;
            return run.Count == 1 ? run[0].Write() : ModbusRequest.WriteCoils(run[0].Pin, [.. run.Select(relay => relay.WriteAmongOthers())]);
        }

        return null;
    }

    private void HandleWrite(ModbusRequest request, IReadOnlyList<ModbusRelay> writing, bool done, byte exception)
    {
        if (!done && request.Function == ModbusFunction.WriteMultipleCoils && exception == 1)
        {
            _singly = true;
            return;
        }

        for (var i = 0; i < writing.Count; i++)
        {
            if (done)
            {
                writing[i].Written(request.Function == ModbusFunction.WriteMultipleCoils ? (request.Pdu[6 + (i / 8)] >> (i % 8) & 1) != 0 : request.Value != 0);
            }
            else
            {
                writing[i].Refused();
            }
        }

        // Read back what it did.
        if (done && _cycle.Count == 0)
        {
            _cycle.Enqueue(ModbusFunction.ReadCoils);
        }
    }

    private void HandlePoll(ModbusRequest request, ModbusReply reply, bool done)
    {
        switch (request.Function)
        {
            case ModbusFunction.ReadCoils when done:
                foreach (var relay in board.Relays.Where(relay => relay.Pin >= request.Address && relay.Pin < request.Address + request.Value))
                {
                    relay.Found(reply.Bit(relay.Pin - request.Address));
                }

                break;
            case ModbusFunction.ReadDiscreteInputs or ModbusFunction.ReadInputRegisters:
                var supervised = request.Function == ModbusFunction.ReadInputRegisters;
                foreach (var input in board.Inputs.Where(input => input.IsSupervised == supervised && input.Pin >= request.Address && input.Pin < request.Address + request.Value))
                {
                    See(input, reply, done, input.Pin - request.Address);
                }

                break;
            case ModbusFunction.WriteSingleRegister or ModbusFunction.ReadHoldingRegisters:
                HandleWatchdog(request, reply, done);
                break;
        }
    }

    private static void See(ModbusInput input, ModbusReply reply, bool done, int index)
    {
        if (!done)
        {
            input.Lose();
        }
        else if (input.IsSupervised)
        {
            input.See(reply.Register(index));
        }
        else
        {
            input.See(reply.Bit(index));
        }
    }

    private void HandleWatchdog(ModbusRequest request, ModbusReply reply, bool done)
    {
        var kept = done && (request.Function == ModbusFunction.WriteSingleRegister || reply.Register(0) == options.Watchdog!.Value);
        if (!kept && !_watchdogMissing)
        {
            _watchdogMissing = true;
            onReport(new DeviceReport(
                board.Id,
                DeviceCondition.Online,
                $"there is no watchdog in holding register {options.Watchdog!.Register}: the relays would stay as they are if the gateway died"));
        }
        else
        {
            _watchdogProven |= kept && request.Function == ModbusFunction.ReadHoldingRegisters;
        }
    }

    private void Plan()
    {
        _due = Now + TimeSpan.FromMilliseconds(options.PollMs);
        if (board.Relays.Count > 0)
        {
            _cycle.Enqueue(ModbusFunction.ReadCoils);
        }

        if (board.Inputs.Any(input => !input.IsSupervised))
        {
            _cycle.Enqueue(ModbusFunction.ReadDiscreteInputs);
        }

        if (board.Inputs.Any(input => input.IsSupervised))
        {
            _cycle.Enqueue(ModbusFunction.ReadInputRegisters);
        }

        if (options.Watchdog is not null && _online == true && !_watchdogMissing)
        {
            _cycle.Enqueue(ModbusFunction.WriteSingleRegister);
            if (!_watchdogProven)
            {
                _cycle.Enqueue(ModbusFunction.ReadHoldingRegisters);
            }
        }

        if (_cycle.Count == 0)
        {
            _cycle.Enqueue(options.Relays > 0 ? ModbusFunction.ReadCoils : ModbusFunction.ReadDiscreteInputs);
        }
    }

    private ModbusRequest Poll(ModbusFunction function)
    {
        switch (function)
        {
            case ModbusFunction.WriteSingleRegister:
                return ModbusRequest.WriteRegister(options.Watchdog!.Register, options.Watchdog.Value);
            case ModbusFunction.ReadHoldingRegisters:
                return ModbusRequest.ReadHoldingRegisters(options.Watchdog!.Register, 1);
            case ModbusFunction.ReadCoils:
                var coils = Span(board.Relays.Select(relay => relay.Pin));
                return ModbusRequest.ReadCoils(coils.First, coils.Count);
            case ModbusFunction.ReadDiscreteInputs:
                var bits = Span(board.Inputs.Where(input => !input.IsSupervised).Select(input => input.Pin));
                return ModbusRequest.ReadDiscreteInputs(bits.First, bits.Count);
            default:
                var registers = Span(board.Inputs.Where(input => input.IsSupervised).Select(input => input.Pin));
                return ModbusRequest.ReadInputRegisters(registers.First, registers.Count);
        }
    }

    private static (int First, int Count) Span(IEnumerable<int> pins)
    {
        var all = pins.ToList();
        return all.Count == 0 ? (0, 1) : (all[0], all[^1] - all[0] + 1);
    }

    private void Miss()
    {
        if (_online == false || ++_misses >= MissesToOffline)
        {
            Lose($"unit {options.Unit} does not answer");
            _due = Now + (_probeAfter * (0.8 + (0.2 * Random.Shared.NextDouble())));
            _probeAfter = _probeAfter * 2 < LastProbeAfter ? _probeAfter * 2 : LastProbeAfter;
        }
    }

    private void Complain(ModbusRequest request, string? refusal)
    {
        if (refusal is null)
        {
            _complaints.Remove(request.Function);
        }
        else if (_complaints.GetValueOrDefault(request.Function) != refusal)
        {
            _complaints[request.Function] = refusal;
            onReport(new DeviceReport(
                board.Id,
                DeviceCondition.Online,
                $"it answers '{refusal}' to function {(byte)request.Function:X2} at address {request.Address}"));
        }
    }
}
