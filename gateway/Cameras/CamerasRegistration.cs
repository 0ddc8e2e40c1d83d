using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Gateway.Cameras;

internal static class CamerasRegistration
{
    public static IServiceCollection AddCameras(this IServiceCollection services) => services
        .AddSingleton<CamerasService>()
        .AddFrom((CamerasService cameras) => (Func<string, CancellationToken, Task<Frame?>>)cameras.FrameAsync)
        .AddFrom((CamerasService cameras, EventLedger ledger, TimeProvider time, ExitCode exit) =>
            new CameraFiguresLoop(() => cameras.Health, ledger.Append, time, exit));
}
