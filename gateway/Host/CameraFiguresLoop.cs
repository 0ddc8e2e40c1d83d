using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Vision;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Puts on record, four times a day, how each camera is doing. Whoever wants it every second asks for the metrics.</summary>
internal sealed class CameraFiguresLoop(Func<IReadOnlyList<CameraHealth>> health, Action<GatewayEvent> append, TimeProvider time, ExitCode exit) : LoopService(exit)
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(6);

    protected override async Task KeepAsync(CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(Every, time);
        while (await beat.WaitForNextTickAsync(stopping))
        {
            foreach (var camera in health())
            {
                append(CameraFigures.Of(camera));
            }
        }
    }
}
