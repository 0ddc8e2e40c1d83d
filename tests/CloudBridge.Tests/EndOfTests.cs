
[assembly: Xunit.AssemblyFixture(typeof(Zhuhui.Edge.Tests.EndOfTests))]

namespace Zhuhui.Edge.Tests;

/// <summary>What is to be ended with the last test.</summary>
public sealed class EndOfTests : IDisposable
{
    public void Dispose() => PostgresCluster.EndShared();
}
