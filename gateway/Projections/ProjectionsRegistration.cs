using Zhuhui.Edge.CloudBridge.Delivery;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Journals.Retention;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Projections;

internal static class ProjectionsRegistration
{
    /// <summary>Each projection can be asked for by itself.</summary>
    public static IServiceCollection AddProjections(this IServiceCollection services) => services
        .AddSingleton<ProjectionService>()
        .AddFrom((ProjectionService projections) => projections.Clock)
        .AddFrom((ProjectionService projections) => projections.Remembered)
        .AddFrom((ProjectionSet set) => set.Whereabouts)
        .AddFrom((ProjectionSet set) => set.PassUses)
        .AddFrom((ProjectionSet set) => set.Orders)
        .AddFrom((ProjectionSet set) => set.LastGrants)
        .AddFrom((ProjectionSet set) => set.Watch)
        .AddFrom((ProjectionSet set) => set.Roster)
        .AddFrom((ProjectionSet set) => set.Alarms)
        .AddFrom((ProjectionSet set) => set.Care)
        .AddFrom((ProjectionSet set) => set.Done)
        .AddFrom((ProjectionSet set) => set.Handled)
        .AddFrom((ProjectionSet set) => set.Silenced)
        .AddFrom((ProjectionSet set) => set.Duty)
        .AddFrom((StandingAlarms alarms) => new OpenAlarms(alarms.IsOpen))
        .AddFrom<SiteFile, ProjectionService, RetentionInputs>(StillNeeded);

    /// <summary>A record is needed until the hub has it and a snapshot holds what it says.</summary>
    private static RetentionInputs StillNeeded(SiteFile site, ProjectionService projections) => new(
        journal => site.Link.Enabled ? LinkProgress.Read(DataFolder.Bookmarks(site), journal.Stream, journal.Ledger).Acknowledged : null,
        journal => projections.ReachedIn(journal.Stream),
        projections.WriteSnapshot,
        () => DiskSpace.At(site.DataFolder));
}
