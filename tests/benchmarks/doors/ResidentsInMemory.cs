using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>What the people cost in memory: the managed heap with them and without.</summary>
internal static class ResidentsInMemory
{
    public static void Measure(Table table)
    {
        foreach (var count in new[] { 2100, 50_000 })
        {
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var residents = new ResidentDirectory();
            residents.Replace(Compound.People(count));
            var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
            GC.KeepAlive(residents);
            table.Figure($"memory of {count:N0} residents, two cards each", $"residents{count}Bytes", bytes, "bytes");
        }
    }
}
