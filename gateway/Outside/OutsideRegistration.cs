namespace Zhuhui.Edge.Gateway.Outside;

internal static class OutsideRegistration
{
    public static IServiceCollection AddOutside(this IServiceCollection services) => services
        .AddSingleton<OutsideService>()
        .AddSingleton<SirenLoop>()
        .AddSingleton<OutsideBoard>();
}
