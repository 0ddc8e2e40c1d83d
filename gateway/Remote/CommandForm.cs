using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>One kind of command as the contract has it.</summary>
/// <param name="Right">The contract's word for it, and the right that a key needs.</param>
/// <param name="Kind">The same inside.</param>
/// <param name="Args">The arguments it needs, and it takes no others. Of a revocation's two it needs one.</param>
internal sealed record CommandForm(RemoteRight Right, CommandKind Kind, IReadOnlyList<string> Args)
{
    /// <summary>Those the hub may send, in the contract's order.</summary>
    public static IReadOnlyList<CommandForm> All { get; } =
    [
        new(RemoteRight.Unlock, CommandKind.Unlock, ["door"]),
        new(RemoteRight.HoldOpen, CommandKind.HoldOpen, ["door", "until"]),
        new(RemoteRight.LockDown, CommandKind.Lockdown, ["door", "until"]),
        new(RemoteRight.Release, CommandKind.Normal, ["door"]),
        new(RemoteRight.RevokeCredential, CommandKind.RevokeCredential, ["card", "person"]),
        new(RemoteRight.Sync, CommandKind.Sync, []),
        new(RemoteRight.Still, CommandKind.Still, ["camera"]),
        new(RemoteRight.Restart, CommandKind.Restart, []),
        new(RemoteRight.LogLevel, CommandKind.LogLevel, ["level", "minutes"]),
        new(RemoteRight.Upgrade, CommandKind.Upgrade, ["version"]),
    ];

    /// <summary>As messages name it.</summary>
    public string Name => JsonNamingPolicy.CamelCase.ConvertName(Right.ToString());

    /// <returns>Null where the right is none to order something.</returns>
    public static CommandForm? ForRight(RemoteRight right) => All.FirstOrDefault(form => form.Right == right);

    public static CommandForm ForKind(CommandKind kind) => All.First(form => form.Kind == kind);
}
