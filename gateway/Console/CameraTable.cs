using System.Globalization;
using System.Text.Encodings.Web;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The status page's cameras, a row a stream.</summary>
internal static class CameraTable
{
    public static string[] Heads(bool zh) => zh
        ? ["摄像机", "状态", "帧/秒", "已分析/秒", "已跳过", "画面延迟", "重连", "解码"]
        : ["Camera", "State", "Frames/s", "Analysed/s", "Skipped", "Last frame", "Reconnects", "Decoding"];

    public static IEnumerable<string[]> Rows(IReadOnlyList<CameraHealth> cameras, bool zh) =>
        from camera in cameras from stream in camera.Streams select Row(camera, stream, zh);

    private static string[] Row(CameraHealth camera, StreamHealth stream, bool zh) =>
    [
        $"<a href=\"/cameras/{camera.Id}\">{camera.Id}</a>" + (camera.Streams.Count > 1 ? Role(stream.Role, zh) : ""),
        stream.Online
            ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"good\">{(zh ? "在线" : "online")} {stream.Width}x{stream.Height} {stream.Codec}</span>")
            : $"<span class=\"bad\">{(zh ? "离线" : "offline")}</span> {HtmlEncoder.Default.Encode(stream.Reason ?? "")}",
        Number(stream.FramesPerSecond, "0.0"), Number(stream.AnalysedPerSecond, "0.0"), Number(stream.Dropped, "0"),
        stream.LastFrameAgeMs is { } age ? Number(age / 1000, "0.0") + " s" : "", Number(stream.Reconnects, "0"),
        Decoder(stream.Decoder, zh) + (stream.DecodeShare is { } share ? $" {Number(share * 100, "0")} %" : ""),
    ];

    private static string Role(StreamRole role, bool zh) => role == StreamRole.Main ? (zh ? " · 主码流" : " · main") : (zh ? " · 子码流" : " · sub");

    private static string Decoder(string decoder, bool zh) => zh && decoder == "software" ? "软件" : decoder;

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
