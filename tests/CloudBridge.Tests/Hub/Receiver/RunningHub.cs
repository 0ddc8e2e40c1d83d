using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Hub.Receiver;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.CloudBridge.Tests.Hub.Receiver;

/// <summary>The real receiver in this process, subscribed when <see cref="StartAsync(HubOptions, TimeProvider)"/> returns, stopped
/// cleanly when disposed.</summary>
internal sealed class RunningHub : IAsyncDisposable
{
    private readonly IHost _host;

    private RunningHub(HubOptions options, TimeProvider? time) => _host = HubHost.Build(options, logging => logging.AddProvider(Log)
        .SetMinimumLevel(LogLevel.Debug), time);

    public LogLines Log { get; } = new();

    public static Task<RunningHub> StartAsync(int port, StoreAddress store, string name = "hub-1") =>
        StartAsync(new HubOptions { Port = port, Store = store, Name = name });

    public static async Task<RunningHub> StartAsync(HubOptions options, TimeProvider? time = null)
    {
        var hub = new RunningHub(options, time);
        await hub._host.StartAsync(Eventually.Token);
        await hub.Log.UntilAsync("receives from");
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(Eventually.Token);
        _host.Dispose();
    }
}
