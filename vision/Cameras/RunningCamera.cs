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
    public void Begin(Action<Exception> onBug, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Ended = KeepAsync(onBug, _stop.Token);
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

    private async Task KeepAsync(Action<Exception> onBug, CancellationToken cancellationToken)
    {
        try
        {
            await camera.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It was to end.
        }
        catch (Exception bug)
        {
            onBug(bug);
        }
    }
}
