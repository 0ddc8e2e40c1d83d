using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>Builds and runs the receiver's host.</summary>
internal static class HubHost
{
    public static IHost Build(HubOptions options, Action<ILoggingBuilder> logging, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        logging(builder.Logging);
        builder.Services.AddSingleton(options).AddSingleton(time ?? TimeProvider.System).AddSingleton<HubFigures>();
        builder.Services.AddSingleton(options.Store ?? throw new ArgumentException("A receiver needs a store.", nameof(options)));
        builder.Services.AddHostedService<ReceiverLoop>().AddHostedService<WatchLoop>().AddHostedService<MetricsPage>();
        return builder.Build();
    }

    /// <summary>Runs until SIGTERM or a bug; the exit code tells which.</summary>
    public static async Task<int> RunAsync(HubOptions options)
    {
        using var host = Build(options, logging => logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft",
            LogLevel.Warning));
        var parts = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await host.RunAsync();
        return parts.Exists(part => part.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
