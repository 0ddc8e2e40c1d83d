using System.Diagnostics.Metrics;

namespace Zhuhui.Edge.Gateway.People;

/// <summary>How many people there are. Nothing here names one.</summary>
internal static class PeopleMeter
{
    public static Meter Create(Func<int> residents)
    {
        var meter = new Meter("Zhuhui.Edge.People");
        meter.CreateObservableGauge("zhuhui.residents", residents, "{person}", "People in the registry.");
        return meter;
    }
}
