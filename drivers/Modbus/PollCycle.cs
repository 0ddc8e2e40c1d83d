using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>The requests of one poll of a board, in their order, and what the answers mean for its relays, inputs and watchdog. The bus's
/// loop alone calls it.</summary>
internal sealed class PollCycle(ModbusBoard board, BoardOptions options, Action<DeviceReport> onReport)
{
    private readonly Queue<ModbusFunction> _left = new();
    private bool _watchdogProven;
    private bool _watchdogMissing;

    public bool IsUnderWay => _left.Count > 0;

    /// <param name="isOnline">Whether the board answers: a watchdog is not fed by a gateway that does not reach it.</param>
    public void Begin(bool isOnline)
    {
        if (board.Relays.Count > 0)
        {
            _left.Enqueue(ModbusFunction.ReadCoils);
        }

        if (board.Inputs.Any(input => !input.IsSupervised))
        {
            _left.Enqueue(ModbusFunction.ReadDiscreteInputs);
        }

        if (board.Inputs.Any(input => input.IsSupervised))
        {
            _left.Enqueue(ModbusFunction.ReadInputRegisters);
        }

        if (options.Watchdog is not null && isOnline && !_watchdogMissing)
        {
            _left.Enqueue(ModbusFunction.WriteSingleRegister);
            if (!_watchdogProven)
            {
                _left.Enqueue(ModbusFunction.ReadHoldingRegisters);
            }
        }

        if (_left.Count == 0)
        {
            _left.Enqueue(options.Relays > 0 ? ModbusFunction.ReadCoils : ModbusFunction.ReadDiscreteInputs);
        }
    }

    /// <summary>The request whose turn it is.</summary>
    public ModbusRequest Next() => RequestOf(_left.Peek());

    /// <summary>A relay was written: what it did is read back.</summary>
    public void ReadBack()
    {
        if (_left.Count == 0)
        {
            _left.Enqueue(ModbusFunction.ReadCoils);
        }
    }

    /// <summary>The board is lost: what was left to ask is asked anew.</summary>
    public void Abandon() => _left.Clear();

    /// <summary>The board is back, perhaps another one: its watchdog is not known.</summary>
    public void ForgetWatchdog()
    {
        _watchdogProven = false;
        _watchdogMissing = false;
    }

    /// <summary>Takes the answer to <see cref="Next"/>.</summary>
    /// <param name="done">The board gave what was asked for, and no refusal.</param>
    public void Handle(ModbusRequest request, ModbusReply reply, bool done)
    {
        if (_left.Count > 0)
        {
            _left.Dequeue();
        }

        switch (request.Function)
        {
            case ModbusFunction.ReadCoils when done:
                foreach (var relay in board.Relays.Where(relay => IsWithin(relay.Pin, request)))
                {
                    if (relay.Found(reply.Bit(relay.Pin - request.Address)))
                    {
                        var moved = relay.IsEnergised ? "was put at rest by another hand and is energised again"
                            : "was energised by another hand and is put at rest";
                        onReport(new DeviceReport(board.Id, DeviceCondition.Noted, $"relay {relay.Pin} {moved}"));
                    }
                }

                break;
            case ModbusFunction.ReadDiscreteInputs or ModbusFunction.ReadInputRegisters:
                var supervised = request.Function == ModbusFunction.ReadInputRegisters;
                foreach (var input in board.Inputs.Where(input => input.IsSupervised == supervised && IsWithin(input.Pin, request)))
                {
                    See(input, reply, done, input.Pin - request.Address);
                }

                break;
            case ModbusFunction.WriteSingleRegister or ModbusFunction.ReadHoldingRegisters:
                HandleWatchdog(request, reply, done);
                break;
        }
    }

    private static bool IsWithin(int pin, ModbusRequest request) => pin >= request.Address && pin < request.Address + request.Value;

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
                DeviceCondition.Impaired,
                $"there is no watchdog in holding register {options.Watchdog!.Register}: the relays would stay as "
                + "they are if the gateway died"));
        }
        else
        {
            _watchdogProven |= kept && request.Function == ModbusFunction.ReadHoldingRegisters;
        }
    }

    private ModbusRequest RequestOf(ModbusFunction function)
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
}
