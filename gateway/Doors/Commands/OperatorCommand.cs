using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>An order to this gateway: the one shape it has inside, wherever it came from. The admin socket and the hub's link each make it
/// of their own message, in one place each.</summary>
/// <param name="Id">Made by its sender; the same id is never carried out twice.</param>
/// <param name="Door">Null for all doors, and for an order that is for none.</param>
/// <param name="Operator">Who ordered it.</param>
/// <param name="IssuedAt">By the sender's clock.</param>
/// <param name="ExpiresAt">By the sender's clock; whatever it says, an unlock lives for at most 10 s and any other command for 5
/// minutes.</param>
internal sealed record OperatorCommand(string Id, CommandKind Kind, string? Door, string Operator, DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt)
{
    private const string LocalPrefix = "local-";

    /// <summary>How long the mode is to hold.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, in the operator's own words.</summary>
    public string? Reason { get; init; }

    /// <summary>An unlock that tests the relay: for a second, and never during a fire or in a lockdown.</summary>
    public bool IsTest { get; init; }

    /// <summary>Whom to forgive, null for everybody; or whose rights to revoke.</summary>
    public string? Person { get; init; }

    /// <summary>The card to revoke.</summary>
    public NamedCard? Card { get; init; }

    /// <summary>Whose picture is wanted.</summary>
    public string? Camera { get; init; }

    /// <summary>How much the log is to tell, for <see cref="Duration"/>.</summary>
    public LogLevel? Level { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>The release to go on trial with.</summary>
    public string? Version { get; init; }

    /// <summary>The key that signed it; null for what was ordered at the gateway itself.</summary>
    public string? Key { get; init; }

    /// <summary>The broker kept it for later subscribers: nobody knows which moment was meant.</summary>
    public bool Retained { get; init; }

    /// <summary>What it is about where that is no door, as its record has it: the card or person, the camera, the level, the
    /// release.</summary>
    public string? Subject => Kind switch
    {
        CommandKind.RevokeCredential => Card?.Text ?? Person,
        CommandKind.Still => Camera,
        CommandKind.LogLevel => Level?.ToString().ToLowerInvariant(),
        CommandKind.Upgrade => Version,
        _ => null,
    };

    /// <summary>A command given on this machine, by the gateway's own clock, while its operator waits for the answer.</summary>
    public static OperatorCommand GivenHere(CommandKind kind, string? door, string orderedBy, DateTimeOffset now) =>
        new(LocalPrefix + Guid.NewGuid().ToString("N"), kind, door, orderedBy, now, now + CommandLifetime.Unlock);
}

/// <summary>A card as an order names it.</summary>
/// <param name="Text">As it was written, which is how the record has it.</param>
/// <param name="Format">Null for whatever format gives this number.</param>
internal sealed record NamedCard(string Text, ulong Number, string? Format);
