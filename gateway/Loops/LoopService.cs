namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>A part of the gateway that runs from start to stop. What it does not catch itself is a bug: it stops the host, and the process
/// ends with a code that is not 0, which a bare hosted service would not see to.</summary>
internal abstract class LoopService(ExitCode exit) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await KeepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch
        {
            exit.SetBug();
            throw;
        }
    }

    protected abstract Task KeepAsync(CancellationToken cancellationToken);
}
