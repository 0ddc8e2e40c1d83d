using System.Globalization;
using System.Text.Json;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A district hub of the test's own: the receiver's program and a database that nobody else uses.</summary>
internal sealed class DistrictHub
{
    private readonly Lazy<string> _store = new(() => PostgresCluster.Shared.Url(PostgresCluster.Shared.NewDatabase()));

    public async Task<RunningProgram> StartAsync(int brokerPort)
    {
        var hub = RunningProgram.Start(
            "zhuhui-hub", ["run", "--migrate", "--host", "127.0.0.1", "--port", brokerPort.ToString(CultureInfo.InvariantCulture),
                "--store", _store.Value]);
        await hub.SaysAsync("receives from");
        return hub;
    }

    /// <summary>What the hub has stored.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-hub", "report", "--store", _store.Value);
        return code == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException(error);
    }
}
