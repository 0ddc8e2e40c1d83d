using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Frames;

/// <summary>Paints a camera's masks over its frames, luma and chroma, so that nobody and nothing sees what is under them. The runs of bytes
/// are worked out once a picture size; a frame then costs as much as filling them. A mask's edge takes the whole pixel. One caller at a
/// time.</summary>
internal sealed class MaskPaint(IReadOnlyList<MaskOptions> masks)
{
    /// <summary>A middling grey, which stands out from few pictures: a mask must not look like a thing.</summary>
    private const byte Grey = 112;
    private const byte NoColour = 128;

    private readonly List<(int Start, int Length)> _luma = [];
    private readonly List<(int Start, int Length)> _chroma = [];
    private (int Width, int Height) _size;

    /// <summary>The frame must be the caller's alone.</summary>
    public void Paint(Frame frame)
    {
        if (masks.Count == 0)
        {
            return;
        }

        if (_size != (frame.Width, frame.Height))
        {
            Lay(frame.Width, frame.Height);
        }

        var planes = frame.Writable;
        foreach (var (start, length) in _luma)
        {
            planes.Slice(start, length).Fill(Grey);
        }

        foreach (var (start, length) in _chroma)
        {
            planes.Slice(start, length).Fill(NoColour);
        }
    }

    private void Lay(int width, int height)
    {
        _size = (width, height);
        _luma.Clear();
        _chroma.Clear();
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (u, v) = (width * height, (width * height) + (chromaWidth * chromaHeight));
        var covered = new bool[width];
        var coveredChroma = new bool[chromaWidth];
        var areas = masks.Select(mask => new Polygon(mask.Points, width, height)).ToList();
        var places = new List<float>();
        for (var y = 0; y < height; y++)
        {
            Array.Clear(covered);
            foreach (var area in areas)
            {
                Cover(area, y, places, covered);
            }

            AddRuns(covered, y * width, _luma);
            for (var x = 0; x < width; x++)
            {
                coveredChroma[x / 2] |= covered[x];
            }

            if (y % 2 == 1 || y == height - 1)
            {
                AddRuns(coveredChroma, u + (y / 2 * chromaWidth), _chroma);
                AddRuns(coveredChroma, v + (y / 2 * chromaWidth), _chroma);
                Array.Clear(coveredChroma);
            }
        }
    }

    private static void Cover(Polygon area, int y, List<float> places, bool[] covered)
    {
        // Three heights a row, lest a slanting edge leave the corner of a pixel bare.
        foreach (var height in (ReadOnlySpan<float>)[y + 0.01f, y + 0.5f, y + 0.99f])
        {
            area.Across(height, places);
            for (var i = 0; i + 1 < places.Count; i += 2)
            {
                var (from, to) = ((int)MathF.Floor(places[i]), (int)MathF.Ceiling(places[i + 1]));
                for (var x = Math.Max(from, 0); x < Math.Min(to, covered.Length); x++)
                {
                    covered[x] = true;
                }
            }
        }
    }

    private static void AddRuns(bool[] covered, int row, List<(int Start, int Length)> runs)
    {
        for (var x = 0; x < covered.Length; x++)
        {
            if (!covered[x])
            {
                continue;
            }

            var start = x;
            while (x < covered.Length && covered[x])
            {
                x++;
            }

            runs.Add((row + start, x - start));
        }
    }
}
