using System.Globalization;
using System.Text;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Tells ffmpeg where the stream is through a pipe, as a list for its concat reader with one entry: its command line, which every
/// user of the machine can read, then holds no password.</summary>
/// <param name="timeout">After which ffmpeg gives up by itself.</param>
internal sealed class StreamAddress(CameraAddress address, StreamTransport transport, TimeSpan timeout) : IPipeSource
{
    public string GetStreamArguments() => "-f concat -safe 0 -protocol_whitelist pipe,unix,rtsp,rtsps,tcp,tls,crypto,udp,rtp";

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        var list = string.Create(CultureInfo.InvariantCulture,
            $"""
            ffconcat version 1.0
            file '{address.Full.Replace("'", "%27", StringComparison.Ordinal)}'
            option rtsp_transport {(transport == StreamTransport.Udp ? "udp" : "tcp")}
            option timeout {timeout.Ticks / TimeSpan.TicksPerMicrosecond}
            option fpsprobesize 0

            """);
        await outputStream.WriteAsync(Encoding.UTF8.GetBytes(list), cancellationToken);
    }
}
