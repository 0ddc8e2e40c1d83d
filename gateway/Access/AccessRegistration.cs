using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Access;

internal static class AccessRegistration
{
    /// <summary>Rights are changed with the keys that <see cref="Credentials"/> owns. They are read once the registry is open, which may
    /// have brought others.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddFrom((SiteFile site, EventLedger ledger, PassUses uses, RegistryStore registry, TimeProvider time) =>
            Credentials.Open(site, ledger, whose => uses.CountFor(whose) + registry.UsesBefore.GetValueOrDefault(whose), time))
        .AddLater<PassUses>()
        .AddFrom((Func<PassUses> uses) => new CountedUses(() => uses().Counts()))
        .AddFrom((Credentials credentials) => credentials.Pins)
        .AddFrom((Credentials credentials) => credentials.Passes)
        .AddSingleton<RightsChanges>();
}
