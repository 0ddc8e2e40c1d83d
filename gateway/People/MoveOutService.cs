using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Erases the households whose time to move out has come. While the clock is not believed nobody is: what is erased does not come
/// back.</summary>
internal sealed class MoveOutService(RightsChanges rights, ResidentDirectory residents, EventLedger ledger, ILogger<MoveOutService> logger,
    ExitCode exit)
    : LoopService(exit)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromMinutes(10);

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var timer = new PeriodicTimer(_lookEvery, ledger.Time);
        do
        {
            RunOnce();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    internal void RunOnce()
    {
        if (ledger.Time.LastCertain is not null)
        {
            return;
        }

        foreach (var household in residents.Households.Where(one => one.EndsAt <= ledger.Time.GetUtcNow()).ToArray())
        {
            try
            {
                rights.Handle(new RightsRequest.HouseholdEnd(household.Id.Value));
                logger.MovedOut(household.Id.Value);
            }
            catch (StorageException inTheWay)
            {
                logger.MoveOutFailed(household.Id.Value, inTheWay.Message);
            }
        }
    }
}
