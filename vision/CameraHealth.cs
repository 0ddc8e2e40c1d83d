namespace Zhuhui.Edge.Vision;

/// <summary>How a camera is doing.</summary>
/// <param name="Width">0 while it is offline.</param>
/// <param name="Codec">Empty while it is offline.</param>
/// <param name="Decoded">Frames since the start.</param>
/// <param name="Dropped">Frames nobody looked at because a newer one was there.</param>
/// <param name="Analysed">Frames that were looked at.</param>
/// <param name="FramesPerSecond">Decoded, over the last ten seconds.</param>
/// <param name="LastFrameAgeMs">Null before the first.</param>
/// <param name="Reconnects">How often it came back after an outage.</param>
/// <param name="FacesNow">In the last frame that was looked at.</param>
/// <param name="Light">Mean luma of the whole picture, 16 (black) to 235 (white), measured once a second; null while it is offline and without OpenCV.</param>
/// <param name="Sharpness">Variance of the Laplacian of the luma, shrunk to 640 pixels: it falls when the lens is dirty, out of focus or covered. To be compared
/// with the same camera's at other times; null while it is offline and without OpenCV.</param>
public sealed record CameraHealth(string Id, bool Online, int Width, int Height, string Codec, long Decoded, long Dropped, long Analysed, double FramesPerSecond,
    double? LastFrameAgeMs, int Reconnects, int FacesNow, double? Light, double? Sharpness);
