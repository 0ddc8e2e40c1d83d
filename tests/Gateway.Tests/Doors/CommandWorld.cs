using Xunit;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>Operators' commands on a way that delays, doubles and keeps them, to a gateway whose clock is set wrong and whose power fails.
/// Each delivery is judged by the true time.</summary>
internal sealed class CommandWorld(int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly ProjectionBench _bench = new(goesByTheMachine: true);
    private readonly List<(OperatorCommand Command, TimeSpan SentAt)> _underWay = [];
    private readonly HashSet<string> _carriedOut = [];
    private readonly List<string> _unlocked = [];
    private TimeSpan _true;
    private TimeSpan _wrongBy;
    private int _recorded;
    private int _restarts;

    public int CarriedOut => _carriedOut.Count;

    public void Dispose() => _bench.Dispose();

    public int Run(int deliveries)
    {
        var delivered = 0;
        while (delivered < deliveries)
        {
            switch (_random.Next(14))
            {
                case < 4:
                    Send();
                    break;
                case 4:
                    Pass(TimeSpan.FromSeconds(_random.Next(0, 60)));
                    break;
                case 5 when _random.Next(4) == 0:
                    // Mostly back by as much as some command is late; then right again; now and then by so little that it hides in the
                    // skew, and forward.
                    SetWrong(_random.Next(6) switch
                    {
                        0 => TimeSpan.FromMilliseconds(_random.Next(-900, 900)),
                        1 => TimeSpan.FromSeconds(_random.Next(1, 60)),
                        2 => TimeSpan.Zero,
                        _ => _underWay.Count == 0 ? TimeSpan.FromSeconds(-_random.Next(1, 400))
                            : _underWay[_random.Next(_underWay.Count)].SentAt - _true,
                    });
                    break;
                case 6 when _random.Next(12) == 0 && _restarts++ < 3:
                    if (_random.Next(2) == 0)
                    {
                        _bench.Remembering.WriteSnapshot();
                    }

                    _bench.CutOffAndStart();
                    break;
                default:
                    delivered += Deliver() ? 1 : 0;
                    break;
            }
        }

        Assert.Equal(delivered, _recorded);
        Assert.Equal(_recorded, RecordedInJournal());
        return delivered;
    }

    private void Send()
    {
        var kind = (CommandKind)_random.Next(5);
        var issued = ProjectionBench.Morning + _true + TimeSpan.FromSeconds(_random.Next(8) == 0 ? _random.Next(6, 7200) : 0);
        var until = _random.Next(6) == 0 ? (DateTimeOffset?)null : issued.AddMinutes(_random.Next(1, 200));
        _underWay.Add((new OperatorCommand($"c-{Guid.NewGuid():N}", kind, _random.Next(10) == 0 ? "no-such-door" : "gate",
            _random.Next(20) == 0 ? "" : "guard", issued,
            issued.AddSeconds(_random.Next(1, 600)))
        {
            Until = until,
        }, _true));
    }

    private void SetWrong(TimeSpan by)
    {
        _bench.Time.Step(by - _wrongBy);
        _wrongBy = by;
    }

    private void Pass(TimeSpan time)
    {
        _true += time;
        _bench.Time.Advance(time);
    }

    private bool Deliver()
    {
        if (_underWay.Count == 0)
        {
            return false;
        }

        var i = _random.Next(2) == 0 ? _underWay.Count - 1 : _random.Next(_underWay.Count);
        var (command, sentAt) = _underWay[i];
        if (_random.Next(3) > 0)
        {
            _underWay.RemoveAt(i);
        }

        command = command with { Retained = _random.Next(10) == 0 };
        var before = _recorded;
        _bench.Ledger.Appended += Count;
        var orders = new OperatorCommands(["gate", "unit"], (_, message) => _unlocked.AddRange(message is DoorMessage.Unlock unlock
            ? [unlock.Command.Id] : []),
            _bench.Remembered.Orders, _bench.Remembering.Clock, _bench.Ledger);
        var refused = orders.Submit(command);
        _bench.Ledger.Appended -= Count;
        Assert.Equal(before + 1, _recorded);
        if (refused is null)
        {
            var age = _true - sentAt;
            Assert.True(_carriedOut.Add(command.Id), $"seed {seed}: {command} twice");
            Assert.True(age < (command.Kind == CommandKind.Unlock ? CommandLifetime.Unlock : CommandLifetime.Other)
                + CommandLifetime.ClockSkew, $"seed {seed}: {command} at the age of {age}");
            Assert.False(command.Retained || command.Door == "no-such-door" || command.Operator.Length == 0, $"seed {seed}: {command}");
            Assert.Equal(command.Kind == CommandKind.Unlock, _unlocked.Contains(command.Id));
        }

        Assert.Equal(_unlocked.Count, _unlocked.Distinct().Count());
        return true;
    }

    private void Count(GatewayEvent happened) => _recorded += happened is CommandDone or CommandRefused ? 1 : 0;

    private int RecordedInJournal() => _bench.Ledger.Journals.First(j => j.Stream == "registry").ReadAfter(0, int.MaxValue)
        .Count(r => r.Type is EventTypes.CommandDone or EventTypes.CommandRefused);
}
