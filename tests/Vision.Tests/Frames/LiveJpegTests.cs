using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Tests.Frames;

[Trait("needs", "process")]
public sealed class LiveJpegTests
{
    [Theory]
    [InlineData(64, 48)]
    [InlineData(16, 16)]
    [InlineData(639, 361)]
    [InlineData(17, 9)]
    [InlineData(1, 1)]
    public async Task Another_decoder_sees_the_frame_it_was_written_from(int width, int height)
    {
        using var frame = Scene(width, height);
        var decoded = await DecodedAsync(LiveJpeg.Encode(frame), width, height);
        Assert.Equal(Frame.SizeOf(width, height), decoded.Length);
        var planes = frame.Memory.ToArray();
        var error = Math.Sqrt(planes.Select((value, i) => Math.Pow(value - decoded[i], 2)).Average());
        Assert.True(error < 4, $"the root mean square error is {error:0.0} of 219");
    }

    [Fact]
    public async Task A_wide_frame_is_shrunk_by_a_whole_number()
    {
        using var frame = Scene(1922, 1082);
        var decoded = await DecodedAsync(LiveJpeg.Encode(frame), 640, 360);
        Assert.Equal(Frame.SizeOf(640, 360), decoded.Length);
        Assert.Equal(frame.Y[(541 * 1922) + 961], decoded[(180 * 640) + 320], 8.0);
    }

    /// <summary>Slopes of luma and chroma with an edge, all within the limited range.</summary>
    private static Frame Scene(int width, int height)
    {
        var bytes = new byte[Frame.SizeOf(width, height)];
        var (chromaWidth, chromaHeight) = ((width + 1) / 2, (height + 1) / 2);
        for (var i = 0; i < width * height; i++)
        {
            bytes[i] = (byte)(i % width > width * 3 / 4 ? 200 : 16 + (180 * (i / width) / height));
        }

        for (var i = 0; i < chromaWidth * chromaHeight; i++)
        {
            bytes[(width * height) + i] = (byte)(90 + (70 * (i % chromaWidth) / chromaWidth));
            bytes[(width * height) + (chromaWidth * chromaHeight) + i] = (byte)(160 - (60 * (i / chromaWidth) / chromaHeight));
        }

        return new Frame(bytes, width, height, 0, 1);
    }

    private static async Task<byte[]> DecodedAsync(byte[] jpeg, int width, int height)
    {
        using var folder = new TemporaryFolder();
        var (file, planes) = (Path.Combine(folder.Path, "live.jpg"), Path.Combine(folder.Path, "planes"));
        await File.WriteAllBytesAsync(file, jpeg, TestContext.Current.CancellationToken);
        using var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-xerror", "-i", file, "-vf", "scale=out_range=tv,format=yuv420p", "-f",
            "rawvideo", planes]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        var decoded = await File.ReadAllBytesAsync(planes, TestContext.Current.CancellationToken);
        Assert.Equal(Frame.SizeOf(width, height), decoded.Length);
        return decoded;
    }
}
