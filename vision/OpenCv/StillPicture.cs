using OpenCvSharp;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.OpenCv;

/// <summary>Something to be marked on a picture.</summary>
/// <param name="Label">Plain ASCII, which is all that OpenCV can write; other characters become question marks.</param>
internal readonly record struct Mark(Box Box, string Label);

/// <summary>A frame as a JPEG with boxes and labels drawn on it.</summary>
internal static class StillPicture
{
    private const double TextScale = 0.5;

    private static readonly Scalar _ink = new(80, 220, 60);

    public static byte[] Draw(Frame frame, IReadOnlyList<Mark> marks)
    {
        using var picture = FrameMat.Colour(frame);
        foreach (var (box, label) in marks)
        {
            var corner = new Point((int)box.Left, (int)box.Top);
            Cv2.Rectangle(picture, corner, new Point((int)box.Right, (int)box.Bottom), _ink, thickness: 2);
            if (label.Length > 0)
            {
                var size = Cv2.GetTextSize(label, HersheyFonts.HersheySimplex, TextScale, 1, out _);
                var place = new Point(corner.X, corner.Y - 4 < size.Height ? corner.Y + size.Height + 4 : corner.Y - 4);
                Cv2.PutText(picture, label, place, HersheyFonts.HersheySimplex, TextScale, _ink);
            }
        }

        return picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 85));
    }
}
