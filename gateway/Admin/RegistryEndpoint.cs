using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
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
}

/// <param name="Backup">The backup's name.</param>
/// <param name="Operator">Who restores.</param>
internal sealed record BackupRequest(BackupAction Errand, string? Backup, string? Operator);

/// <param name="Backups">The list, or the one that was made.</param>
/// <param name="Restore">What a restore did, or would do.</param>
/// <param name="Refused">Why nothing was done; null where it was.</param>
internal sealed record BackupAnswer(IReadOnlyList<RegistryBackup> Backups, RegistryRestore? Restore, string? Refused);

/// <summary>The registry's backups over the <see cref="AdminSocket"/>. After a restore the doors go on with the people who are in it.</summary>
internal static class RegistryEndpoint
{
    private const string RegistryPath = "/admin/registry";

    public static void MapRegistry(this WebApplication app) => app.MapPost(RegistryPath,
        async (HttpContext context, RosterIntake rosters, RegistryStore registry, EventLedger ledger, ResidentDirectory residents, EnrolmentService enrolling, VisionModels models, SiteFile site,
            CancellationToken cancellation) =>
        {
            if (!AdminSocket.IsOver(context))
            {
                return Results.NotFound();
            }

            if (await AdminSocket.ReadAsync<BackupRequest>(context, cancellation) is not { } request || !Enum.IsDefined(request.Errand))
            {
                return Results.BadRequest();
            }

            // Nobody changes a person meanwhile: what the doors know and what is on the disk change together.
            lock (residents.Turn)
            {
                var answer = Handle(registry, ledger, request, site.Language);
                if (request.Errand == BackupAction.Restore && answer.Refused is null)
                {
                    enrolling.Load(models.Pack?.Id);
                    rosters.PutBack();
                }

                return Results.Json(answer, EventJson.Options);
            }
        });

    /// <returns>Null where no gateway runs on this data folder.</returns>
    public static Task<BackupAnswer?> TryAskAsync(string dataFolder, BackupRequest request, CancellationToken cancellation) =>
        AdminSocket.TryAskAsync<BackupRequest, BackupAnswer>(dataFolder, RegistryPath, request, cancellation);

    /// <summary>Does it, and journals what was done.</summary>
    public static BackupAnswer Handle(RegistryStore registry, EventLedger ledger, BackupRequest request, Language language)
    {
        try
        {
            switch (request)
            {
                case { Errand: BackupAction.Make }:
                    var made = registry.MakeBackup(BackupReason.Asked);
                    ledger.Append(new RegistryBackedUp(made.Name, made.Reason, made.People));
                    return new BackupAnswer([made], null, null);
                case { Errand: BackupAction.WouldRestore, Backup: { } name }:
                    return new BackupAnswer([], registry.WouldRestore(name), null) is { Restore: not null } would ? would : NoSuch(name, language);
                case { Errand: BackupAction.Restore, Backup: { } name, Operator: { } who }:
                    if (registry.Restore(name) is not { } done)
                    {
                        return NoSuch(name, language);
                    }

                    ledger.Append(new RegistryPutBack(name, done.MadeAt, who, done.People, done.Lost, done.Returned, done.Changed, done.Check));
                    return new BackupAnswer([], done, null);
                case { Errand: BackupAction.List }:
                    return new BackupAnswer(registry.Backups(), null, null);
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
