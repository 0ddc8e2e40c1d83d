using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Perimeter;

internal static class PerimeterRegistration
{
    public static IServiceCollection AddPerimeter(this IServiceCollection services) => services
        .AddFrom((SiteFile site, PolicyInForce policy, ArmingState standing, RunClock clock, TimeProvider time, EventLedger ledger) =>
            new PerimeterWatch(site, policy, standing, clock, time, ledger.Boot, ledger.Append))
        .AddFrom((PerimeterWatch watch, StandingAlarms standing, HandledAlarms handled, EventLedger ledger) =>
            new SiteAlarms(watch, standing, handled, ledger.Append))
        .AddFrom((SiteInForce site, Silences silences, RunClock clock, EventLedger ledger) =>
            new SilencedDevices(site, silences, clock, ledger.Append))
        .AddSingleton<PerimeterLoop>();
}
