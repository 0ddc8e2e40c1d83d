using System.Runtime.InteropServices;

namespace Zhuhui.Edge.Gateway.Loops;

/// <summary>What asks this process to stop: SIGTERM, SIGINT or SIGQUIT, heard from the moment this is made until the process is gone, so
/// that none falls between two who listen. A host listens only while it runs, and takes a signal during its start for a failure.</summary>
#pragma warning disable CA1001 // It lives as long as the process: a signal may come when everything else is gone.
internal sealed class StopSignals
#pragma warning restore CA1001
{
    /// <summary>A registration ends when it is collected.</summary>
    private static readonly List<PosixSignalRegistration> _untilTheEnd = [];

    private readonly CancellationTokenSource _requested = new();

    private StopSignals()
    {
    }

    public CancellationToken Requested => _requested.Token;

    public bool IsRequested => _requested.IsCancellationRequested;

    public static StopSignals Listen()
    {
        var stop = new StopSignals();
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _untilTheEnd.Add(PosixSignalRegistration.Create(signal, stop.Handle));
        }

        return stop;
    }

    /// <summary>The process has its own reason to stop.</summary>
    public void Request() => _requested.Cancel();

    /// <summary>Returns once it is to stop.</summary>
    public Task WaitAsync() => Task.Delay(Timeout.InfiniteTimeSpan, Requested).ContinueWith(static _ => { }, CancellationToken.None,
        TaskContinuationOptions.None, TaskScheduler.Default);

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Request();
    }
}
