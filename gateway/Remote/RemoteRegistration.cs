using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Doors.Commands;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Remote.Rosters;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Remote;

internal static class RemoteRegistration
{
    /// <summary>The inbox stands between the link and what answers over it: both are made after it.</summary>
    /// <param name="bare">The site file before anything from afar.</param>
    public static IServiceCollection AddRemote(this IServiceCollection services, BareSite bare) => services
        .AddSingleton(bare)
        .AddSingleton<ChangedFiles>()
        .AddFrom((SiteFile site) => new Authorities(site.Link.Authorities))
        .AddSingleton<RosterIntake>()
        .AddFrom((BareSite site, Authorities authorities, RefusalMeter refusals, EventLedger ledger, RosterIntake rosters,
            GatewayRestart restart, TimeProvider time) =>
            new Twin(site, authorities, refusals, ledger.Append, () => rosters.Version, restart.Request, time))
        .AddFrom<CamerasService, LogVerbosity, RosterIntake, Twin, PolicyInForce, GatewayRestart, CommandServices>(ServicesFor)
        .AddSingleton<GatewayCommands>()
        .AddSingleton<RemoteCommands>()
        .AddSingleton<RemoteInbox>()
        .AddFrom((RemoteInbox inbox) => new InboundTopic("commands", inbox.HandleCommandAsync) { Waiting = 1024 })
        .AddFrom((RemoteInbox inbox) => new InboundTopic("roster", inbox.HandleRosterAsync))
        .AddFrom((RemoteInbox inbox) => new InboundTopic("twin/desired", inbox.HandleTwinAsync))
        .AddSingleton<LinkService>()
        .AddSingleton<RemoteService>();

    private static CommandServices ServicesFor(CamerasService cameras, LogVerbosity verbosity, RosterIntake rosters, Twin twin,
        PolicyInForce policy, GatewayRestart restart)
    {
        return new CommandServices(cameras.StillAsync, verbosity.Set, Sync, restart.Request);

        ReplyResult Sync()
        {
            rosters.Want("asked to synchronise");
            return new ReplyResult { RosterVersion = rosters.Version, TwinVersion = twin.Reported.Version, Policy = policy.Now.Version };
        }
    }
}
