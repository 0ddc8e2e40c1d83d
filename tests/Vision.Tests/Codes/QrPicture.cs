using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Codes;

/// <summary>A QR code of version 2, level M, that says <see cref="Text"/>, drawn into a grey frame.</summary>
internal static class QrPicture
{
    public const string Text = "visit:4F7K-92QX";

    private static readonly string[] _modules =
    [
        "#######..#.#.###..#######",
        "#.....#....#.####.#.....#",
        "#.###.#.#.##.#.#..#.###.#",
        "#.###.#.#.....##..#.###.#",
        "#.###.#.#..#...##.#.###.#",
        "#.....#.#.##......#.....#",
        "#######.#.#.#.#.#.#######",
        "........#.#.#.#.#........",
        "#.#####..###......#####..",
        "...###..#..#.###..##.#.#.",
        ".#..###.########...##.###",
        "..####.#..#.##.#.#.#...##",
        ".#.##.##...##.#.#.#####..",
        "##.##..#.#.....##....##..",
        "#.#####...###..###..#..##",
        "#..#.#.#...#..##.###.....",
        "#.#.#.####.#...######.###",
        "........###.###.#...#..#.",
        "#######..#...####.#.##.##",
        "#.....#.##..##..#...##.#.",
        "#.###.#.#...#.#######.##.",
        "#.###.#.##.....##.#..##.#",
        "#.###.#.#####..#.#.#.##.#",
        "#.....#..###..#.#....#..#",
        "#######.##...#.###..###..",
    ];

    /// <param name="module">Pixels a module; 0 leaves the code out.</param>
    /// <param name="light">Light on dark.</param>
    /// <param name="damaged">Which modules are the other way round.</param>
    public static Frame Draw(int width, int height, int module, long at = 0, bool light = false, Func<int, int, bool>? damaged = null)
    {
        var buffer = new byte[Frame.SizeOf(width, height)];
        buffer.AsSpan(0, width * height).Fill(150);
        buffer.AsSpan(width * height).Fill(128);
        var (left, top, side) = (width / 8, height / 8, (_modules.Length + 8) * module);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var (row, column) = ((y / module) - 4, (x / module) - 4);
                var dark = row >= 0 && row < _modules.Length && column >= 0 && column < _modules.Length && _modules[row][column] == '#';
                dark ^= light ^ (damaged?.Invoke(row, column) ?? false);
                buffer[((top + y) * width) + left + x] = (byte)(dark ? 40 : 220);
            }
        }

        return new Frame(buffer, width, height, at, 1);
    }
}
