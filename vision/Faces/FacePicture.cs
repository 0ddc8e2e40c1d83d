using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>What is kept of an enrolment photo: the face and a face's width around it, shrunk to what a model can use. Neither the rest of
/// the picture nor what the file says of its place and time is in it.</summary>
internal static class FacePicture
{
    private const int Quality = 92;

    /// <summary>A face needs no more pixels; twice what today's model is fed.</summary>
    private const int MostWidth = 224;

    /// <returns>A JPEG.</returns>
    public static byte[] Encode(Frame photo, in Box face)
    {
        var (left, top) = ((int)Math.Max(0, face.Left - face.Width) & ~1, (int)Math.Max(0, face.Top - face.Height) & ~1);
        var (width, height) = ((int)Math.Min(photo.Width - left, face.Right + face.Width - left), (int)Math.Min(photo.Height - top,
            face.Bottom + face.Height - top));
        using var around = Cut(photo, left, top, width, height);
        var by = Math.Max(1, (int)(face.Width / MostWidth));
        using var small = by > 1 ? LiveJpeg.Shrunk(around, by) : null;
        return new JpegWriter(Quality).Write(small ?? around);
    }

    /// <param name="left">Even, as <paramref name="top"/> is: the chroma planes have half the pixels.</param>
    private static Frame Cut(Frame photo, int left, int top, int width, int height)
    {
        var cut = new Frame(new byte[Frame.SizeOf(width, height)], width, height, photo.ArrivedAt, photo.Number);
        var (luma, chroma) = (width * height, cut.ChromaWidth * cut.ChromaHeight);
        Copy(photo.Y, photo.Width, left, top, cut.Writable[..luma], width);
        Copy(photo.U, photo.ChromaWidth, left / 2, top / 2, cut.Writable.Slice(luma, chroma), cut.ChromaWidth);
        Copy(photo.V, photo.ChromaWidth, left / 2, top / 2, cut.Writable.Slice(luma + chroma, chroma), cut.ChromaWidth);
        return cut;
    }

    private static void Copy(ReadOnlySpan<byte> from, int stride, int left, int top, Span<byte> to, int width)
    {
        for (var row = 0; row * width < to.Length; row++)
        {
            from.Slice(((top + row) * stride) + left, width).CopyTo(to[(row * width)..]);
        }
    }
}
