using System.Collections.Concurrent;
using System.Diagnostics;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>A real mosquitto on a free port of this machine, without persistence; ends with the test. Can be killed, started again on its
/// port, frozen and thawed.</summary>
public sealed class MosquittoBroker : IAsyncDisposable
{
    private readonly SemaphoreSlim _logged = new(0);
    private readonly string _folder = Directory.CreateTempSubdirectory("zhuhui-broker-").FullName;
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private MosquittoBroker(string listener, int port)
    {
        Port = port;
        File.WriteAllText(ConfigPath, $"""
            user root
            listener {port} 127.0.0.1
            persistence false
            log_dest stderr
            {listener}
            """);
    }

    public int Port { get; }

    private int Running => _process?.Id ?? throw new InvalidOperationException("The broker does not run.");

    private string ConfigPath => Path.Combine(_folder, "mosquitto.conf");

    /// <param name="listener">Further lines of the configuration; anonymous clients are allowed where it is left out.</param>
    public static async Task<MosquittoBroker> StartAsync(string listener = "allow_anonymous true")
    {
        var broker = new MosquittoBroker(listener, LoopbackPort.Free());
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>Starts the broker on the port it had; it comes back without any memory.</summary>
    public async Task StartAgainAsync()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Find("mosquitto"), ["-c", ConfigPath]) { RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.ErrorDataReceived += (_, line) =>
        {
            _lines.Enqueue(line.Data ?? "");
            _logged.Release();
            if (line.Data?.EndsWith(" running", StringComparison.Ordinal) == true)
            {
                running.TrySetResult();
            }
        };
        process.Exited += (_, _) => running.TrySetException(new InvalidOperationException("mosquitto ended: " + string.Join('\n', _lines)));
        process.Start();
        process.BeginErrorReadLine();
        _process = process;
        await running.Task.WaitAsync(Eventually.Patience);
    }

    /// <summary>Has it read its lists and certificates anew, as systemctl reload does.</summary>
    public void Reload() => ProcessSignal.Reload(Running);

    /// <summary>How many lines of its log hold a text.</summary>
    public int Count(string part) => _lines.Count(line => line.Contains(part, StringComparison.Ordinal));

    /// <summary>Waits until a text has been logged so many times; for one that waits at a time.</summary>
    public async Task UntilAsync(string part, int times = 1)
    {
        var limit = Eventually.Token;
        while (Count(part) < times)
        {
            await _logged.WaitAsync(limit);
        }
    }

    /// <summary>Ends the broker as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
            process.Dispose();
        }
    }

    /// <summary>Stops it in its tracks: its sockets stay open and nothing is answered.</summary>
    public void Freeze() => ProcessSignal.Stop(Running);

    public void Thaw() => ProcessSignal.Continue(Running);

    /// <summary>The path of a program of the mosquitto package.</summary>
    public static string Find(string program) => Array.Find([$"/usr/sbin/{program}", $"/usr/bin/{program}"], File.Exists)
        ?? throw new InvalidOperationException($"{program} is not installed: sudo apt-get install mosquitto mosquitto-clients");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
