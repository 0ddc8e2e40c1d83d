using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>A picture that somebody hands in, made anew: nothing of the file but what is seen comes through, and it touches no
/// disk.</summary>
public static class PlainPicture
{
    private const int Quality = 88;

    /// <returns>A JPEG of at most 1600 pixels a side, and its size; null where it is not a picture.</returns>
    public static async Task<(byte[] Jpeg, int Width, int Height)?> ReadAsync(ReadOnlyMemory<byte> file,
        CancellationToken cancellationToken)
    {
        using var frame = await Photo.ReadAsync(file, cancellationToken);
        return frame is null ? null : (new JpegWriter(Quality).Write(frame), frame.Width, frame.Height);
    }
}
