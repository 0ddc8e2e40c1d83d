namespace Zhuhui.Edge.Gateway.Devices;

internal static class DevicesRegistration
{
    /// <summary>The boards are opened before the host, and what hears the readers is registered by the room of the doors.</summary>
    public static IServiceCollection AddDevices(this IServiceCollection services) => services
        .AddSingleton<DeviceHealth>()
        .AddSingleton<ReaderFaults>()
        .AddSingleton<Readers>()
        .AddSingleton<ReadersService>();
}
