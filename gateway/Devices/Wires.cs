using System.Collections.Concurrent;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>An input as it stands.</summary>
/// <param name="ChangedAt">When it changed last; null where it has not since the start.</param>
internal sealed record InputLevel(InputState State, DateTimeOffset? ChangedAt);

/// <summary>A relay: what it was told, and what was seen of it.</summary>
internal sealed record RelayLevel(bool IsEnergised, bool IsConfirmed, string? Obstacle);

/// <summary>All wires of the boards that somebody uses, for whoever looks at them; nothing is moved by it. Thread safe.</summary>
internal sealed class Wires(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Board, int Pin), IRelay> _relays = [];
    private readonly ConcurrentDictionary<(string Board, int Pin), IInput> _inputs = [];
    private readonly ConcurrentDictionary<(string Board, int Pin), DateTimeOffset> _changed = [];

    /// <returns>Null where nobody uses such a relay.</returns>
    public RelayLevel? Of(RelayOptions relay) => _relays.TryGetValue((relay.Board, relay.Pin), out var found)
        ? new RelayLevel(found.IsEnergised, found.IsConfirmed, found.Obstacle) : null;

    /// <returns>Null where nobody uses such an input.</returns>
    public InputLevel? Of(InputOptions input) => _inputs.TryGetValue((input.Board, input.Pin), out var found)
        ? new InputLevel(found.State, _changed.TryGetValue((input.Board, input.Pin), out var at) ? at : null) : null;

    public IRelay Keep(RelayOptions options, IRelay relay) => _relays[(options.Board, options.Pin)] = relay;

    public IInput Keep(InputOptions options, Func<Action<InputState>, IInput> open, Action<InputState> onChange) =>
        _inputs[(options.Board, options.Pin)] = open(state =>
        {
            onChange(state);
            _changed[(options.Board, options.Pin)] = time.GetUtcNow();
        });
}
