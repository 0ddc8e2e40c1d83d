using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People.Registry;

/// <summary>Makes the registry's daily backup, and erases from the backups the people who were removed while their disk was away. What is
/// in the way is told once.</summary>
internal sealed class BackupService(PeopleWriter writer, RegistryStore registry, EventLedger ledger, ResidentDirectory residents,
    TimeProvider time, ExitCode exit)
    : LoopService(exit)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan _backUpEvery = TimeSpan.FromDays(1);

    private string? _told;

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var hour = new PeriodicTimer(_lookEvery, time);
        do
        {
            RunOnce();
        }
        while (await hour.WaitForNextTickAsync(cancellationToken));
    }

    private void RunOnce()
    {
        var problem = registry.BackupProblem;
        try
        {
            writer.CatchUp();
            if (residents.Count > 0 && !registry.HasRecentBackup(BackupReason.Daily, _backUpEvery))
            {
                writer.MakeBackup(BackupReason.Daily);
            }

            if (residents.Count > 0 && !registry.Sealed.IsRecent(_backUpEvery))
            {
                writer.Seal(BackupReason.Daily);
            }
        }
        catch (StorageException inTheWay)
        {
            problem = inTheWay.Message;
        }

        if (problem is not null && problem != _told)
        {
            ledger.Append(new RegistryBackupFailed(problem));
        }

        _told = problem;
    }
}
