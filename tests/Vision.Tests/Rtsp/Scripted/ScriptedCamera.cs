using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Scripted;

/// <summary>scripted-camera.py as a process: one server, a camera a mount.</summary>
internal sealed class ScriptedCamera : IDisposable
{
    private readonly Process _process;

    private ScriptedCamera(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="mounts">Each with its script, in JSON.</param>
    public static async Task<ScriptedCamera> StartAsync(params IEnumerable<(string Mount, string Script)> mounts)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "scripted-camera.py"));
        start.ArgumentList.Add("0");
        foreach (var (mount, script) in mounts)
        {
            start.ArgumentList.Add($"{mount}={script}");
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("READY ", StringComparison.Ordinal)
            ? new ScriptedCamera(process, int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("the camera by script did not start: /usr/bin/python3 is needed");
    }

    public string UrlOf(string mount) => $"rtsp://127.0.0.1:{Port}/{mount}";

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
