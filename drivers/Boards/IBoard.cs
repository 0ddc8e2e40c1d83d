using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>How an input stands, debounced. A level, never an edge.</summary>
public enum InputState
{
    /// <summary>Not known: not read yet, or the board does not answer.</summary>
    Unknown,

    Inactive,

    Active,

    /// <summary>Supervised inputs only: the line is shorted.</summary>
    ShortCircuit,

    /// <summary>Supervised inputs only: the line is cut.</summary>
    OpenCircuit,
}

/// <summary>One relay, whatever board it is on. Energised it stays for a bound at most, whatever becomes of the caller.</summary>
public interface IRelay : IDisposable
{
    /// <summary>What the relay was last told and still holds; <see cref="IsConfirmed"/> says whether it is so.</summary>
    bool IsEnergised { get; }

    /// <summary>True once the relay was seen to do what it was last told: read back from the board after the order, not taken from the
    /// board's word that it did; false again where it is seen to stand otherwise, or, while it is to be energised, where its board is lost.
    /// Each order begins anew, but for a rest of what was seen at rest; a bound that passes is none.</summary>
    bool IsConfirmed { get; }

    /// <summary>What stands in the way, in words an installer understands; null while nothing is known to.</summary>
    string? Obstacle { get; }

    /// <summary>Energises the relay, or keeps it energised, for at most <paramref name="bound"/> from now (1 ms to 255 s); the bound
    /// replaces an earlier one. Never waits and never throws for a board that does not answer: what cannot be done within a second is not
    /// done later.</summary>
    void Energise(TimeSpan bound);

    /// <summary>Puts the relay to rest and cancels the bound. Never waits.</summary>
    void Rest();
}

/// <summary>One input, whatever board it is on.</summary>
public interface IInput : IDisposable
{
    InputState State { get; }
}

/// <summary>A board with relays and inputs, and perhaps pins that a reader's lines can be wired to.</summary>
public interface IBoard : IDisposable
{
    string Id { get; }

    /// <summary>Opens a relay at rest.</summary>
    /// <exception cref="BoardException">The board has no such relay, or it has another user.</exception>
    IRelay OpenRelay(RelayOptions options);

    /// <summary>Opens an input; <paramref name="onChange"/> hears each later change and must not wait. It may come on any thread, one at a
    /// time.</summary>
    /// <exception cref="BoardException">The board has no such input, or it has another user.</exception>
    IInput OpenInput(InputOptions options, Action<InputState> onChange);

    /// <summary>Opens a Wiegand reader on the board's pins; <paramref name="listener"/> hears whole valid cards, and as faults all else
    /// that the lines carry.</summary>
    /// <exception cref="BoardException">The board has no such pins, they have another user, or there is no such card format.</exception>
    IDisposable OpenReader(ReaderOptions options, CardFormats formats, ReaderListener listener);

    /// <summary>Puts these relays to rest, each regardless of the others: the one-shot rest command.</summary>
    /// <returns>One line for each relay that could not be rested.</returns>
    IReadOnlyList<string> RestAll(IEnumerable<RelayOptions> relays);
}
