using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;

namespace Zhuhui.Edge.Vision.Tests.Motion;

public sealed class PlainMotionGateTests : MotionGateContract
{
    [Fact]
    public void A_cells_mean_is_that_of_every_second_row()
    {
        var buffer = new byte[Frame.SizeOf(40, 20)];
        for (var i = 0; i < 40 * 20; i++)
        {
            buffer[i] = (byte)(i % 40 < 16 ? 255 : i / 40 % 2 == 0 ? 60 : 200);
        }

        using var frame = new Frame(buffer, 40, 20, 0, 1);
        var means = new float[2];

        CellMeans.Read(frame, means);

        Assert.Equal((2, 1), CellMeans.Grid(40, 20));
        Assert.Equal([255f, 60f], means);
    }

    private protected override MotionGate Create(TimeProvider time) => new PlainMotionGate(time);
}
