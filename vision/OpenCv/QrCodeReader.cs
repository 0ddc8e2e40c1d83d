using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Reads a QR code in a frame's luma. One caller at a time.</summary>
internal sealed class QrCodeReader : IDisposable
{
    private const int LongSide = 960;

    private readonly QRCodeDetector _detector = new();

    /// <returns>The code's text; null where there is none that can be read.</returns>
    public string? Read(Frame frame)
    {
        using var grey = FrameMat.Grey(frame, LongSide, out _);
        try
        {
            var text = _detector.DetectAndDecode(grey, out _);
            return string.IsNullOrEmpty(text) ? null : text;
        }
        catch (OpenCVException)
        {
            // OpenCV's decoder answers some damaged or made-up patterns with a failed assertion: a person who holds one up must not stop
            // the gateway.
            return null;
        }
    }

    public void Dispose() => _detector.Dispose();
}
