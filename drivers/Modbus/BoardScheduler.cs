using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>
/// What is to be said to one board next, and what its answers mean. Nothing is queued: each request is made from the state of the moment it
/// is sent, so that a repetition is the same bytes while the wish is the same, and an old wish is never sent. The bus's loop alone calls
/// it, but for <see cref="Hasten"/>.
/// </summary>
internal sealed class BoardScheduler(ModbusBoard board, BoardOptions options, TimeProvider time, Action<DeviceReport> onReport)
{
    /// <summary>So many answers missing in a row, and the board counts as lost.</summary>
    public const int MissesToOffline = 3;
    private const int RepeatEvery = 4;
    private static readonly TimeSpan _firstProbeAfter = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _lastProbeAfter = TimeSpan.FromMilliseconds(1000);

    private readonly long _origin = time.GetTimestamp();
    private readonly RelayWrites _writes = new(board);
    private readonly PollCycle _poll = new(board, options, onReport);
    private readonly Backoff _probing = new(_firstProbeAfter, _lastProbeAfter, jitter: 0.2);
    private readonly Dictionary<(ModbusFunction Function, ushort Address), string> _complaints = [];
    private TimeSpan _due;
    private int _misses;
    private (ModbusOutcome Outcome, int Count) _alike;
    private bool? _online;
    private int _probes;
    private string? _why;
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
                    DeviceCondition.Noted,
                    $"relay {relay.Pin} could not be energised within {ModbusRelay.DeliverWithin.TotalSeconds:0} s; the order is dropped"));
            }
        }
    }

    /// <summary>The write a relay waits for; null where there is none or the board does not answer.</summary>
    public ModbusRequest? NextWrite() => _online == true ? _writes.Next() : null;

    /// <summary>The write of a bus that ends: to a board that may be lost, too.</summary>
    public ModbusRequest? LastWrite() => _writes.Next();

    /// <summary>The next request of the poll; null until it is due.</summary>
    public ModbusRequest? NextPoll()
    {
        if (!_poll.IsUnderWay)
        {
            var hastened = _hastened;
            _hastened = false;
            if (Now < _due && !(hastened && _online == false))
            {
                return null;
            }

            _due = Now + TimeSpan.FromMilliseconds(options.PollMs);
            _poll.Begin(_online == true);
        }

        return _poll.Next();
    }

    /// <summary>The time until the board wants something, at most; zero where it does now.</summary>
    public TimeSpan DueIn()
    {
        var due = _poll.IsUnderWay ? TimeSpan.Zero : _due - Now;
        foreach (var relay in board.Relays)
        {
            if (relay.DueIn is { } time && time >= TimeSpan.Zero && time < due)
            {
                due = time;
            }
        }

        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    /// <summary>Whether a request that was not answered is to be sent once more at once: to a lost board seldom, for that costs the others
    /// time.</summary>
    public bool IsWorthRepeating() => _online != false || _probes++ % RepeatEvery == 0;

    /// <summary>The last request counts as not sent.</summary>
    public void Repeat() => _writes.TakeWritten();

    /// <summary>Takes what became of a request.</summary>
    public void Handle(ModbusRequest request, ModbusReply reply)
    {
        var written = _writes.TakeWritten();
        if (reply.IsMissing)
        {
            Miss(reply);
            return;
        }

        (_misses, _alike) = (0, default);
        _probing.Reset();
        if (_online != true)
        {
            _online = true;
            _poll.Forget();
            onReport(new DeviceReport(board.Id, DeviceCondition.Online));
        }

        var done = reply.Outcome == ModbusOutcome.Done;
        Complain(request, done ? null : reply.Refusal);
        if (written.Count > 0)
        {
            _writes.Handle(request, written, done, reply);
            if (done)
            {
                _poll.ReadBack();
            }

            return;
        }

        _poll.Handle(request, reply, done);
        if (!_poll.IsUnderWay)
        {
            // A change under way is looked at again as soon as it may count.
            var settles = board.Inputs.Min(input => input.SettlesIn);
            _due = settles is { } soon && Now + soon < _due ? Now + soon : _due;
        }
    }

    /// <summary>The bus is gone, and the board with it.</summary>
    public void Lose(string why)
    {
        _poll.Abandon();
        _writes.TakeWritten();
        _misses = 0;
        foreach (var relay in board.Relays)
        {
            relay.Lost();
        }

        foreach (var input in board.Inputs)
        {
            input.Lose();
        }

        if (_online != false || _why != why)
        {
            (_online, _why) = (false, why);
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

    /// <summary>It is lost for what came in place of an answer, where that was the same each time, and for its silence where not.</summary>
    private void Miss(ModbusReply reply)
    {
        _alike = (reply.Outcome, _alike.Outcome == reply.Outcome ? _alike.Count + 1 : 1);
        if (_online == false || ++_misses >= MissesToOffline)
        {
            Lose($"unit {options.Unit} {(_alike.Count >= MissesToOffline ? reply : ModbusReply.Silent).Missing}");
            _due = Now + _probing.Next();
        }
    }

    private void Complain(ModbusRequest request, string? refusal)
    {
        if (refusal is null)
        {
            _complaints.Remove((request.Function, request.Address));
        }
        else if (_complaints.GetValueOrDefault((request.Function, request.Address)) != refusal)
        {
            _complaints[(request.Function, request.Address)] = refusal;
            onReport(new DeviceReport(
                board.Id,
                DeviceCondition.Noted,
                $"it answers '{refusal}' to function {(byte)request.Function:X2} at address {request.Address}"));
        }
    }
}
