using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>The reference receiver with a store of its own.</summary>
internal sealed class RunningHub : IDisposable
{
    private readonly PostgresCluster _cluster = PostgresCluster.Start();
    private readonly string _database;
    private readonly Process _process;

    private RunningHub(int brokerPort)
    {
        _database = _cluster.NewDatabase();
        _process = Process.Start(new ProcessStartInfo(
            Path.GetFullPath("../../Zhuhui.Edge.Hub/release/zhuhui-hub", AppContext.BaseDirectory),
            ["run", "--migrate", "--port", brokerPort.ToString(CultureInfo.InvariantCulture), "--store", _cluster.Url(_database)])
        { RedirectStandardOutput = true })!;
    }

    /// <summary>How often it missed a number or found a chain broken.</summary>
    public string Alarms => _cluster.Query(_database, "select count(*) from hub_alarms").Single();

    public static async Task<RunningHub> StartAsync(int brokerPort)
    {
        var hub = new RunningHub(brokerPort);
        while (!(await hub._process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the hub ended"))
            .Contains("receives from", StringComparison.Ordinal))
        {
        }

        _ = hub._process.StandardOutput.ReadToEndAsync();
        return hub;
    }

    /// <summary>Ledger and stream, number, and payload of all that is stored.</summary>
    public async Task<List<(string, long, ReadOnlyMemory<byte>)>> StoredAsync()
    {
        await using var source = NpgsqlDataSource.Create(_cluster.ConnectionString(_database));
        await using var command = source.CreateCommand(
            "select s.ledger::text || s.stream, e.seq, e.payload from events e join streams s on s.id = e.stream_id");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, long, ReadOnlyMemory<byte>)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        }

        return rows;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _cluster.Dispose();
    }
}
