using System.Diagnostics;
using CsCheck;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Frames;

public sealed class AffineSamplerTests
{
    private static readonly InputFormat _plainRgb = new(Channels.Rgb, [0, 0, 0], [1, 1, 1]);

    private static readonly Gen<Frame> _anyFrame =
        from width in Gen.Int[2, 90]
        from height in Gen.Int[2, 70]
        from bytes in Gen.Byte.Array[Frame.SizeOf(width, height)]
        select new Frame(bytes, width, height, 0, 1);

    [Fact]
    public void An_upright_map_samples_as_the_plain_definition_says() =>
        Gen.Select(_anyFrame, Gen.Float[-4, 4], Gen.Float[-40, 120], Gen.Float[0.05f, 5], Gen.Float[-40, 120], Gen.Int[1, 40],
            Gen.Int[1, 12]).Sample(
            (frame, a, c, e, f, width, height) => AssertTriangle(frame, new Affine(a, 0, c, 0, e, f), width, height),
            iter: FastTests.Cases(300));

    [Fact]
    public void At_whole_steps_it_does_so_too() =>
        Gen.Select(_anyFrame, Gen.Int[1, 6], Gen.Float[-20, 30], Gen.Int[1, 6], Gen.Float[-20, 30], Gen.Int[1, 60], Gen.Int[1, 12]).Sample(
            (frame, a, c, e, f, width, height) => AssertTriangle(frame, new Affine(a, 0, c, 0, e, f), width, height),
            iter: FastTests.Cases(300));

    [Fact]
    public void A_hair_beside_whole_steps_it_does_so_too() => Gen.Select(_anyFrame, Gen.Int[2, 6], Gen.Int[-20, 30], Gen.Int[-9, 9],
        Gen.Int[2, 60]).Sample((frame, step, whole, hairs, width) =>
            AssertTriangle(frame, new Affine(step, 0, whole + (hairs * 1e-7f), 0, step, -4.784f), width, 5),
        iter: FastTests.Cases(300));

    private static void AssertTriangle(Frame frame, in Affine upright, int width, int height) =>
        AssertSame(frame, upright, width, height, (plane, stride, lines, map, x, y) =>
        {
            var (columns, rows) = (Triangle(map.A, map.C, x, stride), Triangle(map.E, map.F, y, lines));
            return rows.Sum(row => columns.Sum(column => plane[(row.At * stride) + column.At] * column.Weight * row.Weight));
        });

    [Fact]
    public void A_turned_map_samples_bilinearly() =>
        Gen.Select(_anyFrame, Gen.Float[0.1f, 1.06f], Gen.Float[0.1f, 3.0f], Gen.Float[-10, 60], Gen.Float[-10, 60], Gen.Int[1, 40],
            Gen.Int[1, 12]).Sample(
            (frame, scale, angle, c, f, width, height) =>
            {
                var (sin, cos) = MathF.SinCos(angle);
                AssertSame(frame, new Affine(scale * cos, -scale * sin, c, scale * sin, scale * cos, f), width, height, Bilinear);
            },
            iter: FastTests.Cases(300));

    [Fact]
    public void A_turned_map_that_shrinks_does_not_alias()
    {
        const int size = 240;
        var bytes = new byte[Frame.SizeOf(size, size)];
        bytes.AsSpan().Fill(128);
        for (var i = 0; i < size * size; i++)
        {
            bytes[i] = (byte)(((i % size) + (i / size)) % 2 == 0 ? 16 : 235);
        }

        var grey = new float[30 * 30];
        AffineSampler.ReadGrey(new Frame(bytes, size, size, 0, 1), new Affine(4, -3, 100, 3, 4, 20), 30, 30, grey);
        Assert.All(grey, value => Assert.InRange(value, 90, 165));
    }

    [Fact]
    [Trait("needs", "process")]
    public void Bgr_is_rgb_turned_round_and_levels_are_applied_to_each_channel()
    {
        var frame = Pattern(64, 48);
        var (rgb, bgr) = (new float[3 * 20 * 10], new float[3 * 20 * 10]);
        var map = Affine.Crop(new Box(3, 4, 60, 40), 20, 10);
        AffineSampler.Sample(frame, map, _plainRgb, 20, 10, rgb);
        AffineSampler.Sample(frame, map, new InputFormat(Channels.Bgr, [1, 2, 3], [0.5f, 0.25f, 2]), 20, 10, bgr);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal((rgb[400 + i] - 1) * 0.5f, bgr[i], 0.001f);
            Assert.Equal((rgb[200 + i] - 2) * 0.25f, bgr[200 + i], 0.001f);
            Assert.Equal((rgb[i] - 3) * 2, bgr[400 + i], 0.001f);
        }
    }

    [Theory]
    [Trait("needs", "process")]
    [InlineData(640, 360, 320, 240)]
    [InlineData(1280, 720, 320, 240)]
    [InlineData(768, 576, 416, 416)]
    [InlineData(160, 120, 320, 240)]
    public void A_resize_agrees_with_ffmpegs_own_within_two_levels_on_average(int width, int height, int toWidth, int toHeight)
    {
        var frame = Pattern(width, height);
        var ours = new float[3 * toWidth * toHeight];
        AffineSampler.Sample(frame, Affine.Crop(new Box(0, 0, width, height), toWidth, toHeight), _plainRgb, toWidth, toHeight, ours);
        var theirs = ByFfmpeg($"-f lavfi -i testsrc2=size={width}x{height}:rate=1,format=yuv420p -frames:v 1 " +
            $"-vf scale={toWidth}:{toHeight}:flags=bilinear+accurate_rnd+full_chroma_int,format=gbrp -f rawvideo -");
        var planes = new[] { 2, 0, 1 }; // gbrp: green, blue, red
        var difference = 0.0;
        for (var i = 0; i < ours.Length; i++)
        {
            difference += Math.Abs(ours[i] - theirs[(planes[i / (toWidth * toHeight)] * toWidth * toHeight) + (i % (toWidth * toHeight))]);
        }

        Assert.InRange(difference / ours.Length, 0, 2);
    }

    [Fact]
    [Trait("needs", "process")]
    public void Sampling_allocates_nothing()
    {
        var frame = Pattern(320, 240);
        var tensor = new float[3 * 112 * 112];
        var (upright, turned) = (Affine.Crop(new Box(10, 10, 300, 200), 112, 112), new Affine(1, 0.2f, 3, -0.2f, 1, 3));
        AffineSampler.Sample(frame, upright, _plainRgb, 112, 112, tensor);
        AffineSampler.Sample(frame, turned, _plainRgb, 112, 112, tensor);

        // The shared pool may be emptied by the collector at any moment, so a single round may have to fill it again; what every round
        // allocates is ours.
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            AffineSampler.Sample(frame, upright, _plainRgb, 112, 112, tensor);
            AffineSampler.Sample(frame, turned, _plainRgb, 112, 112, tensor);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    [Trait("needs", "process")]
    public void A_map_that_is_not_finite_or_a_tensor_too_short_is_refused()
    {
        var frame = Pattern(32, 32);
        Assert.Throws<ArgumentException>(() => AffineSampler.Sample(frame, new Affine(float.NaN, 0, 0, 0, 1, 0), _plainRgb, 8, 8,
            new float[192]));
        Assert.Throws<ArgumentException>(() => AffineSampler.Sample(frame, new Affine(1, 0, 0, 0, 1, 0), _plainRgb, 8, 8, new float[191]));
    }

    private delegate double Reference(byte[] plane, int stride, int lines, Affine map, int x, int y);

    private static void AssertSame(Frame frame, Affine map, int width, int height, Reference reference)
    {
        var tensor = new float[3 * width * height];
        AffineSampler.Sample(frame, map, _plainRgb, width, height, tensor);
        var half = new Affine(map.A / 2, map.B / 2, map.C / 2, map.D / 2, map.E / 2, map.F / 2);
        var (luma, blue, red) = (frame.Y.ToArray(), frame.U.ToArray(), frame.V.ToArray());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var level = 255.0 / 219 * (reference(luma, frame.Width, frame.Height, map, x, y) - 16);
                var u = reference(blue, frame.ChromaWidth, frame.ChromaHeight, half, x, y) - 128;
                var v = reference(red, frame.ChromaWidth, frame.ChromaHeight, half, x, y) - 128;
                var at = (y * width) + x;
                Assert.Equal(Math.Clamp(level + (1.596027 * v), 0, 255), tensor[at], 0.2);
                Assert.Equal(Math.Clamp(level - (0.391762 * u) - (0.812968 * v), 0, 255), tensor[at + (width * height)], 0.2);
                Assert.Equal(Math.Clamp(level + (2.017232 * u), 0, 255), tensor[at + (2 * width * height)], 0.2);
            }
        }
    }

    private static List<(int At, double Weight)> Triangle(float step, float offset, int x, int size)
    {
        var support = Math.Max(1.0, Math.Abs(step));
        var centre = Math.Clamp(((x + 0.5) * step) + offset - 0.5, -support, size - 1 + support);
        var taps = new List<(int At, double Weight)>();
        for (var i = (int)Math.Floor(centre - support); i <= Math.Ceiling(centre + support); i++)
        {
            taps.Add((Math.Clamp(i, 0, size - 1), Math.Max(0, support - Math.Abs(i - centre))));
        }

        var sum = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (tap.At, tap.Weight / sum))];
    }

    private static double Bilinear(byte[] plane, int stride, int lines, Affine map, int x, int y)
    {
        var atX = Math.Clamp((map.A * (x + 0.5)) + (map.B * (y + 0.5)) + map.C - 0.5, 0, stride - 1);
        var atY = Math.Clamp((map.D * (x + 0.5)) + (map.E * (y + 0.5)) + map.F - 0.5, 0, lines - 1);
        var (x0, y0) = ((int)atX, (int)atY);
        var (x1, y1) = (Math.Min(x0 + 1, stride - 1), Math.Min(y0 + 1, lines - 1));
        var (dx, dy) = (atX - x0, atY - y0);
        var above = ((1 - dx) * plane[(y0 * stride) + x0]) + (dx * plane[(y0 * stride) + x1]);
        var below = ((1 - dx) * plane[(y1 * stride) + x0]) + (dx * plane[(y1 * stride) + x1]);
        return ((1 - dy) * above) + (dy * below);
    }

    private static Frame Pattern(int width, int height) =>
        new(ByFfmpeg($"-f lavfi -i testsrc2=size={width}x{height}:rate=1 -frames:v 1 -pix_fmt yuv420p -f rawvideo -"), width, height, 0, 1);

    private static byte[] ByFfmpeg(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", "-v error " + arguments) { RedirectStandardOutput = true })!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit(TimeSpan.FromSeconds(60));
        return bytes.ToArray();
    }
}
