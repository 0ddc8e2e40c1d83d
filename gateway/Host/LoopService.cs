namespace Zhuhui.Edge.Gateway.Host;

/// <summary>How this process ends.</summary>
internal sealed class ExitCode
{
    /// <summary>0 after an orderly stop.</summary>
    public int Value { get; private set; }

    /// <summary>It stopped in order, to be started again: whatever restarts a failed service does.</summary>
    public void SetRestart() => Value = Value == 0 ? 75 : Value;

    /// <summary>A loop met what must not happen: systemd is to start the gateway anew.</summary>
    public void SetBug() => Value = 70;
}

/// <summary>A part of the gateway that runs from start to stop. What it does not catch itself is a bug: it stops the host, and the process ends with a code that is
/// not 0, which a bare hosted service would not see to.</summary>
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

    protected abstract Task KeepAsync(CancellationToken stopping);
}
