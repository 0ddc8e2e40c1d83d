namespace Zhuhui.Edge.Gateway.Care;

internal static class CareRegistration
{
    public static IServiceCollection AddCare(this IServiceCollection services) => services
        .AddSingleton<CareWatch>()
        .AddSingleton<CareLoop>();
}
