using System.Numerics;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Tests.Frames;

public sealed class MaskPaintTests
{
    /// <summary>300 triangles on pictures of odd and even sides.</summary>
    [Fact]
    public void No_pixel_whose_middle_is_under_a_mask_is_seen_and_far_ones_are_untouched() =>
        Gen.Select(Gen.Double[0, 1].Array[6], Gen.Int[3, 60], Gen.Int[3, 60]).Sample(
            (points, width, height) =>
            {
                var bytes = new byte[Frame.SizeOf(width, height)];
                Array.Fill(bytes, (byte)33);
                using var frame = new Frame(bytes, width, height, 0, 1);
                new MaskPaint([new MaskOptions { Points = points }]).Paint(frame);
                var area = new Polygon(points, width, height);
                for (var i = 0; i < width * height; i++)
                {
                    var (x, y) = (i % width, i / width);
                    var middle = new Vector2(x + 0.5f, y + 0.5f);
                    var chroma = (y / 2 * frame.ChromaWidth) + (x / 2);
                    if (area.Contains(middle))
                    {
                        Assert.NotEqual(33, frame.Y[i]);
                        Assert.Equal((128, 128), (frame.U[chroma], frame.V[chroma]));
                    }
                    else if (area.ToBorder(middle) > 1.5f)
                    {
                        Assert.Equal(33, frame.Y[i]);
                    }
                }
            },
            iter: 300);

    [Fact]
    public void Without_masks_nothing_is_touched()
    {
        var bytes = new byte[Frame.SizeOf(8, 8)];
        using var frame = new Frame(bytes, 8, 8, 0, 1);

        new MaskPaint([]).Paint(frame);

        Assert.All(bytes, value => Assert.Equal(0, value));
    }
}
