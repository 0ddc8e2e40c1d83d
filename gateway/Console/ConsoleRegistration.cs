using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Console;

internal static class ConsoleRegistration
{
    public static IServiceCollection AddConsole(this IServiceCollection services) => services
        .AddSingleton<EventPrinter>()
        .AddFrom((CamerasService cameras, ResidentDirectory residents, IHostApplicationLifetime life, TimeProvider time) =>
            new LiveView(camera => cameras.Health.Any(c => c.Id == camera), cameras.LiveAsync, residents, life, time));
}
