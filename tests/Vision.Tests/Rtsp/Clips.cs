using System.Diagnostics;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Vision.Tests.Rtsp;

/// <summary>Small clips made by ffmpeg once a test run, in a temporary folder that goes with it.</summary>
public sealed class Clips : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Clips()
    {
        H264 = Make("h264.mp4", "-f lavfi -i testsrc2=size=320x240:rate=25 -t 4 -c:v libx264 -preset ultrafast -g "
            + "12 -bf 0 -pix_fmt yuv420p");
        H265 = Make("h265.mp4", "-f lavfi -i testsrc2=size=320x240:rate=25 -t 2 -c:v libx265 -preset ultrafast -x265-params "
            + "log-level=none:keyint=12:bframes=0 -pix_fmt yuv420p");
        Sound = Make("sound.mp4", "-f lavfi -i sine=duration=2 -c:a aac");
        Undecodable = Make("undecodable.mp4", "-f lavfi -i testsrc2=size=320x240:rate=25 -t 1 -c:v mpeg4");
        Bare = Make("bare.h264", "-f lavfi -i testsrc2=size=320x240:rate=25 -t 4 -c:v libx264 -preset ultrafast -g "
            + "12 -bf 0 -pix_fmt yuv420p");
        FullRange = Make("full.mp4", "-f lavfi -i testsrc2=size=320x240:rate=25 -t 4 -c:v libx264 -preset ultrafast -g "
            + "12 -bf 0 -pix_fmt yuvj420p");
        Still = Make("still.h264", "-f lavfi -i color=c=gray:size=320x240:rate=25 -t 1 -c:v libx264 -preset ultrafast -g "
            + "12 -bf 0 -pix_fmt yuv420p");
        var larger = Make("larger.h264", "-f lavfi -i testsrc2=size=480x272:rate=25 -t 4 -c:v libx264 -preset ultrafast -g "
            + "12 -bf 0 -pix_fmt yuv420p");
        Growing = _folder.At("growing.h264");
        File.WriteAllBytes(Growing, [.. File.ReadAllBytes(Bare), .. File.ReadAllBytes(larger)]);
    }

    public string H264 { get; }

    /// <summary>H.264 without a container, 320x240.</summary>
    public string Bare { get; }

    /// <summary>Its luma goes over the whole byte, as many cameras' does.</summary>
    public string FullRange { get; }

    /// <summary>The same grey picture again and again.</summary>
    public string Still { get; }

    /// <summary><see cref="Bare"/>, then four seconds of 480x272.</summary>
    public string Growing { get; }

    public string H265 { get; }

    public string Sound { get; }

    public string Undecodable { get; }

    public void Dispose() => _folder.Dispose();

    private string Make(string name, string arguments)
    {
        var path = _folder.At(name);
        using var process = Process.Start("ffmpeg", $"-v error {arguments} {path}");
        process.WaitForExit(TimeSpan.FromSeconds(60));
        return process.ExitCode == 0 ? path : throw new InvalidOperationException($"ffmpeg could not make {name}");
    }
}
