using Zhuhui.Edge.Gateway.Loops;

namespace Zhuhui.Edge.Gateway.Devices;

/// <summary>Serves the readers. It starts after the doors and stops before them, so that nothing is read that no door hears.</summary>
internal sealed class ReadersService(Readers readers, ExitCode exit) : LoopService(exit)
{
    public override void Dispose()
    {
        readers.Dispose();
        base.Dispose();
    }

    /// <summary>What is ready reads: a gateway that says that it has started hears the first card.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        readers.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) =>
        LoopGroup.RunUntilStoppedAsync(readers.Run, cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        readers.Dispose();
    }
}
