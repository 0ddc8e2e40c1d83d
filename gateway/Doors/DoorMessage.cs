using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Doors.Inputs;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What a door's loop is told.</summary>
internal abstract record DoorMessage
{
    /// <summary>Something was presented at one of the door's readers, or before its camera.</summary>
    internal sealed record Credential(CredentialInput Input) : DoorMessage;

    /// <summary>An input stands differently.</summary>
    /// <param name="Since">Since when by the monotonic clock, before it was debounced.</param>
    internal sealed record Level(DoorLine Line, InputState State, TimeSpan Since) : DoorMessage;

    /// <summary>The clock, or another door, may have changed something: look.</summary>
    internal sealed record Look : DoorMessage;

    /// <summary>The fire contact became active, or came to rest. The lock was told before.</summary>
    internal sealed record Fire(bool Active) : DoorMessage;

    /// <summary>How the door is to stand by an operator's order. Journaled before it is posted.</summary>
    /// <param name="Until">When the order ends by itself; null for never, and with <see cref="DoorMode.Normal"/> for an end of all
    /// orders.</param>
    /// <param name="Reply">For an operator who waits for what comes of it.</param>
    internal sealed record SetMode(DoorMode Mode, DateTimeOffset? Until, DoorReply? Reply = null) : DoorMessage;

    /// <summary>An operator opens the door once. Journaled before it is posted.</summary>
    /// <param name="Until">By the monotonic clock: a door that comes to it then or later must not carry it out.</param>
    /// <param name="Reply">For an operator who waits for what comes of it.</param>
    internal sealed record Unlock(OperatorCommand Command, TimeSpan Until, DoorReply? Reply = null) : DoorMessage;
}
