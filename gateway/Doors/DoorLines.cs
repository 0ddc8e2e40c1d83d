using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What an input of a door tells.</summary>
internal enum DoorLine
{
    Contact,
    LockFeedback,
    ExitButton,
    Tamper,
    VehicleLoop,
    UpLimit,
}

/// <summary>One input as the door's loop knows it. What is told in order is taken in order, so that a short opening is not missed behind a
/// slow disk; and the live level is read again and again, so that no message that is lost, repeated or late leaves it wrong.</summary>
internal sealed class Line : IDisposable
{
    private readonly DoorLine _kind;
    private readonly IInput _input;
    private readonly TimeSpan _debounce;

    public Line(DoorLine kind, InputOptions options, DoorContext around, Action<DoorMessage> post, Action<InputState>? first)
    {
        (_kind, _debounce) = (kind, TimeSpan.FromMilliseconds(options.DebounceMs));
        _input = around.OpenInput(options, state =>
        {
            first?.Invoke(state);
            post(new DoorMessage.Level(kind, state, around.Time.GetElapsedTime(0) - _debounce));
        });
        State = _input.State;
        first?.Invoke(State);
    }

    public InputState State { get; private set; }

    /// <summary>Since when it stands so, before it was debounced.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>The level at this moment, perhaps not yet told.</summary>
    public InputState Live => _input.State;

    /// <summary>The line is shorted or cut.</summary>
    public bool IsFaulted => State is InputState.ShortCircuit or InputState.OpenCircuit;

    public void Apply(InputState state, TimeSpan since)
    {
        if (state != State)
        {
            (State, Since) = (state, since);
        }
    }

    public void Poll(TimeSpan now) => Apply(Live, now - _debounce);

    public void Dispose() => _input.Dispose();

    public override string ToString() => _kind switch
    {
        DoorLine.Contact => "contact",
        DoorLine.LockFeedback => "lock feedback",
        DoorLine.ExitButton => "exit button",
        DoorLine.Tamper => "tamper contact",
        DoorLine.VehicleLoop => "vehicle loop",
        _ => "upper limit",
    };
}

/// <summary>A door's inputs; null where one is not wired.</summary>
internal sealed class DoorLines : IDisposable
{
    private readonly Line?[] _lines;

    /// <param name="vehicleLoop">Told of the vehicle loop's level first, on the input's own thread: an arm must not wait for the door's
    /// queue.</param>
    public DoorLines(DoorOptions door, DoorContext around, Action<DoorMessage> post, Action<InputState>? vehicleLoop)
    {
        _lines =
        [
            Open(DoorLine.Contact, door.Contact),
            Open(DoorLine.LockFeedback, door.LockFeedback),
            Open(DoorLine.ExitButton, door.ExitButton),
            Open(DoorLine.Tamper, door.Tamper),
            Open(DoorLine.VehicleLoop, door.Barrier?.Loop, vehicleLoop),
            Open(DoorLine.UpLimit, door.Barrier?.UpLimit),
        ];

        Line? Open(DoorLine kind, InputOptions? options, Action<InputState>? first = null) => options is null ? null
            : new Line(kind, options, around, post, first);
    }

    public IEnumerable<Line> Wired => _lines.OfType<Line>();

    public Line? this[DoorLine kind] => _lines[(int)kind];

    /// <summary>Takes all live levels.</summary>
    public void Poll(TimeSpan now)
    {
        foreach (var line in Wired)
        {
            line.Poll(now);
        }
    }

    public void Dispose()
    {
        foreach (var line in Wired)
        {
            line.Dispose();
        }
    }
}
