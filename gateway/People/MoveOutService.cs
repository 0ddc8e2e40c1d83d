using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>Erases the households whose time to move out has come, and the people and visits that ended longer ago than the site keeps
/// them. While the clock is not believed nobody is: what is erased does not come back.</summary>
internal sealed class MoveOutService(SiteFile site, PeopleWriter writer, RightsChanges rights, ResidentDirectory residents,
    EventLedger ledger, ILogger<MoveOutService> logger, ExitCode exit)
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

        var now = ledger.Time.GetUtcNow();
        foreach (var household in residents.Households.Where(one => one.EndsAt <= now).ToArray())
        {
            Try(household.Id.Value, () => rights.Handle(new RightsRequest.HouseholdEnd(household.Id.Value)));
        }

        PersonId[] ended = [.. residents.All.Where(person => !person.IsFromHub
            && person.ValidTo?.AddDays(site.Privacy.EraseAfterDays) <= now)
            .Select(person => person.Id)];
        string[] visits = [.. residents.Visits.Where(visit => visit.ValidTo.AddDays(site.Privacy.EraseAfterDays) <= now
            || (visit.ValidTo <= now && residents.WithId(visit.Host) is null)).Select(visit => visit.Pass)];
        if (ended.Length + visits.Length > 0)
        {
            Try(string.Join(", ", [.. ended.Select(person => person.Value), .. visits]), () => writer.Write(() =>
                (new PeopleChange { Gone = ended, VisitsGone = visits }, true)));
        }
    }

    private void Try(string whom, Action erase)
    {
        try
        {
            erase();
            logger.MovedOut(whom);
        }
        catch (StorageException inTheWay)
        {
            logger.MoveOutFailed(whom, inTheWay.Message);
        }
    }
}
