using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

internal static class AccessRegistration
{
    /// <summary>Rights are changed with the keys that <see cref="Credentials"/> owns.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddFrom((SiteFile site, EventLedger ledger, PassUses uses, TimeProvider time) => Credentials.Open(site, ledger,
            uses.CountFor, time))
        .AddFrom((SiteFile site, RegistryStore registry, ResidentDirectory residents, PeopleWriter writer, Credentials credentials,
            TimeProvider time) =>
            new RightsChanges(site, registry, residents, writer, credentials.Pins, credentials.Passes, time));
}
