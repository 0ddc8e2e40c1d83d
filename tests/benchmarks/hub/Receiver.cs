using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Benchmarks.Hub;

/// <summary>The receiver's program; what it says of errors goes to standard error.</summary>
internal sealed class Receiver(string name, int port, string store) : IDisposable
{
    private Process? _process;

    public void Start()
    {
        var process = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "zhuhui-hub.dll"), "run", "--name", name, "--port",
                port.ToString(CultureInfo.InvariantCulture), "--store", store])
        {
            RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && !text.StartsWith("info", StringComparison.Ordinal))
            {
                Console.Error.WriteLine($"{name}: {text}");
            }
        };
        process.BeginOutputReadLine();
        _process = process;
        // Also when the benchmark is asked to stop in the middle.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    public void Stop()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _process?.Dispose();
        _process = null;
    }
}
