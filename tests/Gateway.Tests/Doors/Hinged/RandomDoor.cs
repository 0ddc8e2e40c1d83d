using CsCheck;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

internal enum What
{
    /// <summary>An input changes and is told.</summary>
    Level,

    /// <summary>An input changes and the message is lost.</summary>
    Lost,

    /// <summary>An input is told once more.</summary>
    Repeated,

    /// <summary>An operator lets somebody in.</summary>
    Unlock,

    Order,

    Time,
}

/// <param name="Value">A mode's number, or tenths of a second.</param>
internal sealed record Happening(What What, int Pin = 0, InputState State = InputState.Unknown, int Value = 0)
{
    private static readonly Gen<InputState> _level = Gen.Frequency((6, Gen.Const(InputState.Active)), (6, Gen.Const(InputState.Inactive)),
        (1, Any(InputState.Unknown, InputState.OpenCircuit, InputState.ShortCircuit)));

    /// <summary>Up to 40 things that happen to a door with these inputs.</summary>
    public static Gen<Happening[]> Sequences(params int[] pins) => Gen.Frequency(
        (8, Gen.Select(Any(pins), _level).Select((pin, level) => new Happening(What.Level, pin, level))),
        (1, Gen.Select(Any(pins), _level).Select((pin, level) => new Happening(What.Lost, pin, level))),
        (1, Any(pins).Select(pin => new Happening(What.Repeated, pin))),
        (3, Gen.Const(new Happening(What.Unlock))),
        (1, Gen.Int[0, 2].Select(mode => new Happening(What.Order, Value: mode))),
        (6, Gen.Int[1, 80].Select(tenths => new Happening(What.Time, Value: tenths))),
        (1, Gen.Int[80, 700].Select(tenths => new Happening(What.Time, Value: tenths)))).Array[1, 40];

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

/// <summary>A door to which random things happen, and an account of them that is kept apart from it.</summary>
internal sealed class RandomDoor : IDisposable
{
    private readonly DoorBench _bench;
    private bool _wasReleased;
    private int _exits;

    public RandomDoor(EventLedger ledger, Func<DoorOptions, DoorOptions> change, Dictionary<int, InputState>? found = null)
    {
        _bench = new DoorBench(door => [change(door)], DoorBench.WithFire, found, ledger, Events.Add);
        _bench.RelayAt().Moved += Account;
        Account();
    }

    public DoorBench Bench => _bench;

    /// <summary>Told after an input's own thread has done what it does, before the door's loop hears of it.</summary>
    public Action? BeforeLoop { get; set; }

    public string State => _bench.Door.State;

    public bool IsReleased => _bench.Door.IsReleased;

    public List<GatewayEvent> Events { get; } = [];

    public TimeSpan Now => _bench.Time.GetElapsedTime(0);

    /// <summary>When the lock was last seen released.</summary>
    public TimeSpan ReleasedLast { get; private set; }

    /// <summary>When somebody was last let in, by an operator or the exit button.</summary>
    public TimeSpan LetInLast { get; private set; }

    /// <summary>When an order, a fire or a pressed exit button last had it stand released.</summary>
    public TimeSpan StoodLast { get; private set; }

    public void Do(Happening happening)
    {
        Account();
        switch (happening.What)
        {
            case What.Level:
                _bench.InputAt(happening.Pin).Set(happening.State);
                BeforeLoop?.Invoke();
                _bench.Run();
                break;
            case What.Lost:
                _bench.InputAt(happening.Pin).SetSilently(happening.State);
                break;
            case What.Repeated:
                _bench.InputAt(happening.Pin).Repeat();
                _bench.Run();
                break;
            case What.Unlock:
                LetInLast = Now;
                _bench.Unlock("c");
                break;
            case What.Order:
                _bench.Post(new DoorMessage.SetMode((DoorMode)happening.Value, _bench.Time.GetUtcNow() + TimeSpan.FromSeconds(20)));
                break;
            case What.Time:
                for (var left = happening.Value; left > 0; left -= 10)
                {
                    _bench.Advance(Math.Min(left, 10) / 10.0);
                    Account();
                }

                break;
        }

        Account();
    }

    public void Dispose() => _bench.Dispose();

    private void Account()
    {
        if (IsReleased || _wasReleased)
        {
            ReleasedLast = Now;
        }

        _wasReleased = IsReleased;

        if (_bench.Fire.IsActive || _bench.Door.Mode == DoorMode.HeldOpen || _bench.InputAt(DoorBench.ExitPin).State == InputState.Active)
        {
            StoodLast = Now;
        }

        if (Events.OfType<ExitRequested>().Count() is var exits && exits != _exits)
        {
            _exits = exits;
            LetInLast = Now;
        }
    }
}
