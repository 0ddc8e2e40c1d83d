using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Ffmpeg;

[Trait("needs", "process")]
public sealed class PictureSinkTests
{
    private const string Nut = "-c:v rawvideo -f nut";

    [Theory]
    [InlineData(5, 3)]
    [InlineData(64, 48)]
    [InlineData(1920, 1080)]
    public async Task Pictures_come_whole_and_numbered_whatever_their_size(int width, int height)
    {
        // Each picture is of one luma, and brighter than the one before.
        var nut = await NutAsync($"-f lavfi -i color=black:s={width}x{height}:r=25,format=gray,geq=lum='40+8*N',format=yuv420p -frames:v 7 "
            + "-vf setpts=N/TB");
        var frames = await ReadAsync(nut);
        Assert.Equal(Enumerable.Range(1, 7).Select(n => (width, height, (long)n)), frames.Select(frame => (frame.Width, frame.Height,
            frame.Number)));
        Assert.All(frames, frame => Assert.Equal(frame.Y[0], frame.Y[^1]));
        Assert.All(frames.Zip(frames.Skip(1)), pair => Assert.InRange(pair.Second.Y[0] - pair.First.Y[0], 6, 8));
    }

    [Fact]
    public async Task A_torn_last_picture_is_left_out()
    {
        var nut = await NutAsync("-f lavfi -i testsrc2=s=64x48:r=25 -frames:v 4 -pix_fmt yuv420p -vf setpts=N/TB");
        var all = await ReadAsync(nut);
        Assert.Equal([1, 2, 3], (await ReadAsync(nut[..^(Frame.SizeOf(64, 48) / 2)])).Select(frame => frame.Number));
        Assert.Equal(4, all.Count);
    }

    [Fact]
    public async Task What_the_filters_leave_out_is_counted_and_a_slow_stream_is_kept_whole()
    {
        var fast = await ReadAsync(await NutAsync($"-re -f lavfi -i testsrc2=s=64x48:r=50:d=2 -fps_mode passthrough -vf "
            + PictureSink.Filters(5)));
        Assert.Equal(1, fast[0].Number);
        Assert.InRange(fast.Count, 5, 20);
        Assert.InRange(fast[^1].Number, 50, 100);
        Assert.True(fast.Zip(fast.Skip(1)).All(pair => pair.First.Number < pair.Second.Number));
        var slow = await ReadAsync(await NutAsync("-re -f lavfi -i testsrc2=s=64x48:r=4 -frames:v 8 -fps_mode passthrough -vf "
            + PictureSink.Filters(8)));
        Assert.Equal(Enumerable.Range(1, 8).Select(n => (long)n), slow.Select(frame => frame.Number));
    }

    [Theory]
    [InlineData("-pix_fmt yuv444p -vf setpts=N/TB", Nut, "8-bit 4:2:0")]
    [InlineData("-pix_fmt yuv420p", "-f yuv4mpegpipe", "begins as something else")]
    [InlineData("-map 0:v -map 0:v -pix_fmt yuv420p", Nut, "2 streams")]
    public async Task Other_output_is_a_fault_that_stops_ffmpeg(string output, string format, string said)
    {
        var stopped = false;
        var sink = Sink(_ => { }, () => stopped = true);
        await sink.ReadAsync(new MemoryStream(await NutAsync("-f lavfi -i testsrc2=s=64x48 -frames:v 2 " + output, format)),
            TestContext.Current.CancellationToken);
        Assert.True(stopped);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(sink.ThrowIfFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_byte_of_a_stream_can_be_so_wrong_that_reading_hangs_or_leaves_the_stream()
    {
        var nut = await NutAsync("-f lavfi -i testsrc2=s=16x16 -frames:v 3 -pix_fmt yuv420p -vf setpts=N/TB");
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var broken = (byte[])nut.Clone();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            var sink = Sink(frame => frame.Dispose(), () => { });
            await sink.ReadAsync(new MemoryStream(broken), TestContext.Current.CancellationToken);
            if (Record.Exception(sink.ThrowIfFailed) is { } fault)
            {
                Assert.IsType<InvalidDataException>(fault);
            }
        }
    }

    private static async Task<List<Frame>> ReadAsync(byte[] nut)
    {
        var frames = new List<Frame>();
        var sink = Sink(frames.Add, () => { });
        await sink.ReadAsync(new MemoryStream(nut), TestContext.Current.CancellationToken);
        sink.ThrowIfFailed();
        return frames;
    }

    private static PictureSink Sink(Action<Frame> put, Action giveUp) => new(TimeProvider.System, new FramePool(), (_, _) =>
        Task.FromResult(PictureTraits.Plain), put, giveUp);

    private static async Task<byte[]> NutAsync(string arguments, string format = Nut)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", $"-v error -nostdin {arguments} {format} -")
        {
            RedirectStandardOutput = true,
        })!;
        using var all = new MemoryStream();
        await ffmpeg.StandardOutput.BaseStream.CopyToAsync(all, TestContext.Current.CancellationToken);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        return all.ToArray();
    }
}
