using System.ComponentModel;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>A command as the hub sends it.</summary>
[Description("A command of the hub to one gateway. It is carried out at most once, and never after it has expired: an unlock 10 s after "
    + "issuedAt, any other command 5 minutes after.")]
internal sealed record CommandMessage(
    [property: Description("Made by the sender, 1 to 64 characters; the same id is never carried out twice.")] string Id,
    [property: Description("district/compound/gateway")] string Gateway,
    RemoteRight Kind,
    [property: Description("The operator's name, 1 to 64 characters; it is journaled.")] string By,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    JsonElement? Args = null);

/// <summary>What a command is about. Which of these a kind needs is its <see cref="CommandForm"/>'s.</summary>
internal sealed record CommandArgs(
    [property: Description("A door's id; null, written out, for all doors. An unlock names one door.")] string? Door = null,
    [property: Description("When the mode ends by itself, within 24 hours.")] DateTimeOffset? Until = null,
    [property: Description("NUMBER or FORMAT:NUMBER.")] string? Card = null,
    [property: Description("A person's id: all that the person has, the passes given to visitors included.")] string? Person = null,
    [property: Description("A camera's id.")] string? Camera = null,
    Verbosity? Level = null,
    [property: Description("For so many minutes, 1 to 1440.")] int? Minutes = null,
    [property: Description("The release's version, for example 0.4.0.")] string? Version = null);
