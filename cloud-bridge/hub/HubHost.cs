namespace Zhuhui.Edge.Hub;

/// <summary>Builds and runs the receiver's host.</summary>
internal static class HubHost
{
    public static IHost Build(HubOptions options, Action<ILoggingBuilder> logging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        logging(builder.Logging);
        builder.Services.AddSingleton(options).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ReceiverLoop>().AddHostedService(services => services.GetRequiredService<ReceiverLoop>());
        return builder.Build();
    }

    /// <summary>Runs until SIGTERM or a bug; the exit code tells which.</summary>
    public static async Task<int> RunAsync(HubOptions options)
    {
        using var host = Build(options, logging => logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft", LogLevel.Warning));
        var loop = host.Services.GetRequiredService<ReceiverLoop>();
        await host.RunAsync();
        return loop.ExecuteTask is { IsFaulted: true } ? 1 : 0;
    }
}
