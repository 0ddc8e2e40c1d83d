using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>One stream of a camera, and how it is to be had.</summary>
/// <param name="NoFrame">The stream is offline when no frame has come for so long.</param>
/// <param name="MostPerSecond">Of more frames a second some are left out as soon as they are decoded.</param>
internal sealed record StreamSettings(string Camera, StreamRole Role, string Url, StreamTransport Transport, StreamDecoder Decoder,
    TimeSpan NoFrame, int MostPerSecond)
{
    /// <summary>By which its ffmpeg is known in the process list.</summary>
    public string Title => $"camera-{Camera}-{Part}";

    /// <returns>The line, with the stream that it is of.</returns>
    public string Noted(string line) => $"{Part} stream: {line}";

    public static StreamSettings From(CameraOptions camera, StreamRole role) => new(camera.Id, role, role == StreamRole.Main ? camera.Url
        : camera.SubUrl,
        camera.Transport, camera.Decoder, TimeSpan.FromSeconds(camera.NoFrameSeconds), camera.AnalysedFramesPerSecond);

    private string Part => Role == StreamRole.Main ? "main" : "sub";
}
