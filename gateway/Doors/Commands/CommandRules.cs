using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>Why an operator's command is not carried out.</summary>
internal enum CommandRefusal
{
    NoId,
    NoOperator,
    Retained,

    /// <summary>The same id was dealt with before.</summary>
    Replayed,

    Expired,

    /// <summary>Issued later than it is here: one of the two clocks is wrong.</summary>
    FromTheFuture,

    /// <summary>This gateway's clock was put back: by the time it once had, the command is too old.</summary>
    ClockWentBack,

    UnknownDoor,

    /// <summary>A mode needs an end that lies ahead, within 24 hours.</summary>
    NoEnd,

    /// <summary>So many ids are remembered that another could not be.</summary>
    TooMany,
}

/// <summary>Which commands are carried out. A pure function.</summary>
internal static class CommandRules
{
    private const int LongestId = 64;

    /// <param name="command">What came in.</param>
    /// <param name="wall">The wall clock now.</param>
    /// <param name="latest">The latest that the clock ever came to: later than <paramref name="wall"/> where it was put back.</param>
    /// <param name="isKnown">Whether a command of that id was dealt with.</param>
    /// <param name="doors">The doors there are.</param>
    /// <returns>Null where it is to be carried out.</returns>
    public static CommandRefusal? Judge(OperatorCommand command, DateTimeOffset wall, DateTimeOffset latest, Func<string, bool> isKnown,
        IReadOnlyCollection<string> doors)
    {
        var dies = DiesAt(command);
        return command switch
        {
            { Id.Length: 0 or > LongestId } => CommandRefusal.NoId,
            { Operator.Length: 0 } => CommandRefusal.NoOperator,
            _ when isKnown(command.Id) => CommandRefusal.Replayed,
            _ when wall >= dies => CommandRefusal.Expired,
            { Retained: true } => CommandRefusal.Retained,
            _ when command.IssuedAt > wall + CommandLifetime.ClockSkew => CommandRefusal.FromTheFuture,
            _ when latest >= dies => CommandRefusal.ClockWentBack,
            { Door: { } door } when !doors.Contains(door) => CommandRefusal.UnknownDoor,
            _ when command.Kind.NeedsEnd() && !(command.Until > wall && command.Until <= wall + CommandLifetime.LongestMode) =>
                CommandRefusal.NoEnd,
            _ => null,
        };
    }

    /// <summary>When the command is too old, by its sender's clock.</summary>
    public static DateTimeOffset DiesAt(OperatorCommand command)
    {
        var lives = command.Kind == CommandKind.Unlock ? CommandLifetime.Unlock : CommandLifetime.Other;

        // The sender may name any time: the last days of the calendar can't be added to.
        return Earlier(command.ExpiresAt, command.IssuedAt < DateTimeOffset.MaxValue - lives ? command.IssuedAt + lives
            : DateTimeOffset.MaxValue);
    }

    public static Refusal Refusal(CommandRefusal refusal) => new(JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString()),
        Words(refusal));

    /// <summary>The reason in words, as it is journaled and answered.</summary>
    public static Wording Words(CommandRefusal refusal) => refusal switch
    {
        CommandRefusal.NoId => RefusalTexts.NoId,
        CommandRefusal.NoOperator => RefusalTexts.NoOperator,
        CommandRefusal.Retained => RefusalTexts.Retained,
        CommandRefusal.Replayed => RefusalTexts.Replayed,
        CommandRefusal.Expired => RefusalTexts.Expired,
        CommandRefusal.FromTheFuture => RefusalTexts.FromTheFuture,
        CommandRefusal.ClockWentBack => RefusalTexts.ClockWentBack,
        CommandRefusal.TooMany => RefusalTexts.TooMany,
        CommandRefusal.UnknownDoor => RefusalTexts.UnknownDoor,
        _ => RefusalTexts.NoEnd,
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
