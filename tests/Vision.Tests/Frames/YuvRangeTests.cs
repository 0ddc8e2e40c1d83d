using OpenCvSharp;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;

namespace Zhuhui.Edge.Vision.Tests.Frames;

/// <summary>One scene in the bytes of either range is one scene to all that look at it.</summary>
public sealed class YuvRangeTests
{
    private const int Width = 96;
    private const int Height = 64;
    private readonly Frame _limited = Scene(YuvRange.Limited);
    private readonly Frame _full = Scene(YuvRange.Full);

    [Theory]
    [InlineData(Channels.Grey, 0f)]
    [InlineData(Channels.Rgb, 0f)]
    [InlineData(Channels.Rgb, 0.3f)]
    [InlineData(Channels.Bgr, 0.3f)]
    public void A_models_input_is_the_same(Channels channels, float turned)
    {
        var format = channels == Channels.Grey ? InputFormat.PlainGrey : new InputFormat(channels, [0, 0, 0], [1, 1, 1]);
        var map = new Affine(2, turned, 5, -turned, 1.7f, 8);
        var (one, other) = (new float[format.Planes * 40 * 30], new float[format.Planes * 40 * 30]);
        AffineSampler.Sample(_limited, map, format, 40, 30, one);
        AffineSampler.Sample(_full, map, format, 40, 30, other);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 3.5f));
        Assert.Equal(one.Average(), other.Average(), 0.5f);
        Assert.InRange(one.Max() - one.Min(), 100, 256);
    }

    [Fact]
    public void The_picture_people_see_is_the_same()
    {
        foreach (var draw in new Func<Frame, byte[]>[] { LiveJpeg.Encode, frame => StillPicture.Draw(frame, []) })
        {
            using var one = Cv2.ImDecode(draw(_limited), ImreadModes.Color);
            using var other = Cv2.ImDecode(draw(_full), ImreadModes.Color);
            using var difference = new Mat();
            Cv2.Absdiff(one, other, difference);
            var mean = difference.Mean();
            Assert.InRange(Math.Max(mean.Val0, Math.Max(mean.Val1, mean.Val2)), 0, 2);
        }
    }

    [Fact]
    public void Light_and_sharpness_are_told_in_one_measure()
    {
        var (one, other) = (BlurAndLight.Measure(_limited), BlurAndLight.Measure(_full));
        Assert.Equal(one.Light, other.Light, 1.0);
        Assert.InRange(other.Sharpness / one.Sharpness, 0.9, 1.1);
    }

    [Fact]
    public void A_smaller_frame_keeps_its_range()
    {
        using var small = LiveJpeg.Shrunk(_full, 2);
        Assert.Same(YuvRange.Full, small.Range);
    }

    private static Frame Scene(YuvRange range)
    {
        var bytes = new byte[Frame.SizeOf(Width, Height)];
        for (var i = 0; i < bytes.Length; i++)
        {
            // Light of 0 to 255 in slopes with edges; colours of both signs.
            var (x, y) = (i % Width, i / Width % Height);
            bytes[i] = i < Width * Height
                ? (byte)Math.Round(range.Black + (((x * 255 / Width) + (y / 16 % 2 * 90)) % 256 / range.LumaGain))
                : (byte)Math.Round(128 + ((((i - (Width * Height)) % 48 * 2) - 47) / range.ChromaGain));
        }

        return new Frame(bytes, Width, Height, 0, 1) { Range = range };
    }
}
