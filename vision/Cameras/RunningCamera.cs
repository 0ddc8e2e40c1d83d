namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>A camera that can be ended by itself while all others run on. Owns it.</summary>
internal sealed class RunningCamera(Camera camera) : IDisposable
{
    private CancellationTokenSource? _stop;

    public string Id => camera.Id;

    public Camera Camera => camera;

    /// <summary>Once it runs no more; never fails.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <param name="onBug">Told where it ended by what must not happen.</param>
    public void Begin(CancellationToken all, Action<Exception> onBug)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(all);
        Ended = KeepAsync(_stop.Token, onBug);
    }

    /// <summary>Ends it and gives back what it holds.</summary>
    public async Task StopAsync()
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
        }

        await Ended;
        Dispose();
    }

    public void Dispose()
    {
        camera.Dispose();
        _stop?.Dispose();
    }

    private async Task KeepAsync(CancellationToken stop, Action<Exception> onBug)
    {
        try
        {
            await camera.RunAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was to end.
        }
        catch (Exception bug)
        {
            onBug(bug);
        }
    }
}
