using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>A message that was dealt with so far that a kill changes nothing any more.</summary>
/// <param name="Outcome">Waits for what comes of it, and gives the answer; null where none is due.</param>
/// <param name="Then">What is left for after the answer.</param>
internal sealed record PendingReply(Func<CancellationToken, Task<Reply?>> Outcome, Action? Then = null);

/// <summary>The hub's commands: whose it is, what it is, whether it may be; then on the disk, then to the doors. Promises that none is carried out twice, late, or for a
/// key that has not the right, and that each is journaled and answered.</summary>
internal sealed class RemoteCommands(SiteFile site, Authorities authorities, OperatorCommands orders, RefusalMeter refusals, GatewayCommands errands, TimeProvider time)
{
    /// <summary>Until a door has surely come to an unlock or let it grow old.</summary>
    private static readonly TimeSpan DoorPatience = CommandLifetime.Unlock + TimeSpan.FromSeconds(1);

    private readonly string _address = AddressOf(site);

    public static string AddressOf(SiteFile site) => $"{site.District}/{site.Compound}/{site.Gateway}";

    /// <summary>Returns once the command, or its refusal, is recorded.</summary>
    public PendingReply Handle(InboundMessage message)
    {
        var (key, refusal) = authorities.Check(message, CommandReading.MostBytes);
        if (refusal is not null)
        {
            return Refused(null, null, key: null, refusal);
        }

        if (message.ResponseTopic is { } topic && topic != message.FullTopic[..^message.Topic.Length] + "replies")
        {
            return Refused(null, null, key, RemoteRefusal.WrongReplyTopic.ToRefusal());
        }

        var (command, args, problem) = CommandReading.Read(message.Payload.Span);
        if (command is null || args is null)
        {
            return Refused(null, null, key, RemoteRefusal.Malformed.ToRefusal(problem));
        }

        if (command.Gateway != _address || !authorities.May(key!, command.Kind))
        {
            return Refused(command, args, key, (command.Gateway != _address ? RemoteRefusal.OtherGateway : RemoteRefusal.NotPermitted).ToRefusal());
        }

        return Carry(command, args, Order(command, args, key!, message.Retained));
    }

    private static OperatorCommand Order(CommandMessage command, CommandArgs args, string key, bool retained) => new(command.Id, KindOf(command.Kind), args.Door, command.By, command.IssuedAt,
        command.ExpiresAt, args.Until, Retained: retained, Subject: args.Card ?? args.Person ?? args.Camera ?? args.Level?.ToString().ToLowerInvariant(), Key: key);

    private static CommandKind KindOf(RemoteRight kind) => kind switch
    {
        RemoteRight.Unlock => CommandKind.Unlock,
        RemoteRight.HoldOpen => CommandKind.HoldOpen,
        RemoteRight.LockDown => CommandKind.Lockdown,
        RemoteRight.Release => CommandKind.Normal,
        RemoteRight.RevokeCredential => CommandKind.RevokeCredential,
        RemoteRight.Sync => CommandKind.Sync,
        RemoteRight.Still => CommandKind.Still,
        RemoteRight.Restart => CommandKind.Restart,
        RemoteRight.LogLevel => CommandKind.LogLevel,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no command"),
    };

    private PendingReply Carry(CommandMessage command, CommandArgs args, OperatorCommand order)
    {
        var door = new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ReplyResult? revoked = null;
        if (orders.Submit(order, () => errands.Objection(command.Kind, args), door.SetResult, command.Kind == RemoteRight.RevokeCredential ? Revoke : null) is { } refusal)
        {
            return Answered(CreateReply(command.Id, command.Kind, refusal), order.Key);
        }

        if (command.Kind == RemoteRight.Unlock)
        {
            return new PendingReply(async cancellation => CreateReply(command.Id, command.Kind, await DoorsWordAsync(door.Task, cancellation), DoorsOf(args)));
        }

        if (command.Kind == RemoteRight.RevokeCredential)
        {
            return Answered(CreateReply(command.Id, command.Kind, null, revoked), order.Key);
        }

        return order.Kind.IsForDoors()
            ? Answered(CreateReply(command.Id, command.Kind, null, DoorsOf(args)), order.Key)
            : new PendingReply(
                async cancellation =>
                {
                    var (not, result) = await errands.DoAsync(command.Kind, args, cancellation);
                    return CreateReply(command.Id, command.Kind, not, result);
                },
                () => errands.After(command.Kind));

        // What takes a right away waits for no answer that is under way to the hub.
        Refusal? Revoke(CommandDone done)
        {
            (var not, revoked) = errands.Revoke(args, done);
            return not;
        }
    }

    private ReplyResult DoorsOf(CommandArgs args) => new() { Doors = args.Door is { } door ? [door] : [.. site.Doors.Select(d => d.Id)] };

    private async Task<Refusal?> DoorsWordAsync(Task<Refusal?> word, CancellationToken cancellation)
    {
        try
        {
            return await word.WaitAsync(DoorPatience, time, cancellation);
        }
        catch (TimeoutException)
        {
            return RemoteRefusal.NoAnswer.ToRefusal();
        }
    }

    /// <summary>What never came to <see cref="OperatorCommands"/>: it is no word of a key that may say so, and its id is not burnt.</summary>
    private PendingReply Refused(CommandMessage? command, CommandArgs? args, string? key, Refusal refusal)
    {
        var (id, kind) = (command?.Id ?? "", command is null ? "command" : KindOf(command.Kind).Name());
        refusals.Record(new CommandRefused(id, args?.Door ?? CommandDone.NoDoor, kind, command?.By ?? "?", refusal.Because, key, refusal.Code));
        return Answered(CreateReply(command?.Id, command?.Kind, refusal), key);
    }

    /// <summary>A flood of refusals is not answered one by one.</summary>
    private PendingReply Answered(Reply reply, string? key)
    {
        var isTold = reply.ReasonCode is not { } code || refusals.MayAnswer(code, key);
        return new PendingReply(_ => Task.FromResult(isTold ? reply : null));
    }

    private Reply CreateReply(string? id, RemoteRight? kind, Refusal? refusal, ReplyResult? result = null) => new(id,
        kind is { } known ? System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : "command", refusal is null ? Outcome.Done : Outcome.Refused,
        refusal is null ? null : Spoken.In(site, refusal.Because), refusal?.Code, time.GetUtcNow(), Result: refusal is null ? result : null);
}
