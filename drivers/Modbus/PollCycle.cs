using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>The requests of one poll of a board, in their order, and what the answers mean for its relays, inputs and watchdog. The bus's
/// loop alone calls it.</summary>
internal sealed class PollCycle(ModbusBoard board, BoardOptions options, Action<DeviceReport> onReport)
{
    private enum Step
    {
        Relays,
        Inputs,
        SupervisedInputs,
        FeedWatchdog,
        ReadWatchdog,
    }

    /// <summary>So many refusals of a read in a row are no hiccup: what it tells is not to be had.</summary>
    private const int RefusalsToImpair = 3;

    private readonly Queue<Step> _left = new();

    /// <summary>The reads that the board takes only for all that it has: there are boards that know no read of fewer.</summary>
    private readonly HashSet<Step> _asksForAll = [];
    private readonly Dictionary<Step, int> _refusals = [];
    private readonly HashSet<Step> _withheld = [];
    private bool _watchdogProven;
    private bool _watchdogMissing;

    public bool IsUnderWay => _left.Count > 0;

    /// <param name="isOnline">Whether the board answers: a watchdog is not fed by a gateway that does not reach it.</param>
    public void Begin(bool isOnline)
    {
        if (board.Relays.Count > 0)
        {
            _left.Enqueue(Step.Relays);
        }

        if (board.Inputs.Any(input => !input.IsSupervised))
        {
            _left.Enqueue(Step.Inputs);
        }

        if (board.Inputs.Any(input => input.IsSupervised))
        {
            _left.Enqueue(Step.SupervisedInputs);
        }

        if (options.Watchdog is not null && isOnline && !_watchdogMissing)
        {
            _left.Enqueue(Step.FeedWatchdog);
            if (!_watchdogProven)
            {
                _left.Enqueue(Step.ReadWatchdog);
            }
        }

        if (_left.Count == 0)
        {
            _left.Enqueue(options.Relays > 0 ? Step.Relays : Step.Inputs);
        }
    }

    /// <summary>The request whose turn it is.</summary>
    public ModbusRequest Next() => RequestOf(_left.Peek());

    /// <summary>A relay was written: what it did is read back.</summary>
    public void ReadBack()
    {
        if (_left.Count == 0)
        {
            _left.Enqueue(Step.Relays);
        }
    }

    /// <summary>The board is lost: what was left to ask is asked anew.</summary>
    public void Abandon() => _left.Clear();

    /// <summary>The board is back, perhaps another one: what it has and tells is not known.</summary>
    public void Forget()
    {
        (_watchdogProven, _watchdogMissing) = (false, false);
        _refusals.Clear();
        _withheld.Clear();
    }

    /// <summary>Takes the answer to <see cref="Next"/>.</summary>
    /// <param name="done">The board gave what was asked for, and no refusal.</param>
    public void Handle(ModbusRequest request, ModbusReply reply, bool done)
    {
        if (!_left.TryDequeue(out var step))
        {
            return;
        }

        if (!done && step is Step.Relays or Step.Inputs && reply.IsOfAddressOrCount && !_asksForAll.Remove(step))
        {
            _asksForAll.Add(step);
        }

        CountRefusal(step, reply, done);
        switch (step)
        {
            case Step.Relays when done:
                HandleRelays(request, reply);
                break;
            case Step.Relays:
                foreach (var relay in board.Relays)
                {
                    relay.FoundNothing($"its board refuses to tell what its relays do ({reply.RefusalWithCode})", isOdd: false);
                }

                break;
            case Step.Inputs or Step.SupervisedInputs:
                var supervised = step == Step.SupervisedInputs;
                foreach (var input in board.Inputs.Where(input => input.IsSupervised == supervised && IsWithin(input.Pin, request.Address,
                    request.Value)))
                {
                    See(input, reply, done, input.Pin - request.Address);
                }

                break;
            case Step.FeedWatchdog or Step.ReadWatchdog:
                HandleWatchdog(step, reply, done);
                break;
        }
    }

    private static bool IsWithin(int pin, int first, int count) => pin >= first && pin < first + count;

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

    private void HandleRelays(ModbusRequest request, ModbusReply reply)
    {
        var first = board.Table.FirstOf(request);
        foreach (var relay in board.Relays.Where(relay => IsWithin(relay.Pin, first, request.Value)))
        {
            if (board.Table.IsOn(reply, relay.Pin - first) is not { } isOn)
            {
                var words = RelayTable.WordsOf(reply, relay.Pin - first);
                if (relay.FoundNothing(words, isOdd: true))
                {
                    onReport(new DeviceReport(board.Id, DeviceCondition.Noted, $"relay {relay.Pin}: {words}"));
                }
            }
            else if (relay.Found(isOn))
            {
                var moved = relay.IsEnergised ? "was put at rest by another hand and is energised again"
                    : "was energised by another hand and is put at rest";
                onReport(new DeviceReport(board.Id, DeviceCondition.Noted, $"relay {relay.Pin} {moved}"));
            }
        }
    }

    /// <summary>A board that does not tell what it is there for is impaired until it does.</summary>
    private void CountRefusal(Step step, ModbusReply reply, bool done)
    {
        var what = step switch
        {
            Step.Relays when board.Relays.Count > 0 => "what its relays do",
            Step.Inputs when board.Inputs.Any(input => !input.IsSupervised) => "how its inputs stand",
            Step.SupervisedInputs => "how its supervised inputs stand",
            _ => null,
        };
        if (what is null)
        {
            return;
        }

        _refusals[step] = done ? 0 : _refusals.GetValueOrDefault(step) + 1;
        if (_refusals[step] >= RefusalsToImpair && _withheld.Add(step))
        {
            onReport(new DeviceReport(board.Id, DeviceCondition.Impaired, $"it refuses to tell {what} ({reply.RefusalWithCode})"));
        }
        else if (done && _withheld.Remove(step))
        {
            var isWhole = _withheld.Count == 0 && !_watchdogMissing;
            onReport(new DeviceReport(board.Id, isWhole ? DeviceCondition.Mended : DeviceCondition.Noted, $"it tells {what} again"));
        }
    }

    private void HandleWatchdog(Step step, ModbusReply reply, bool done)
    {
        var kept = done && (step == Step.FeedWatchdog || reply.Register(0) == options.Watchdog!.Value);
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
            _watchdogProven |= kept && step == Step.ReadWatchdog;
        }
    }

    private ModbusRequest RequestOf(Step step)
    {
        switch (step)
        {
            case Step.FeedWatchdog:
                return ModbusRequest.WriteRegister(options.Watchdog!.Register, options.Watchdog.Value);
            case Step.ReadWatchdog:
                return ModbusRequest.ReadHoldingRegisters(options.Watchdog!.Register, 1);
            case Step.Relays:
                var relays = Span(board.Relays.Select(relay => relay.Pin), step, options.Relays);
                return board.Table.Read(relays.First, relays.Count);
            case Step.Inputs:
                var bits = Span(board.Inputs.Where(input => !input.IsSupervised).Select(input => input.Pin), step, options.Inputs);
                return ModbusRequest.ReadDiscreteInputs(bits.First, bits.Count);
            default:
                var registers = Span(board.Inputs.Where(input => input.IsSupervised).Select(input => input.Pin), step, 0);
                return ModbusRequest.ReadInputRegisters(registers.First, registers.Count);
        }
    }

    private (int First, int Count) Span(IEnumerable<int> pins, Step step, int all)
    {
        if (_asksForAll.Contains(step))
        {
            return (0, all);
        }

        var used = pins.ToList();
        return used.Count == 0 ? (0, 1) : (used[0], used[^1] - used[0] + 1);
    }
}
