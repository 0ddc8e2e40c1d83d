using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>How sharp and how bright a picture is.</summary>
/// <param name="Sharpness">Variance of the Laplacian of the luma: large where there are fine edges, near the noise where the picture is
/// blurred.</param>
/// <param name="Light">Mean luma, 16 (black) to 235 (white), whatever the range of the camera's own.</param>
internal sealed record BlurAndLight(double Sharpness, double Light)
{
    private const int LongSide = 640;

    /// <summary>Measures the whole frame, shrunk to 640 pixels so that cameras of any size are told alike.</summary>
    public static BlurAndLight Measure(Frame frame)
    {
        using var grey = FrameMat.Grey(frame, LongSide, out _);
        using var edges = grey.Laplacian(MatType.CV_32F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        var (gain, black) = (frame.Range.LumaGain / YuvRange.Limited.LumaGain, YuvRange.Limited.Black);
        var contrast = deviation.Val0 * gain;
        return new BlurAndLight(contrast * contrast, black + ((grey.Mean().Val0 - frame.Range.Black) * gain));
    }
}
