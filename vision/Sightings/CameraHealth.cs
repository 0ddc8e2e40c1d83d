namespace Zhuhui.Edge.Vision.Sightings;

/// <summary>Which of a camera's streams.</summary>
public enum StreamRole
{
    /// <summary>The large one: faces and codes, and everything where there is no other.</summary>
    Main,

    /// <summary>The small one: people, zones, tampering and the live view.</summary>
    Sub,
}

/// <summary>How one stream of a camera is doing.</summary>
/// <param name="Width">0 while it is offline.</param>
/// <param name="Codec">Empty while it is offline.</param>
/// <param name="Decoder">Who decodes it: software, vaapi, drm or a V4L2 decoder's name; empty while it is offline.</param>
/// <param name="Decoded">Frames since the start.</param>
/// <param name="Dropped">Frames nobody looked at because a newer one was there.</param>
/// <param name="Analysed">Frames that were looked at.</param>
/// <param name="FramesPerSecond">Decoded, over the last ten seconds.</param>
/// <param name="AnalysedPerSecond">Looked at, over the last ten seconds.</param>
/// <param name="LastFrameAgeMs">Null before the first.</param>
/// <param name="Reconnects">How often it came back after an outage.</param>
/// <param name="DecodeShare">Of one core, what its ffmpeg takes; null while it is not known.</param>
/// <param name="Reason">Why it is offline, in one line without a password; null while it is online or has not been tried to the
/// end.</param>
public sealed record StreamHealth(StreamRole Role, bool Online, int Width, int Height, string Codec, string Decoder, long Decoded,
    long Dropped, long Analysed,
    double FramesPerSecond, double AnalysedPerSecond, double? LastFrameAgeMs, int Reconnects, double? DecodeShare, string? Reason);

/// <summary>How a camera is doing. What is one stream's and not the sum of all is that of the first stream it uses.</summary>
/// <param name="Online">Every stream that is used gives frames.</param>
/// <param name="Width">0 while it is offline.</param>
/// <param name="Codec">Empty while it is offline.</param>
/// <param name="Decoded">Frames since the start, of all streams.</param>
/// <param name="Dropped">Frames nobody looked at because a newer one was there, of all streams.</param>
/// <param name="Analysed">Frames that were looked at, of all streams.</param>
/// <param name="FramesPerSecond">Decoded, over the last ten seconds.</param>
/// <param name="LastFrameAgeMs">Null before the first.</param>
/// <param name="Reconnects">How often a stream came back after an outage.</param>
/// <param name="FacesNow">In the last frame that was looked at.</param>
/// <param name="Light">Mean luma of the whole picture, 16 (black) to 235 (white), measured once a second; null while it is offline and
/// without OpenCV.</param>
/// <param name="Sharpness">Variance of the Laplacian of the luma, shrunk to 640 pixels: it falls when the lens is dirty, out of focus or
/// covered. To be compared with the same camera's at other times; null while it is offline and without OpenCV.</param>
public sealed record CameraHealth(string Id, bool Online, int Width, int Height, string Codec, long Decoded, long Dropped, long Analysed,
    double FramesPerSecond,
    double? LastFrameAgeMs, int Reconnects, int FacesNow, double? Light, double? Sharpness)
{
    /// <summary>Every stream that is used, the main one first.</summary>
    public IReadOnlyList<StreamHealth> Streams { get; init; } = [];
}
