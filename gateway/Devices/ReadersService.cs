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

    protected override Task KeepAsync(CancellationToken cancellationToken)
    {
        readers.Open();
        return LoopGroup.RunUntilStoppedAsync(readers.Run, cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        readers.Dispose();
    }
}
