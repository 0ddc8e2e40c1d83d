using Zhuhui.Edge.Gateway.Admin.Audit;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Admin.Holidays;
using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Admin.Passages;
using Zhuhui.Edge.Gateway.Admin.Plan;
using Zhuhui.Edge.Gateway.Admin.Releases;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Admin;

internal static class AdminRegistration
{
    public static IServiceCollection AddAdmin(this IServiceCollection services) => services
        .AddSingleton<EventCounters>()
        .AddSingleton<StatusBoard>()
        .AddSingleton<MachineReadings>()
        .AddSingleton<RegistryDesk>()
        .AddSingleton<EventFormatter>()
        .AddSingleton<EventLookup>()
        .AddSingleton<CameraLooks>()
        .AddSingleton<AlarmBoard>()
        .AddSingleton<GroundPlan>()
        .AddSingleton<InsideBoard>()
        .AddSingleton<BoxReport>()
        .AddSingleton<GuardDuty>()
        .AddSingleton<SilenceOrders>()
        .AddSingleton<AuditLookup>()
        .AddSingleton<PeopleView>()
        .AddSingleton<PeopleLookup>()
        .AddSingleton<PassageCounts>()
        .AddSingleton<HolidayBook>()
        .AddSingleton<NoticeBook>()
        .AddSingleton<ImportRuns>()
        .AddSingleton<OpenDoors>()
        .AddSingleton<SiteJudge>()
        .AddSingleton<SiteSwitch>()
        // Each trial counts for itself how long something is away.
        .AddTransient<SiteHealth>()
        .AddSingleton<SiteChanges>()
        .AddSingleton<SiteTrialLoop>()
        .AddSingleton<ReleaseTrial>()
        .AddSingleton<ReleaseTrialLoop>()
        .AddSingleton<ReleaseOrders>()
        .AddFrom((SiteFile site, ReleaseOrders orders, Slots slots, TimeProvider time) => new ReleaseFetching(site, orders, slots, time,
            Environment.GetEnvironmentVariable(ReleaseKeys.Variable) ?? ReleaseKeys.UsualFolder))
        .AddFrom<ReleaseOrders, IUpgrades>(orders => orders)
        .AddSingleton<ReleaseOrdersLoop>();
}
