using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;

namespace Zhuhui.Edge.Vision.Tests.OpenCv;

public sealed class PictureTests
{
    [Fact]
    public void A_still_shows_the_frames_colours_with_the_boxes_on_it()
    {
        using var frame = Red(160, 120);

        using var picture = Cv2.ImDecode(StillPicture.Draw(frame, [new Mark(new Box(40, 30, 120, 90), "Eileen")]), ImreadModes.Color);

        Assert.Equal((160, 120), (picture.Width, picture.Height));
        var ground = picture.At<Vec3b>(60, 80);
        Assert.True(ground is { Item2: > 220, Item1: < 40, Item0: < 40 }, $"the ground is {ground}");
        var edge = picture.At<Vec3b>(89, 80);
        Assert.True(edge.Item1 > 120, $"the box is {edge}");
        Assert.True(CountGreen(picture, 15, 28) > 20, "the label stands above its box");
        Assert.Equal(0, CountGreen(picture, 100, 118));
    }

    [Fact]
    public void A_label_at_the_upper_edge_goes_inside_its_box()
    {
        using var frame = Red(160, 120);

        using var picture = Cv2.ImDecode(StillPicture.Draw(frame, [new Mark(new Box(20, 2, 140, 100), "7")]), ImreadModes.Color);

        Assert.True(CountGreen(picture, 6, 20) > 15, "the label is there");
    }

    [Fact]
    public void A_frame_of_odd_size_loses_its_last_column_and_row()
    {
        using var frame = Red(161, 121);

        using var picture = Cv2.ImDecode(StillPicture.Draw(frame, []), ImreadModes.Color);

        Assert.Equal((160, 120), (picture.Width, picture.Height));
        var corner = picture.At<Vec3b>(118, 158);
        Assert.True(corner is { Item2: > 220, Item1: < 40, Item0: < 40 }, $"the corner is {corner}");
    }

    [Fact]
    public void Sharpness_falls_with_blur_and_light_is_the_mean()
    {
        using var checks = Frame(200, 100, static (x, y) => ((x / 4) + (y / 4)) % 2 == 0 ? 60 : 180);
        using var waves = Frame(200, 100, static (x, _) => 120 + (int)(60 * Math.Sin(x / 8.0)));

        var (sharp, soft) = (BlurAndLight.Measure(checks), BlurAndLight.Measure(waves));

        Assert.True(sharp.Sharpness > 100 * soft.Sharpness, $"{sharp} is sharper than {soft}");
        Assert.Equal(120, sharp.Light, 0.01);
    }

    [Fact]
    public void A_cameras_picture_is_measured_once_a_second()
    {
        var time = new FakeTimeProvider();
        using var watch = new PictureWatch(time);
        Assert.Null(watch.Last);

        Show(luma: 200);
        Assert.Equal(200, watch.Last!.Light, 0.01);
        time.Advance(TimeSpan.FromSeconds(0.9));
        Show(luma: 40);
        Assert.Equal(200, watch.Last!.Light, 0.01);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Show(luma: 40);
        Assert.Equal((40.0, 0.0), (watch.Last!.Light, watch.Last!.Sharpness));

        void Show(int luma)
        {
            using var frame = Frame(1280, 720, (_, _) => luma, time.GetTimestamp());
            watch.Analyse(frame);
        }
    }

    private static int CountGreen(Mat picture, int fromRow, int toRow)
    {
        var count = 0;
        for (var row = fromRow; row < toRow; row++)
        {
            for (var column = 22; column < 138; column++)
            {
                count += picture.At<Vec3b>(row, column).Item1 > 120 ? 1 : 0;
            }
        }

        return count;
    }

    private static Frame Red(int width, int height)
    {
        var buffer = new byte[Vision.Frames.Frame.SizeOf(width, height)];
        var chroma = (width + 1) / 2 * ((height + 1) / 2);
        buffer.AsSpan(0, width * height).Fill(81);
        buffer.AsSpan(width * height, chroma).Fill(90);
        buffer.AsSpan((width * height) + chroma, chroma).Fill(240);
        return new Frame(buffer, width, height, 0, 1);
    }

    private static Frame Frame(int width, int height, Func<int, int, int> luma, long at = 0)
    {
        var buffer = new byte[Vision.Frames.Frame.SizeOf(width, height)];
        for (var i = 0; i < width * height; i++)
        {
            buffer[i] = (byte)luma(i % width, i / width);
        }

        return new Frame(buffer, width, height, at, 1);
    }
}
