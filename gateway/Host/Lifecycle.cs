using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>The first and the last event of every run: what was found at the start, and that the stop was an orderly one. A run without its
/// last event was cut off.</summary>
internal sealed class Lifecycle(SiteFile site, PolicyInForce policies, EventLedger ledger, PeopleWriter people, ResidentDirectory residents,
    RegistryStore registry, VisionModels models) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var (policy, version) = policies.Now;
        ledger.Append(new PolicyAdopted(version, policy));
        ledger.Append(new GatewayStarted(ThisProgram.Version, version, site.Doors.Count, site.Cameras.Count, residents.Count,
            registry.Faces));
        people.ReportRestored();

        if (models.Problem is { } problem)
        {
            ledger.Append(new VisionOff(problem));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        ledger.Append(new GatewayStopped());
        return Task.CompletedTask;
    }
}
