using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

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
    public static CommandRefusal? Judge(OperatorCommand command, DateTimeOffset wall, DateTimeOffset latest, Func<string, bool> isKnown, IReadOnlyCollection<string> doors)
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
            _ when command.Kind.NeedsEnd() && !(command.Until > wall && command.Until <= wall + CommandLifetime.LongestMode) => CommandRefusal.NoEnd,
            _ => null,
        };
    }

    /// <summary>When the command is too old, by its sender's clock.</summary>
    public static DateTimeOffset DiesAt(OperatorCommand command)
    {
        var lives = command.Kind == CommandKind.Unlock ? CommandLifetime.Unlock : CommandLifetime.Other;

        // Whoever sends it may name any time: the last days of the calendar can't be added to.
        return Earlier(command.ExpiresAt, command.IssuedAt < DateTimeOffset.MaxValue - lives ? command.IssuedAt + lives : DateTimeOffset.MaxValue);
    }

    public static Refusal Refusal(CommandRefusal refusal) => new(JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString()), Words(refusal));

    /// <summary>The reason in words, as it is journaled and answered.</summary>
    public static Wording Words(CommandRefusal refusal) => refusal switch
    {
        CommandRefusal.NoId => new Wording("the command has no id, or one longer than 64 characters", "命令没有编号，或编号超过64个字符"),
        CommandRefusal.NoOperator => new Wording("nobody is named as its operator", "未写明操作员"),
        CommandRefusal.Retained => new Wording("kept by the broker for whoever comes later; nobody knows which moment was meant", "由消息服务器保留的旧命令，无法确定所指时刻"),
        CommandRefusal.Replayed => new Wording("the same command came before", "重复的命令"),
        CommandRefusal.Expired => new Wording("too old: an unlock holds for 10 s, any other command for 5 minutes, or less where it says so", "已过期：开门命令10秒内有效，其他命令5分钟内有效"),
        CommandRefusal.FromTheFuture => new Wording("issued more than 5 s ahead of this gateway's clock; set the clocks", "签发时间比本机时钟超前5秒以上，请校准时钟"),
        CommandRefusal.ClockWentBack => new Wording("this gateway's clock was put back, so the command may be old; order it at the gateway itself", "本机时钟被回拨，命令可能已过期，请在网关本机操作"),
        CommandRefusal.TooMany => new Wording("too many commands within a few minutes; order it at the gateway itself", "短时间内命令过多，请在网关本机操作"),
        CommandRefusal.UnknownDoor => new Wording("this gateway has no such door", "本网关没有此门"),
        _ => new Wording("it needs an end within 24 hours", "须指定24小时以内的结束时间"),
    };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
