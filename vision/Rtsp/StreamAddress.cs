using System.Globalization;
using System.Text;
using FFMpegCore.Pipes;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Tells ffmpeg where the stream is through a pipe, as a list for its concat reader with one entry: its command line, which every
/// user of the machine can read, then holds no password. Only the video is asked for: a camera that refuses its sound or its metadata would
/// give no picture (ffmpeg ends at the first SETUP that is refused). And nothing is awaited but the first picture (max_ts_probe): ffmpeg
/// would else want eight, which a camera of one a second has after as many seconds. How much may be read for it is bounded (probesize), or
/// a codec that nobody knows would be read for ever.</summary>
internal sealed class StreamAddress(CameraAddress address, StreamTransport transport) : IPipeSource
{
    /// <summary>After which ffmpeg gives up by itself, or after up to four times as long (5.1); our own watchdog is always before
    /// it.</summary>
    private static readonly TimeSpan _timeout = 2 * StreamPace.Longest;

    public string GetStreamArguments() => "-f concat -safe 0 -protocol_whitelist pipe,unix,rtsp,rtsps,tcp,tls,crypto,udp,rtp";

    public async Task WriteAsync(Stream outputStream, CancellationToken cancellationToken)
    {
        var list = string.Create(CultureInfo.InvariantCulture,
            $"""
            ffconcat version 1.0
            file '{address.Full.Replace("'", "%27", StringComparison.Ordinal)}'
            option rtsp_transport {(transport == StreamTransport.Udp ? "udp" : "tcp")}
            option timeout {_timeout.Ticks / TimeSpan.TicksPerMicrosecond}
            option fpsprobesize 0
            option max_ts_probe 0
            option probesize 100000
            option allowed_media_types video

            """);
        await outputStream.WriteAsync(Encoding.UTF8.GetBytes(list), cancellationToken);
    }
}
