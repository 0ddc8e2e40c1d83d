using System.Globalization;
using System.Text.Encodings.Web;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Console;

/// <summary>The status page's cameras, a row a stream.</summary>
internal static class CameraTable
{
    public static string[] Heads(Language language)
    {
        Wording[] heads =
        [
            PageTexts.Camera, PageTexts.State, PageTexts.FramesPerSecond, PageTexts.Analysed, PageTexts.Skipped, PageTexts.LastFrame,
                PageTexts.Reconnects,
            PageTexts.Decoding,
        ];
        return [.. heads.Select(head => head.In(language))];
    }

    public static IEnumerable<string[]> Rows(IReadOnlyList<CameraHealth> cameras, Language language) =>
        from camera in cameras from stream in camera.Streams select Row(camera, stream, language);

    private static string[] Row(CameraHealth camera, StreamHealth stream, Language language) =>
    [
        $"<a href=\"/cameras/{camera.Id}\">{camera.Id}</a>" + (camera.Streams.Count > 1 ? Role(stream.Role, language) : ""),
        stream.Online
            ? string.Create(CultureInfo.InvariantCulture, $"<span class=\"good\">{PageTexts.Online.In(language)} {stream.Width}x"
            + $"{stream.Height} {stream.Codec}</span>")
            : $"<span class=\"bad\">{PageTexts.Offline.In(language)}</span> {HtmlEncoder.Default.Encode(stream.Reason ?? "")}",
        Number(stream.FramesPerSecond, "0.0"), Number(stream.AnalysedPerSecond, "0.0"), Number(stream.Dropped, "0"),
        stream.LastFrameAgeMs is { } age ? Number(age / 1000, "0.0") + " s" : "", Number(stream.Reconnects, "0"),
        Decoder(stream.Decoder, language) + (stream.DecodeShare is { } share ? $" {Number(share * 100, "0")} %" : ""),
    ];

    private static string Role(StreamRole role, Language language) =>
        $" · {(role == StreamRole.Main ? PageTexts.MainStream : PageTexts.SubStream).In(language)}";

    private static string Decoder(string decoder, Language language) => decoder == "software" ? PageTexts.Software.In(language) : decoder;

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
