using Zhuhui.Edge.Gateway.Host;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Hub.Settings;

namespace Zhuhui.Edge.Hub.Receiver;

/// <summary>Builds and runs the receiver's host.</summary>
internal static class HubHost
{
    /// <summary>No turn of the receiver takes as long: a statement is given up after 20 s, and a batch is tried again for ten. One that
    /// has taken none for so long hangs, and keeps what the broker has given it.</summary>
    private static readonly TimeSpan _longestTurn = TimeSpan.FromMinutes(2);

    public static IHost Build(HubOptions options, Action<ILoggingBuilder> logging, TimeProvider? time = null, HubFigures? figures = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        logging(builder.Logging);
        builder.Services.AddSingleton(options).AddSingleton(time ?? TimeProvider.System).AddSingleton(figures ?? new HubFigures());
        builder.Services.AddSingleton(options.Store ?? throw new ArgumentException("A receiver needs a store.", nameof(options)));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15)).AddSingleton<IHostLifetime,
            HeardElsewhere>();
        builder.Services.AddHostedService<ReceiverLoop>().AddHostedService<WatchLoop>().AddHostedService<MetricsPage>();
        return builder.Build();
    }

    /// <summary>Runs until SIGTERM or a bug; the exit code tells which.</summary>
    public static async Task<int> RunAsync(HubOptions options, StopSignals stop)
    {
        using var figures = new HubFigures();
        using var host = Build(options, logging => logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Microsoft",
            LogLevel.Warning), figures: figures);
        using var notice = ServiceNotice.FromEnvironment(Environment.GetEnvironmentVariable, TimeProvider.System);
        var parts = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await using var told = stop.Requested.Register(notice.Stopping);
        try
        {
            await host.StartAsync();
            notice.LivesWhile(() => TimeProvider.System.GetElapsedTime(figures.TurnAt) < _longestTurn);
            notice.Ready();
            await host.WaitForShutdownAsync(stop.Requested);
        }
        catch (OperationCanceledException)
        {
            // A part met what must not happen during the start, or did not end in its time.
        }

        return parts.Exists(part => part.ExecuteTask is { IsFaulted: true }) ? 1 : 0;
    }
}
