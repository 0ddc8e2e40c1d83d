using System.Numerics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.Tamper;

/// <summary>What of a frame tells whether the camera still looks where it did: 64 x 48 means of luma, and how much finest detail each of 8
/// x 6 tiles has. Owns its memory; filled anew with every look.</summary>
internal sealed class PictureSample
{
    public const int Columns = 64;
    public const int Rows = 48;
    public const int TileSide = 8;
    public const int TilesAcross = Columns / TileSide;
    public const int Tiles = TilesAcross * (Rows / TileSide);

    /// <summary>Mean distance of the chroma from neutral below which the picture is grey: an infrared night.</summary>
    private const double GreyBelow = 2;

    private const int RowStep = 4;

    public float[] Means { get; } = new float[Columns * Rows];

    /// <summary>Mean square of the difference of neighbouring pixels, without what the smoothest tile has: that is noise.</summary>
    public float[] Detail { get; } = new float[Tiles];

    public float Light { get; private set; }

    public bool Grey { get; private set; }

    /// <summary>Of all three planes: two pictures with the same are the same picture.</summary>
    public ulong Fingerprint { get; private set; }

    public void Read(Frame frame)
    {
        SmallPicture.Read(frame, Columns, Rows, Means);
        var sum = 0f;
        foreach (var mean in Means)
        {
            sum += mean;
        }

        Light = sum / Means.Length;
        Grey = FromNeutral(frame.U) + FromNeutral(frame.V) < 2 * GreyBelow;
        Fingerprint = FingerprintOf(frame.Memory.Span);
        ReadDetail(frame);
    }

    private void ReadDetail(Frame frame)
    {
        for (var tile = 0; tile < Tiles; tile++)
        {
            var (column, row) = (tile % TilesAcross, tile / TilesAcross);
            var (left, right) = (column * frame.Width / TilesAcross, (column + 1) * frame.Width / TilesAcross);
            var (top, bottom) = (row * frame.Height / (Tiles / TilesAcross), (row + 1) * frame.Height / (Tiles / TilesAcross));
            var (sum, count) = (0L, 0);
            for (var y = top; y < bottom; y += RowStep)
            {
                var line = frame.Y.Slice((y * frame.Width) + left, right - left);
                for (var x = 1; x < line.Length; x++)
                {
                    var step = line[x] - line[x - 1];
                    sum += step * step;
                }

                count += line.Length;
            }

            Detail[tile] = count == 0 ? 0 : (float)sum / count;
        }

        var noise = Detail.Min();
        for (var tile = 0; tile < Tiles; tile++)
        {
            Detail[tile] -= noise;
        }
    }

    private static double FromNeutral(ReadOnlySpan<byte> plane)
    {
        var (sum, count) = (0L, 0);
        for (var i = 0; i < plane.Length; i += 7)
        {
            sum += Math.Abs(plane[i] - 128);
            count++;
        }

        return (double)sum / count;
    }

    private static ulong FingerprintOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        var words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            hash = BitOperations.RotateLeft(hash ^ word, 29) * 0x9E3779B97F4A7C15UL;
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            hash = (hash ^ rest) * 1099511628211UL;
        }

        return hash;
    }
}
