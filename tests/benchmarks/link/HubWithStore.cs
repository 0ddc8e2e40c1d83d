using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Link;

/// <summary>The real receiver as its own program, and a PostgreSQL of its own that waits for the disk as a district's does.</summary>
internal sealed class HubWithStore : IDisposable
{
    private readonly PostgresCluster _cluster = PostgresCluster.Start(fsync: true);
    private readonly string _url;
    private Process? _process;

    private HubWithStore() => _url = _cluster.Url(_cluster.NewDatabase());

    public static async Task<HubWithStore> StartAsync(int port)
    {
        var hub = new HubWithStore();
        using (var migrate = Start("migrate", "--store", hub._url))
        {
            await migrate.StandardOutput.ReadToEndAsync();
            await migrate.WaitForExitAsync();
        }

        hub._process = Start("run", "--port", port.ToString(CultureInfo.InvariantCulture), "--store", hub._url, "--name", "hub-1");
        while (await hub._process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("receives from", StringComparison.Ordinal))
            {
                _ = hub._process.StandardOutput.ReadToEndAsync();
                return hub;
            }
        }

        throw new InvalidOperationException("The receiver ended.");
    }

    /// <summary>How many events the store holds.</summary>
    public async Task<long> StoredAsync()
    {
        using var report = Start("report", "--store", _url);
        using var document = JsonDocument.Parse(await report.StandardOutput.ReadToEndAsync());
        return document.RootElement.GetProperty("stored").GetInt64();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
        }

        _process?.Dispose();
        _cluster.Dispose();
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "zhuhui-hub.dll"),
            .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
}
