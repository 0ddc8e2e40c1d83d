using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Frames as OpenCV takes them. Every picture is a copy and outlives the frame.</summary>
internal static class FrameMat
{
    /// <summary>The luma plane, shrunk so that neither side is longer than asked for.</summary>
    /// <param name="scale">Frame pixels to a pixel of the picture; at least 1.</param>
    public static Mat Grey(Frame frame, int longSide, out double scale)
    {
        scale = Math.Max(1, (double)Math.Max(frame.Width, frame.Height) / longSide);
        var size = new Size(Math.Max(1, (int)Math.Round(frame.Width / scale)), Math.Max(1, (int)Math.Round(frame.Height / scale)));
        using var luma = Plane(frame.Y, frame.Width, frame.Height);
        return luma.Resize(size, 0, 0, InterpolationFlags.Area);
    }

    /// <summary>The picture in colour. An odd last column or row is left out: OpenCV takes planar YUV of even sides only.</summary>
    public static Mat Colour(Frame frame)
    {
        var (width, height) = (frame.Width & ~1, frame.Height & ~1);
        using var planes = new Mat(height * 3 / 2, width, MatType.CV_8UC1);
        var bytes = SpanOf(planes);
        CopyPlane(frame.Y, frame.Width, bytes, width, height);
        CopyPlane(frame.U, frame.ChromaWidth, bytes[(width * height)..], width / 2, height / 2);
        CopyPlane(frame.V, frame.ChromaWidth, bytes[(width * height * 5 / 4)..], width / 2, height / 2);
        if (frame.Range == YuvRange.Full)
        {
            Narrow(planes.RowRange(0, height), YuvRange.Limited.LumaGain, YuvRange.Limited.Black);
            Narrow(planes.RowRange(height, planes.Rows), YuvRange.Limited.ChromaGain, 128 - (128 / YuvRange.Limited.ChromaGain));
        }

        return planes.CvtColor(ColorConversionCodes.YUV2BGR_I420);
    }

    /// <summary>OpenCV knows limited range alone.</summary>
    private static void Narrow(Mat rows, float gain, float zero)
    {
        using (rows)
        {
            rows.ConvertTo(rows, MatType.CV_8UC1, 1 / gain, zero);
        }
    }

    private static Mat Plane(ReadOnlySpan<byte> bytes, int width, int height)
    {
        var plane = new Mat(height, width, MatType.CV_8UC1);
        bytes.CopyTo(SpanOf(plane));
        return plane;
    }

    private static void CopyPlane(ReadOnlySpan<byte> from, int fromWidth, Span<byte> to, int width, int height)
    {
        for (var row = 0; row < height; row++)
        {
            from.Slice(row * fromWidth, width).CopyTo(to[(row * width)..]);
        }
    }

    private static unsafe Span<byte> SpanOf(Mat mat) => new(mat.DataPointer, checked((int)(mat.Total() * mat.ElemSize())));
}
