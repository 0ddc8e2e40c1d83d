using System.Diagnostics;
using System.Globalization;

namespace Zhuhui.Edge.Tests.Support;

/// <summary>A real RTSP server process on the loopback interface, playing clips made by ffmpeg.</summary>
public sealed class RtspServer : IDisposable
{
    private readonly Process _process;
    private bool _disposed;

    private RtspServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <param name="mounts">mount=FILE.</param>
    public static async Task<RtspServer> StartAsync(int port, params string[] mounts)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Repository.At("deploy", "demo", "rtsp-server.py"));
        start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        foreach (var mount in mounts)
        {
            start.ArgumentList.Add(mount);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Patience);
        return line is not null && line.StartsWith("READY ", StringComparison.Ordinal)
            ? new RtspServer(process, int.Parse(line.AsSpan(6), CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("the RTSP server did not start: sudo apt-get install --no-install-recommends "
            + "gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-good gstreamer1.0-plugins-bad");
    }

    public Uri UrlOf(string mount) => new($"rtsp://127.0.0.1:{Port}/{mount}");

    public void Freeze()
    {
        using var kill = Process.Start("kill", ["-STOP", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit(Eventually.Patience);
    }

    /// <summary>SIGKILL, as when the camera loses its power.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit(Eventually.Patience);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
