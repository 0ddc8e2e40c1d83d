using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Remote;

/// <summary>What the running gateway gives a command that is for no door.</summary>
/// <param name="Still">A camera's next picture as a JPEG; null while there is none.</param>
/// <param name="Verbose">Sets how much the log tells for so long; when that ends.</param>
/// <param name="Sync">Tells the hub what is in force, and asks for what is missing.</param>
/// <param name="Restart">Stops the gateway in order, to be started again; returns at once.</param>
internal sealed record CommandServices(Func<string, CancellationToken, Task<byte[]?>> Still,
    Func<LogLevel, TimeSpan, DateTimeOffset> Verbose, Func<ReplyResult> Sync, Action Restart);

/// <summary>Another release of the program, ordered from afar.</summary>
internal interface IUpgrades
{
    /// <returns>Why this box does not take it, as far as its version tells; null where it may.</returns>
    Refusal? Objection(string version);

    /// <summary>Sees to it in the background, over restarts.</summary>
    /// <returns>Why it was not begun; null where it was.</returns>
    Refusal? Begin(string version, string by);
}

/// <summary>The commands that are for no door: whether they can be carried out, and their carrying out.</summary>
internal sealed class GatewayCommands(SiteInForce inForce, RightsChanges rights, ResidentDirectory residents, CommandServices means,
    IUpgrades upgrades, TimeProvider time)
{
    /// <summary>A bigger picture is not sent.</summary>
    public const int MostStillBytes = 256 << 10;

    private static readonly TimeSpan _stillPatience = TimeSpan.FromSeconds(5);

    private SiteFile Site => inForce.Now;

    /// <returns>Why it can't be carried out as things stand; null where it can.</returns>
    public Refusal? Objection(OperatorCommand command) => command.Kind switch
    {
        CommandKind.RevokeCredential when command.Card is { } card => Cards(card).Count switch
        {
            0 => RemoteRefusal.UnknownCard.ToRefusal(),
            1 => null,
            _ => RemoteRefusal.AmbiguousCard.ToRefusal(),
        },
        CommandKind.RevokeCredential => residents.WithId(new PersonId(command.Person!)) is null ? RemoteRefusal.UnknownPerson.ToRefusal()
            : null,
        CommandKind.Still => Site.Cameras.FirstOrDefault(c => c.Id == command.Camera) is not { } camera
            ? RemoteRefusal.UnknownCamera.ToRefusal()
            : MayBeSeen(camera) ? null : RemoteRefusal.StillsNotAllowed.ToRefusal(),
        CommandKind.Upgrade => upgrades.Objection(command.Version!),
        _ => null,
    };

    /// <summary>Takes the right to pass from a card or a person; it opens nothing any more when this returns. The command's record and what
    /// it takes away are on the disk together or not at all.</summary>
    /// <returns>Why not, or what came of it.</returns>
    public (Refusal? Refusal, ReplyResult? Result) Revoke(OperatorCommand command, CommandDone done)
    {
        var owner = command.Card is not { } named ? command.Person! : Cards(named) is [var held, ..] ? held.Resident.Id.Value : "";
        try
        {
            var answer = rights.Handle(command.Card is { } card
                ? new RightsRequest.CardReport(card.Number, card.Format, true)
                : new RightsRequest.PersonBlocking(owner, true), done);
            return answer.Said is null ? (RemoteRefusal.Failed.ToRefusal(), null) : (null, new ReplyResult { Person = owner });
        }
        catch (StorageException refused)
        {
            return (RemoteRefusal.Failed.ToRefusal($"{refused.Message}; it holds until the next start all the same"), null);
        }
    }

    /// <summary>Carries out what was recorded before, and may take its time.</summary>
    /// <returns>Why not, or what came of it.</returns>
    public async Task<(Refusal? Refusal, ReplyResult? Result)> DoAsync(OperatorCommand command, CancellationToken cancellationToken)
    {
        switch (command.Kind)
        {
            case CommandKind.Sync:
                return (null, means.Sync());
            case CommandKind.Still:
                return await StillAsync(command.Camera!, cancellationToken);
            case CommandKind.LogLevel:
                return (null, new ReplyResult { Until = means.Verbose(command.Level!.Value, command.Duration!.Value) });
            case CommandKind.Upgrade:
                return (upgrades.Begin(command.Version!, command.Operator), null);
            default:
                return (null, null);
        }
    }

    /// <summary>Once the answer is on its way.</summary>
    public void After(OperatorCommand command)
    {
        if (command.Kind == CommandKind.Restart)
        {
            means.Restart();
        }
    }

    /// <summary>The law knows pictures of the perimeter alone (see the register of cameras): one that looks for faces, serves a door or
    /// watches where people live gives none, whatever the site file says.</summary>
    private bool MayBeSeen(SiteCamera camera) => Site.Link.RemoteStills && !camera.Faces && Rings.RingOf(Site, camera) == Ring.Perimeter
        && Site.Doors.All(d => !d.Cameras.Contains(camera.Id, StringComparer.Ordinal));

    private List<(Resident Resident, HeldCard Card)> Cards(NamedCard card) =>
        [.. residents.CardsOf(card.Number).Where(h => card.Format is null || h.Card.Format == card.Format)];

    private async Task<(Refusal? Refusal, ReplyResult? Result)> StillAsync(string camera, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_stillPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await means.Still(camera, either.Token) is { Length: > 0 and <= MostStillBytes } jpeg
                ? (null, new ReplyResult { Camera = camera, LegalBasis = Site.Link.RemoteStillsBasis, Jpeg = jpeg })
                : (RemoteRefusal.NoPicture.ToRefusal(), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (RemoteRefusal.NoPicture.ToRefusal(), null);
        }
    }
}
