using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>A real PostgreSQL cluster of the tests' own in a temporary folder, reached over its Unix socket; a database a test. It ends
/// with this process, however that ends. Root may not run PostgreSQL: then it runs as the user postgres.</summary>
public sealed class PostgresCluster : IDisposable
{
    private const string User = "postgres";
    private static readonly Lazy<PostgresCluster> _shared = new(() => Start());
    private readonly string _folder = Directory.CreateTempSubdirectory("zhuhui-pg-").FullName;
    private readonly bool _fsync;
    private Process? _keeper;
    private int _databases;

    private PostgresCluster(bool fsync) => _fsync = fsync;

    /// <summary>The one that tests share, started when it is first wanted. It does not wait for the disk: nothing it holds must outlive
    /// it.</summary>
    public static PostgresCluster Shared => _shared.Value;

    private int Server => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private List<int> Servants => [.. File.ReadAllText($"/proc/{Server}/task/{Server}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, CultureInfo.InvariantCulture))];

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Ends the shared cluster, if it was ever wanted.</summary>
    public static void EndShared()
    {
        if (_shared.IsValueCreated)
        {
            _shared.Value.Dispose();
        }
    }

    /// <param name="fsync">true: as a district runs it, for tests of what outlives a stop.</param>
    public static PostgresCluster Start(bool fsync = false)
    {
        var cluster = new PostgresCluster(fsync);
        if (Environment.IsPrivilegedProcess)
        {
            RunProgram("chown", User, cluster._folder);
        }

        RunProgram(AsItsUser([Find("initdb"), "-D", cluster.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]));
        cluster.StartAgain();
        return cluster;
    }

    /// <summary>A new database; nobody else uses it.</summary>
    /// <param name="template">The database it is a copy of.</param>
    public string NewDatabase(string template = "template1")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template}");
        return name;
    }

    /// <summary>The address of a database, as the hub's <c>--store</c> takes it.</summary>
    public string Url(string database, string user = User) => $"host={_folder} dbname={database} user={user}";

    /// <summary>The same for Npgsql.</summary>
    public string ConnectionString(string database) => $"Host={_folder};Database={database};Username={User};Pooling=false";

    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database));
        connection.Open();
#pragma warning disable CA2100 // The tests' own texts.
        using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a query, their columns as text and joined by a bar.</summary>
    public IReadOnlyList<string> Query(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Options=-c timezone=UTC");
        connection.Open();
#pragma warning disable CA2100 // The tests' own texts.
        using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetString(i))));
        }

        return rows;
    }

    /// <summary>Stops the server as systemd does: connections are cut, everything is written.</summary>
    public void Stop()
    {
        if (_keeper is { } keeper)
        {
            _keeper = null;
            keeper.StandardInput.Close();
            if (!keeper.WaitForExit(Eventually.Patience))
            {
                throw new InvalidOperationException("PostgreSQL does not stop.");
            }

            keeper.Dispose();
        }
    }

    /// <summary>Starts the server with the data it has; returns when it takes connections.</summary>
    public void StartAgain()
    {
        var durable = _fsync ? "on" : "off";
        // The shell holds the server, and ends it when this process no longer holds the shell's input.
        var keeper = Process.Start(new ProcessStartInfo("/bin/bash",
        [
            "-c", """log=$1; shift; "$@" >"$log" 2>&1 </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server""", "keeper",
                Path.Combine(_folder, "log"),
            .. AsItsUser([Find("postgres"), "-D", Data, "-k", _folder, "-c", "listen_addresses=", "-c", $"fsync={durable}", "-c",
                $"full_page_writes={durable}",
                "-c", "max_connections=60", "-c", "shared_buffers=64MB"]),
        ])
        {
            RedirectStandardInput = true,
        })!;
        _keeper = keeper;
        var waited = Stopwatch.StartNew();
        while (!Answers())
        {
            if (keeper.HasExited || waited.Elapsed > Eventually.Patience)
            {
                throw new InvalidOperationException("PostgreSQL does not start:\n" + File.ReadAllText(Path.Combine(_folder, "log")));
            }
        }
    }

    /// <summary>Stops the server and all that serves its connections in their tracks: the system goes on to take connections for it, and
    /// nothing is answered.</summary>
    public void Freeze()
    {
        // The server first: it starts no more of them then.
        ProcessSignal.Stop(Server);
        Servants.ForEach(ProcessSignal.Stop);
    }

    public void Thaw()
    {
        Servants.ForEach(ProcessSignal.Continue);
        ProcessSignal.Continue(Server);
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Find(string program) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin", program))
        .FirstOrDefault(File.Exists) ?? Missing()
        : Missing();

    private static string Missing() => throw new InvalidOperationException("PostgreSQL is not installed: sudo apt-get install postgresql");

    private static string[] AsItsUser(string[] command) => Environment.IsPrivilegedProcess
        ? ["/usr/bin/setpriv", $"--reuid={User}", $"--regid={User}", "--init-groups", .. command]
        : command;

    private static void RunProgram(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/"
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {said.Result}{error}");
        }
    }

    /// <summary>Whether a connection is taken.</summary>
    private bool Answers()
    {
        try
        {
            Execute("postgres", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
