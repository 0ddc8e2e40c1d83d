namespace Zhuhui.Edge.Gateway.Host;

/// <summary>The host hears no signals of its own: <see cref="Loops.StopSignals"/> did before there was one, and does after it.</summary>
internal sealed class HeardElsewhere : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
