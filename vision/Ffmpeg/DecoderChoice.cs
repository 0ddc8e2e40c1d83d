using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>One way to have ffmpeg decode.</summary>
/// <param name="Name">As the status shows it.</param>
/// <param name="Arguments">Before the input; empty for software.</param>
internal sealed record DecoderArguments(string Name, string Arguments)
{
    /// <summary>ffmpeg's own decoders, one thread.</summary>
    public static DecoderArguments Software { get; } = new("software", "");
}

/// <summary>Who decodes one stream: what was asked for where this machine offers it, software from then on where that failed. A V4L2
/// decoder is made for one codec, so the first connection, which tells the codec, is decoded in software. One caller at a time.</summary>
internal sealed class DecoderChoice(StreamDecoder wanted, Hardware hardware)
{
    private const string H264 = "h264";
    private const string H265 = "hevc";

    private readonly HashSet<string> _failed = [];

    /// <param name="codec">The codec it had when it was last connected; null before that.</param>
    public DecoderArguments For(string? codec) => Ways(codec).FirstOrDefault(way => !_failed.Contains(way.Name))
        ?? DecoderArguments.Software;

    /// <summary>This way gave no picture; it is not tried again.</summary>
    public void Failed(DecoderArguments way) => _failed.Add(way.Name);

    private IEnumerable<DecoderArguments> Ways(string? codec)
    {
        if (wanted is StreamDecoder.Vaapi or StreamDecoder.Auto && (hardware.RenderNode is not null
            && hardware.Accelerations.Contains("vaapi") || wanted == StreamDecoder.Vaapi))
        {
            yield return new DecoderArguments("vaapi", "-hwaccel vaapi" + (hardware.RenderNode is { } node ? $" -hwaccel_device {node}"
                : ""));
        }

        // The Raspberry Pi decodes H.265 through DRM and, up to the fourth, H.264 through V4L2.
        if (wanted is StreamDecoder.Drm or StreamDecoder.Auto && codec == H265
            && (hardware.CardNode is not null && hardware.HasVideoNodes && hardware.Accelerations.Contains("drm")
                || wanted == StreamDecoder.Drm))
        {
            yield return new DecoderArguments("drm", "-hwaccel drm" + (hardware.CardNode is { } node ? $" -hwaccel_device {node}" : ""));
        }

        if (wanted is StreamDecoder.V4l2M2m or StreamDecoder.Auto && codec is H264 or H265 && $"{codec}_v4l2m2m" is var name
            && (hardware.HasVideoNodes && hardware.Decoders.Contains(name) || wanted == StreamDecoder.V4l2M2m))
        {
            yield return new DecoderArguments(name, $"-c:v {name}");
        }
    }
}
