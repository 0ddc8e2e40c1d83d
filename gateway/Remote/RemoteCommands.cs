using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>A message that was dealt with so far that a kill changes nothing any more.</summary>
/// <param name="Outcome">Waits for what comes of it, and gives the answer; null where none is due.</param>
/// <param name="Then">What is left for after the answer.</param>
internal sealed record PendingReply(Func<CancellationToken, Task<Reply?>> Outcome, Action? Then = null);

/// <summary>The hub's commands: whose it is, what it is, whether it may be; then on the disk, then to the doors. Promises that none is
/// carried out twice, late, or for a key that has not the right, and that each is journaled and answered.</summary>
internal sealed class RemoteCommands(SiteFile site, Authorities authorities, OperatorCommands orders, RefusalMeter refusals,
    GatewayCommands errands, TimeProvider time)
{
    /// <summary>Stands for the kind of what could not be read.</summary>
    private const string AnyCommand = "command";

    /// <summary>Until a door has surely come to an unlock or let it grow old.</summary>
    private static readonly TimeSpan _doorPatience = CommandLifetime.Unlock + TimeSpan.FromSeconds(1);

    private readonly string _address = AddressOf(site);

    public static string AddressOf(SiteFile site) => $"{site.District}/{site.Compound}/{site.Gateway}";

    /// <summary>Returns once the command, or its refusal, is recorded.</summary>
    public PendingReply Handle(InboundMessage message)
    {
        var (key, refusal) = authorities.Check(message, CommandReading.MostBytes);
        if (refusal is not null)
        {
            return Refused(null, key: null, refusal);
        }

        if (message.ResponseTopic is { } topic && topic != message.FullTopic[..^message.Topic.Length] + "replies")
        {
            return Refused(null, key, RemoteRefusal.WrongReplyTopic.ToRefusal());
        }

        var (command, gateway, problem) = CommandReading.Read(message.Payload.Span);
        if (command is null)
        {
            return Refused(null, key, RemoteRefusal.Malformed.ToRefusal(problem));
        }

        if (gateway != _address || !authorities.May(key!, CommandForm.ForKind(command.Kind).Right))
        {
            return Refused(command, key, (gateway != _address ? RemoteRefusal.OtherGateway : RemoteRefusal.NotPermitted).ToRefusal());
        }

        return Carry(command with { Key = key, Retained = message.Retained });
    }

    private PendingReply Carry(OperatorCommand command)
    {
        List<DoorReply> doors = [];
        ReplyResult? revoked = null;
        if (orders.Submit(command, () => errands.Objection(command), doors, command.Kind == CommandKind.RevokeCredential ? Revoke
            : null) is { } refusal)
        {
            return Answered(CreateReply(command, refusal), command.Key);
        }

        switch (command.Kind)
        {
            case CommandKind.Unlock or CommandKind.HoldOpen:
                return new PendingReply(async cancellationToken => CreateReply(command, await DoorsWordAsync(doors, cancellationToken),
                    DoorsOf(command)));
            case CommandKind.RevokeCredential:
                return Answered(CreateReply(command, null, revoked), command.Key);
            case var kind when kind.IsForDoors():
                return Answered(CreateReply(command, null, DoorsOf(command)), command.Key);
            default:
                return new PendingReply(cancellationToken => DoAsync(command, cancellationToken), () => errands.After(command));
        }

        // What takes a right away waits for no answer that is under way to the hub.
        Refusal? Revoke(CommandDone done)
        {
            (var not, revoked) = errands.Revoke(command, done);
            return not;
        }
    }

    private async Task<Reply?> DoAsync(OperatorCommand command, CancellationToken cancellationToken)
    {
        var (not, result) = await errands.DoAsync(command, cancellationToken);
        return CreateReply(command, not, result);
    }

    private ReplyResult DoorsOf(OperatorCommand command) => new()
    {
        Doors = command.Door is { } door ? [door]
        : [.. site.Doors.Select(d => d.Id)]
    };

    private async Task<Refusal?> DoorsWordAsync(IEnumerable<DoorReply> doors, CancellationToken cancellationToken)
    {
        try
        {
            var words = await Task.WhenAll(doors.Select(door => door.Word)).WaitAsync(_doorPatience, time, cancellationToken);
            return words.FirstOrDefault(word => word.Refused is not null)?.Refused;
        }
        catch (TimeoutException)
        {
            return RemoteRefusal.NoAnswer.ToRefusal();
        }
    }

    /// <summary>What never came to <see cref="OperatorCommands"/>: it is no word of a key that may say so, and its id is not
    /// burnt.</summary>
    private PendingReply Refused(OperatorCommand? command, string? key, Refusal refusal)
    {
        var kind = command is null ? AnyCommand : command.Kind.Name();
        refusals.Record(new CommandRefused(command?.Id ?? "", command?.Door ?? CommandDone.NoDoor, kind, command?.Operator ?? "?",
            refusal.Because, key, refusal.Code));
        return Answered(CreateReply(command, refusal), key);
    }

    /// <summary>A flood of refusals is not answered one by one.</summary>
    private PendingReply Answered(Reply reply, string? key)
    {
        var isTold = reply.ReasonCode is not { } code || refusals.MayAnswer(code, key);
        return new PendingReply(_ => Task.FromResult(isTold ? reply : null));
    }

    private Reply CreateReply(OperatorCommand? command, Refusal? refusal, ReplyResult? result = null) => new(command?.Id,
        command is null ? AnyCommand : CommandForm.ForKind(command.Kind).Name, refusal is null ? Outcome.Done : Outcome.Refused,
        refusal is null ? null : Spoken.In(site, refusal.Because), refusal?.Code, time.GetUtcNow(), Result: refusal is null
        ? result : null);
}
