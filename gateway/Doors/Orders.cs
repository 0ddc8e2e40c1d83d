using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Ledger;
using Zhuhui.Edge.Gateway.Recall;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>The one way in for operators' commands, wherever they come from: judged, recorded on the disk, and only then carried out, so that a crash in between
/// loses the command rather than doing it twice. At the start the doors are told again what still stands.</summary>
/// <param name="doors">The doors there are.</param>
/// <param name="post">Gives a door a message; never waits.</param>
internal sealed class Orders(IReadOnlyCollection<string> doors, Action<string, DoorMessage> post, StandingOrders standing, RunClock clock, EventLedger ledger) : IHostedService
{
    private const string LocalPrefix = "local-";

    private readonly Lock _oneAtATime = new();

    /// <returns>Null where it was carried out, else why not.</returns>
    public Wording? Give(OperatorCommand command)
    {
        lock (_oneAtATime)
        {
            var (wall, latest) = clock.Read();
            return Give(command, wall, latest);
        }
    }

    /// <summary>A command given on this machine, while whoever gave it waits for the answer: it is issued now, by the gateway's own clock, and can be neither old nor a
    /// replay.</summary>
    /// <param name="forTime">How long the mode is to hold.</param>
    public Wording? GiveHere(CommandKind kind, string? door, string orderedBy, TimeSpan? forTime, string? person)
    {
        lock (_oneAtATime)
        {
            var (now, _) = clock.Read();
            return Give(new OperatorCommand(LocalPrefix + Guid.NewGuid().ToString("N"), kind, door, orderedBy, now, now + OrderRules.UnlockLives, now + forTime, person), now, now);
        }
    }

    /// <summary>Tells the doors again what still stands.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var order in standing.Unexpired(clock.Now().At).Where(o => doors.Contains(o.Door)))
        {
            Tell(order.Door, order.Mode, order.Until, order.Operator);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Wording? Give(OperatorCommand command, DateTimeOffset wall, DateTimeOffset latest)
    {
        var (where, judged) = (command.Door ?? CommandDone.Everything, clock.Monotonic);
        if (OrderRules.Judge(command, wall, latest, standing.Knows, doors) is { } refusal)
        {
            var because = OrderRules.Words(refusal);
            ledger.Append(new CommandRefused(Short(command.Id), Short(where), NameOf(command.Kind), Short(command.Operator), because));
            return because;
        }

        var until = judged + (OrderRules.DiesAt(command) - latest);
        ledger.Append(new CommandDone(command.Id, where, NameOf(command.Kind), Short(command.Operator), IsMode(command.Kind) ? command.Until : null,
            command.Kind == CommandKind.Forgive ? command.Person : null));
        foreach (var door in doors.Where(d => command.Door is null || command.Door == d))
        {
            Tell(door, command, until);
        }

        return null;
    }

    private void Tell(string door, OperatorCommand command, TimeSpan until)
    {
        switch (command.Kind)
        {
            case CommandKind.Unlock:
                post(door, new DoorMessage.Unlock(command.Id, command.Operator, until));
                break;
            case CommandKind.HoldOpen:
                Tell(door, DoorMode.HeldOpen, command.Until, command.Operator);
                break;
            case CommandKind.Lockdown:
                Tell(door, DoorMode.LockedDown, command.Until, command.Operator);
                break;
            case CommandKind.Normal:
                Tell(door, DoorMode.Normal, null, command.Operator);
                break;
        }
    }

    private void Tell(string door, DoorMode mode, DateTimeOffset? until, string orderedBy)
    {
        ledger.Append(new DoorModeChanged(door, mode, until, orderedBy));
        post(door, new DoorMessage.Order(mode, until, orderedBy));
    }

    private static bool IsMode(CommandKind kind) => kind is CommandKind.HoldOpen or CommandKind.Lockdown;

    private static string NameOf(CommandKind kind) => kind switch
    {
        CommandKind.Unlock => CommandDone.Unlock,
        CommandKind.HoldOpen => CommandDone.HoldOpen,
        CommandKind.Lockdown => CommandDone.Lockdown,
        CommandKind.Normal => CommandDone.Normal,
        _ => CommandDone.Forgive,
    };

    /// <summary>Whatever a sender puts into a field, the record stays small.</summary>
    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
