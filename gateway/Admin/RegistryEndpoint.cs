using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What is to be done with the registry's backups.</summary>
internal enum BackupAction
{
    List,
    Make,

    /// <summary>Say what a restore would do.</summary>
    WouldRestore,
    Restore,

    /// <summary>Make a sealed backup.</summary>
    Seal,

    /// <summary>Make sealed backups for this recovery key from now on.</summary>
    MakeFor,

    /// <summary>Say for which recovery key they are made.</summary>
    MadeFor,
}

/// <param name="Backup">The backup's name.</param>
/// <param name="Operator">Who restores, or made the recovery key.</param>
/// <param name="Recovery">The public half of a recovery key; the other never comes here.</param>
/// <param name="Replaces">It may take the place of another.</param>
internal sealed record BackupRequest(BackupAction Errand, string? Backup, string? Operator, byte[]? Recovery = null, bool Replaces = false);

/// <param name="Backups">The list, or the one that was made.</param>
/// <param name="Restore">What a restore did, or would do.</param>
/// <param name="Refused">Why nothing was done; null where it was.</param>
/// <param name="Recovery">The recovery key in force; null where there is none.</param>
internal sealed record BackupAnswer(IReadOnlyList<RegistryBackup> Backups, RegistryRestore? Restore, string? Refused,
    string? Recovery = null);

/// <summary>The registry's backups over the <see cref="AdminSocket"/>. After a restore the doors go on with the people who are in
/// it.</summary>
internal static class RegistryEndpoint
{
    private const string RegistryPath = "/admin/registry";

    public static void MapRegistry(this WebApplication app) => app.MapPost(RegistryPath,
        async (HttpContext context, RegistryDesk desk, CancellationToken cancellationToken) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<BackupRequest>(context, cancellationToken) is not { } request
                || !Enum.IsDefined(request.Errand))
            {
                return Results.BadRequest();
            }

            return Results.Json(desk.Handle(request), EventJson.Options);
        });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<BackupAnswer?> TryAskAsync(string dataFolder, BackupRequest request, CancellationToken cancellationToken) =>
        AdminSocket.TryAskAsync<BackupRequest, BackupAnswer>(dataFolder, RegistryPath, request, cancellationToken);

    public static BackupAnswer Handle(PeopleWriter writer, RegistryStore registry, ResidentDirectory residents, BackupRequest request,
        Language language)
    {
        try
        {
            switch (request)
            {
                case { Errand: BackupAction.Make }:
                    return new BackupAnswer([writer.MakeBackup(BackupReason.Asked)], null, null);
                case { Errand: BackupAction.WouldRestore, Backup: { } name }:
                    return new BackupAnswer([], registry.PlanRestore(name)?.Told, null) is { Restore: not null } would ? would
                        : NoSuch(name, language);
                case { Errand: BackupAction.Restore, Backup: { } name, Operator: { } who }:
                    var done = writer.Write<RegistryRestore?>(() => registry.PlanRestore(name) is { } plan
                        ? (PeopleChange.Restoring(plan, residents.All, who), plan.Told)
                        : (null, null));
                    return done is null ? NoSuch(name, language) : new BackupAnswer([], done, null);
                case { Errand: BackupAction.List }:
                    return new BackupAnswer([.. registry.Backups(), .. registry.Sealed.List()], null, null);
                case { Errand: BackupAction.Seal }:
                    return writer.Seal(BackupReason.Asked) is { } made ? new BackupAnswer([made], null, null)
                        : new BackupAnswer([], null, SealedTexts.NoKey.In(language));
                case { Errand: BackupAction.MakeFor, Recovery: { } bytes, Operator: { } who } when RecoveryLock.From(bytes) is { } recovery:
                    if (registry.Sealed.Lock is { } other && !request.Replaces)
                    {
                        return new BackupAnswer([], null, SealedTexts.KeyThere(other.Id).In(language));
                    }

                    writer.MakeFor(recovery, who);
                    return new BackupAnswer([], null, registry.Sealed.Problem, recovery.Id);
                case { Errand: BackupAction.MadeFor }:
                    return new BackupAnswer([], null, null, registry.Sealed.Lock?.Id);
                default:
                    return new BackupAnswer([], null, AdminTexts.RestoreNeeds.In(language));
            }
        }
        catch (StorageException inTheWay)
        {
            return new BackupAnswer([], null, inTheWay.Message);
        }
    }

    private static BackupAnswer NoSuch(string name, Language language) => new([], null, AdminTexts.NoBackup(name).In(language));
}

/// <summary>The registry's backups in the running gateway, which asks the hub anew for what it has ordered since a backup that was
/// restored.</summary>
internal sealed class RegistryDesk(SiteFile site, PeopleWriter writer, RegistryStore registry, ResidentDirectory residents,
    RosterIntake rosters)
{
    public BackupAnswer Handle(BackupRequest request)
    {
        var answer = RegistryEndpoint.Handle(writer, registry, residents, request, site.Language);
        if (request.Errand == BackupAction.Restore && answer.Refused is null)
        {
            rosters.Want(RosterIntake.RegistryPutBack);
        }

        return answer;
    }
}
