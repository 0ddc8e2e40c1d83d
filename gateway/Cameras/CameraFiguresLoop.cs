using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Cameras;

/// <summary>Puts on record, four times a day, how each camera is doing. The metrics have it every second.</summary>
internal sealed class CameraFiguresLoop(Func<IReadOnlyList<CameraHealth>> health, Action<GatewayEvent> append, TimeProvider time,
    ExitCode exit) : LoopService(exit)
{
    private readonly PeriodicTimer _beat = new(TimeSpan.FromHours(6), time);

    public override void Dispose()
    {
        _beat.Dispose();
        base.Dispose();
    }

    protected override async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (await _beat.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var camera in health())
            {
                append(CameraFigures.From(camera));
            }
        }
    }
}
