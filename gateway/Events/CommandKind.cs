using System.Collections.Frozen;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Events;

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

    /// <summary>Fetch another release of the program, and go on trial with it.</summary>
    Upgrade,
}

/// <summary>What is known of each kind of command, and the word that records have for it.</summary>
internal static class CommandKinds
{
    private static readonly FrozenDictionary<string, CommandKind> _byName =
        Enum.GetValues<CommandKind>().ToFrozenDictionary(Name, StringComparer.Ordinal);

    public static bool IsForDoors(this CommandKind kind) => kind <= CommandKind.Forgive;

    /// <summary>How a door stands by such an order; null for one that changes no mode.</summary>
    public static DoorMode? Mode(this CommandKind kind) => kind switch
    {
        CommandKind.HoldOpen => DoorMode.HeldOpen,
        CommandKind.Lockdown => DoorMode.LockedDown,
        CommandKind.Normal => DoorMode.Normal,
        _ => null,
    };

    /// <summary>The order by which a door stands so.</summary>
    public static CommandKind ForMode(DoorMode mode) => mode switch
    {
        DoorMode.HeldOpen => CommandKind.HoldOpen,
        DoorMode.LockedDown => CommandKind.Lockdown,
        _ => CommandKind.Normal,
    };

    /// <summary>Whether it puts a door into a mode that must have an end.</summary>
    public static bool NeedsEnd(this CommandKind kind) => kind is CommandKind.HoldOpen or CommandKind.Lockdown;

    /// <summary>As <see cref="CommandDone.Kind"/> names it.</summary>
    public static string Name(this CommandKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <returns>Null where a record's word is that of no command.</returns>
    public static CommandKind? FromName(string name) => _byName.TryGetValue(name, out var kind) ? kind : null;
}
