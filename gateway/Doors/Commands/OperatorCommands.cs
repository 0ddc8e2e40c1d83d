using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors.Commands;

/// <summary>The one way in for operators' commands, wherever they come from: judged, recorded on the disk, and only then carried out, so
/// that a crash in between loses the command rather than doing it twice. At the start the doors are told again what still stands.</summary>
/// <param name="doors">The doors there are.</param>
/// <param name="post">Gives a door a message; never waits.</param>
/// <param name="repeated">Records refusals that may come in floods; null where each has its own record.</param>
internal sealed class OperatorCommands(IReadOnlyCollection<string> doors, Action<string, DoorMessage> post, ActiveOverrides standing,
    RunClock clock, EventLedger ledger, Action<CommandRefused>? repeated = null) : IHostedService
{
    private readonly Lock _oneAtATime = new();

    /// <param name="command">What came in. One that is for no door is judged and recorded here, and carried out by the caller.</param>
    /// <param name="objection">Why it can't be carried out in spite of the rules, asked before it is recorded; null where it can.</param>
    /// <param name="replies">Is given a reply of each door that has the order, for whoever waits for what comes of it.</param>
    /// <param name="recordWith">Carries out a command whose record and deed are one: it is handed the record, and brings both to the disk
    /// together or says why neither is there. Null for a command that is recorded here.</param>
    /// <returns>Null where it was recorded and handed to its doors, else why not.</returns>
    public Refusal? Submit(OperatorCommand command, Func<Refusal?>? objection = null, List<DoorReply>? replies = null,
        Func<CommandDone, Refusal?>? recordWith = null)
    {
        lock (_oneAtATime)
        {
            var (wall, latest) = clock.Read();
            return Submit(command, wall, latest, objection, replies, recordWith);
        }
    }

    /// <summary>A command given on this machine, while its operator waits for the answer: it is issued now, by the gateway's own clock, and
    /// can be neither old nor a replay.</summary>
    /// <param name="command">Is handed the time.</param>
    /// <param name="replies">Is given a reply of each door that has the order, for whoever waits for what comes of it.</param>
    public Refusal? SubmitLocal(Func<DateTimeOffset, OperatorCommand> command, List<DoorReply>? replies = null)
    {
        lock (_oneAtATime)
        {
            var (now, _) = clock.Read();
            return Submit(command(now), now, now, null, replies, null);
        }
    }

    /// <summary>Tells the doors again what still stands.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var order in standing.Unexpired(clock.Now().At).Where(o => doors.Contains(o.Door)))
        {
            SetMode(order.Door, order.Mode, order.Until, order.Operator, null);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Refusal? Submit(OperatorCommand command, DateTimeOffset wall, DateTimeOffset latest, Func<Refusal?>? objection,
        List<DoorReply>? replies, Func<CommandDone, Refusal?>? recordWith)
    {
        var (where, judged) = (!command.Kind.IsForDoors() ? CommandDone.NoDoor : command.Door ?? CommandDone.Everything, clock.Monotonic);
        var broken = CommandRules.Judge(command, wall, latest, standing.Knows, doors);
        broken = !IsWorthOneRecord(broken) && command.Key is { } key && standing.IsFullFor(key) ? CommandRefusal.TooMany : broken;
        if ((broken is { } rule ? CommandRules.Refusal(rule) : objection?.Invoke()) is { } refusal)
        {
            var record = new CommandRefused(Short(command.Id), Short(where), command.Kind.Name(), Short(command.Operator), refusal.Because,
                command.Key, refusal.Code,
                broken is CommandRefusal.FromTheFuture ? CommandRules.DiesAt(command) : null);
            (IsWorthOneRecord(broken) && command.Key is not null ? repeated ?? ledger.Append : ledger.Append)(record);
            return refusal;
        }

        var until = judged + (CommandRules.DiesAt(command) - latest);
        var done = new CommandDone(command.Id, where, command.Kind.Name(), Short(command.Operator), command.Kind.NeedsEnd()
            ? command.Until : null,
            command.Kind == CommandKind.Forgive ? command.Person : null, command.Subject, command.Key, command.Reason);
        if (recordWith is not null)
        {
            var failed = recordWith(done);
            if (failed is not null)
            {
                ledger.Append(new CommandRefused(done.Command, where, done.Kind, done.Operator, failed.Because, command.Key, failed.Code));
            }

            return failed;
        }

        ledger.Append(done);
        if (command.Key is not null && ledger.JournalOf(EventStream.Registry).IsDegraded)
        {
            // A kill would forget it, and the broker would bring it again. An operator at the gateway can order it there.
            var unrecorded = RemoteRefusal.Failed.ToRefusal("the disk takes no record of it");
            ledger.Append(new CommandRefused(Short(command.Id), Short(where), command.Kind.Name(), Short(command.Operator),
                unrecorded.Because, command.Key, unrecorded.Code));
            return unrecorded;
        }

        foreach (var door in doors.Where(d => command.Kind.IsForDoors() && (command.Door is null || command.Door == d)))
        {
            Dispatch(door, command, until, replies);
        }

        return null;
    }

    /// <summary>An attacker who has once heard a signed command can send it again for ever. What is refused for good needs no place in the
    /// memory of ids, so that one record a minute is enough; every other refusal is one of an id that must not come true later.</summary>
    private static bool IsWorthOneRecord(CommandRefusal? broken) => broken is CommandRefusal.Replayed or CommandRefusal.Expired
        or CommandRefusal.ClockWentBack or CommandRefusal.TooMany;

    private void Dispatch(string door, OperatorCommand command, TimeSpan until, List<DoorReply>? replies)
    {
        var reply = replies is null || command.Kind == CommandKind.Forgive ? null : new DoorReply(door);
        if (reply is not null)
        {
            replies!.Add(reply);
        }

        if (command.Kind == CommandKind.Unlock)
        {
            post(door, new DoorMessage.Unlock(command, until, reply));
        }
        else if (command.Kind.Mode() is { } mode)
        {
            SetMode(door, mode, command.Kind.NeedsEnd() ? command.Until : null, command.Operator, reply);
        }
    }

    private void SetMode(string door, DoorMode mode, DateTimeOffset? until, string orderedBy, DoorReply? reply)
    {
        ledger.Append(new DoorModeChanged(door, mode, until, orderedBy));
        post(door, new DoorMessage.SetMode(mode, until, reply));
    }

    /// <summary>Whatever a sender puts into a field, the record stays small.</summary>
    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
