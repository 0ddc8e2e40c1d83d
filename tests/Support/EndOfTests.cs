namespace Zhuhui.Edge.Tests.Support;

/// <summary>What is to be ended with the last test of a program: its fixture.</summary>
public sealed class EndOfTests : IDisposable
{
    public void Dispose() => PostgresCluster.EndShared();
}
