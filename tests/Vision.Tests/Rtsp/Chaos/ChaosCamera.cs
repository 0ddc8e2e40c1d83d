using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>chaos-camera.py as a process.</summary>
internal sealed class ChaosCamera : IDisposable
{
    private readonly Process _process;

    private ChaosCamera(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public string Url => $"rtsp://127.0.0.1:{Port}/gate";

    /// <param name="login">USER:PASSWORD, or null.</param>
    public static async Task<ChaosCamera> StartAsync(string file, string? login = null, int port = 0)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "chaos-camera.py"), port.ToString(CultureInfo.InvariantCulture), file,
            .. login is null ? [] : new[] { login }];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return line is not null && line.StartsWith("READY ", StringComparison.Ordinal)
            ? new ChaosCamera(process, int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("the camera of the chaos tests did not start; see RtspServer for what it needs");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
