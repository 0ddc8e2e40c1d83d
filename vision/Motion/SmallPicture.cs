using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Motion;

/// <summary>The luma of a frame in cells: the mean of each over every second row and column.</summary>
internal static class SmallPicture
{
    private const int Step = 2;

    /// <param name="means">columns x rows values, 0 to 255, of cells that cover the frame, all but a rim narrower than a cell. Frames with
    /// fewer pixels than cells repeat some.</param>
    public static void Read(Frame frame, int columns, int rows, Span<float> means)
    {
        var luma = frame.Y;
        for (var row = 0; row < rows; row++)
        {
            var (top, bottom) = Span(row, rows, frame.Height);
            var line = means.Slice(row * columns, columns);
            line.Clear();
            var lines = 0;
            for (var y = top; y < bottom; y += Step, lines++)
            {
                AddRow(luma.Slice(y * frame.Width, frame.Width), line);
            }

            foreach (ref var mean in line)
            {
                mean /= lines;
            }
        }
    }

    private static void AddRow(ReadOnlySpan<byte> pixels, Span<float> cells)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            var (left, right) = Span(column, cells.Length, pixels.Length);
            var (sum, count) = (0, 0);
            for (var x = left; x < right; x += Step, count++)
            {
                sum += pixels[x];
            }

            cells[column] += (float)sum / count;
        }
    }

    private static (int From, int To) Span(int cell, int cells, int pixels)
    {
        var from = (int)((long)cell * pixels / cells);
        return (from, Math.Max(from + 1, (int)((cell + 1L) * pixels / cells)));
    }
}
