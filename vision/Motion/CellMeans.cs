using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>The mean luma of cells of 16x16 pixels, over every second row. A mean of 128 pixels hides the camera's noise. A rim narrower
/// than a cell is left out.</summary>
internal static class CellMeans
{
    public const int Side = 16;

    private const int RowStep = 2;
    private const float Samples = Side * Side / RowStep;

    public static (int Columns, int Rows) Grid(int width, int height) => (width / Side, height / Side);

    /// <param name="means">Columns x rows values, 0 to 255.</param>
    public static void Read(Frame frame, Span<float> means)
    {
        var (columns, rows) = Grid(frame.Width, frame.Height);
        ref var luma = ref MemoryMarshal.GetReference(frame.Y);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sum = Vector128<ushort>.Zero;
                for (var line = 0; line < Side; line += RowStep)
                {
                    var place = (nuint)((((row * Side) + line) * frame.Width) + (column * Side));
                    var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref luma, place));
                    sum += lower + upper;
                }

                var (low, high) = Vector128.Widen(sum);
                means[(row * columns) + column] = Vector128.Sum(low + high) / Samples;
            }
        }
    }
}
