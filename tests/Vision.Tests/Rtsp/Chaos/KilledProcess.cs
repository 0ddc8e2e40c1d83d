using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Rtsp;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>This test program once more, as a process that does nothing but capture one camera until it is killed.</summary>
public sealed class KilledProcess
{
    private const string Variable = "ZHUHUI_TEST_CAPTURE";
    private const string FolderVariable = "ZHUHUI_TEST_CAPTURE_TO";

    /// <summary>The file in which it writes the id of its ffmpeg.</summary>
    internal const string Told = "ffmpeg";

    internal static Process Start(string url, string folder) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(KilledProcess).Assembly.Location, "-explicit", "only", "-method",
            $"*.{nameof(KilledProcess)}.{nameof(Captures_until_it_is_killed)}"])
        {
            Environment = { [Variable] = url, [FolderVariable] = folder },
        })!;

    /// <summary>No test: the other process.</summary>
    [Fact(Explicit = true)]
    public async Task Captures_until_it_is_killed()
    {
        var file = Path.Combine(Environment.GetEnvironmentVariable(FolderVariable)!, Told);
        var settings = new StreamSettings("doomed", StreamRole.Main, Environment.GetEnvironmentVariable(Variable)!, StreamTransport.Tcp,
            StreamDecoder.Software, TimeSpan.FromSeconds(60), 100);
        using var source = new RtspSource(settings, null, Hardware.None, sighting =>
        {
            if (sighting is CameraOnline)
            {
                File.WriteAllText(file + ".new", Children.FfmpegOf("doomed").Single().ToString(CultureInfo.InvariantCulture));
                File.Move(file + ".new", file);
            }
        }, TimeProvider.System, NullLogger.Instance);
        await source.KeepCapturingAsync(TestContext.Current.CancellationToken);
    }
}
