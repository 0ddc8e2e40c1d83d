using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>How fast some rows were stored, and what they cost: rows a second depend on all else that the machine does, processor time
/// hardly.</summary>
/// <param name="Rows">Rows a second.</param>
/// <param name="Client">Microseconds of a processor a row in this process.</param>
/// <param name="Server">The same in PostgreSQL's own that serve the database.</param>
internal sealed record Rate(double Rows, double Client, double Server)
{
    public static async Task<Rate> TakeAsync(PostgresCluster cluster, string database, int rows, Func<Task> work)
    {
        var servers = cluster.Query(database, "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            + "pg_backend_pid() AND backend_type = 'client backend'");
        var (client, server, started) = (Environment.CpuUsage.TotalTime, servers.Sum(NanosecondsOf), Stopwatch.GetTimestamp());
        await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Rate(rows / seconds, (Environment.CpuUsage.TotalTime - client).TotalMicroseconds / rows,
            (servers.Sum(NanosecondsOf) - server) / 1e3 / rows);
    }

    public static Rate Median<T>(IReadOnlyList<T> rounds, Func<T, Rate> of) => new(Median(rounds.Select(one => of(one).Rows)),
        Median(rounds.Select(one => of(one).Client)), Median(rounds.Select(one => of(one).Server)));

    public static double Median(IEnumerable<double> figures)
    {
        List<double> ascending = [.. figures.Order()];
        return (ascending[(ascending.Count - 1) / 2] + ascending[ascending.Count / 2]) / 2;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} ({Client:0.0} + {Server:0.0})");

    private static double NanosecondsOf(string process) =>
        double.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
}
