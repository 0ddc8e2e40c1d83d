using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.EndToEnd;

/// <summary>A district hub of the test's own: the receiver's program and a database that nobody else uses.</summary>
internal sealed class DistrictHub
{
    private readonly Lazy<string> _database = new(() => PostgresCluster.Shared.NewDatabase());

    private string Store => PostgresCluster.Shared.Url(_database.Value);

    public async Task<RunningProgram> StartAsync(int brokerPort)
    {
        var hub = RunningProgram.Start(
            "zhuhui-hub", ["run", "--migrate", "--host", "127.0.0.1", "--port", brokerPort.ToString(CultureInfo.InvariantCulture),
                "--store", Store]);
        await hub.SaysAsync("receives from");
        return hub;
    }

    /// <summary>Runs a command of the hub's on the database.</summary>
    public Task<(int Code, string Output, string Error)> AskAsync(params string[] words) =>
        RunningProgram.RunAsync("zhuhui-hub", [.. words, "--store", Store]);

    /// <summary>What the hub has stored.</summary>
    public async Task<JsonElement> ReadAsync()
    {
        var (code, output, error) = await RunningProgram.RunAsync("zhuhui-hub", "report", "--store", Store);
        return code == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException(error);
    }

    /// <summary>Returns once a query gives this one row, its columns joined by a bar.</summary>
    public async Task HasAsync(string row, string sql)
    {
        var waited = Stopwatch.StartNew();
        IReadOnlyList<string> found;
        while ((found = PostgresCluster.Shared.Query(_database.Value, sql)) is not [var only] || only != row)
        {
            await Task.Yield();
            Assert.True(waited.Elapsed < RunningProgram.Patience, $"the hub has not {row} but {string.Join(", ", found)}");
        }
    }
}
