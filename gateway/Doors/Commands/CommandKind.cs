using System.Text.Json;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>What an operator can order.</summary>
internal enum CommandKind
{
    /// <summary>Release the lock once.</summary>
    Unlock,

    HoldOpen,

    Lockdown,

    /// <summary>End what was ordered before.</summary>
    Normal,

    /// <summary>Forget where people are: anti-passback begins anew.</summary>
    Forgive,

    /// <summary>A card, or all that a person has, opens nothing any more.</summary>
    RevokeCredential,

    /// <summary>Tell the hub what is in force, and ask for what is missing.</summary>
    Sync,

    /// <summary>Send one picture of a camera of the perimeter.</summary>
    Still,

    /// <summary>Stop in order, to be started again.</summary>
    Restart,

    /// <summary>Write more or less into the log for some minutes.</summary>
    LogLevel,
}

/// <summary>Which commands are for doors, and how they are called in records.</summary>
internal static class CommandKinds
{
    public static bool IsForDoors(this CommandKind kind) => kind <= CommandKind.Forgive;

    /// <summary>As <see cref="Events.CommandDone"/> names it.</summary>
    public static string Name(this CommandKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
