using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Codes;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;
using ZXing;
using ZXing.QrCode;

namespace Zhuhui.Edge.Vision.Tests.Codes;

public sealed class QrTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<Sighting> _sightings = [];

    [Theory]
    [InlineData(640, 360, 4)]
    [InlineData(1280, 720, 10)]
    [InlineData(1920, 1080, 20)]
    [InlineData(2560, 1440, 20)]
    public void A_code_held_up_to_the_camera_is_read(int width, int height, int module)
    {
        using var frame = QrPicture.Draw(width, height, module);
        Assert.Equal([QrPicture.Text], new QrCodeReader().Read(frame));
    }

    /// <summary>As a phone shows it that is set to dark.</summary>
    [Theory]
    [InlineData(640, 360, 4)]
    [InlineData(1280, 720, 10)]
    [InlineData(1920, 1080, 20)]
    public void A_code_that_is_light_on_dark_is_read(int width, int height, int module)
    {
        using var frame = QrPicture.Draw(width, height, module, light: true);
        Assert.Equal([QrPicture.Text], new QrCodeReader().Read(frame));
    }

    /// <summary>As at a gate by night: a sixth of the contrast, and a sensor's noise over it.</summary>
    [Theory]
    [InlineData(640, 360, 4)]
    [InlineData(1280, 720, 10)]
    [InlineData(1920, 1080, 12)]
    public void A_code_in_a_dark_and_noisy_picture_is_read_within_two_looks(int width, int height, int module)
    {
        var (reader, random) = (new QrCodeReader(), new Random(7));
        HashSet<string> read = [];
        for (var look = 0; look < 2; look++)
        {
            using var frame = QrPicture.Draw(width, height, module);
            Night(frame, random);
            read.UnionWith(reader.Read(frame));
        }

        Assert.Equal([QrPicture.Text], read);
    }

    [Fact]
    public void Noise_in_the_dark_is_no_code()
    {
        var (reader, random) = (new QrCodeReader(), new Random(11));
        using var frame = QrPicture.Draw(1280, 720, 0);
        Night(frame, random);
        Assert.Empty(reader.Read(frame));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_codes_in_one_view_are_both_read(bool oneIsLight)
    {
        using var frame = QrPicture.Draw(1280, 720, 10);
        Put(frame, "visit:second-1234", 700, 250, 12, oneIsLight);
        Assert.Equal([QrPicture.Text, "visit:second-1234"], new QrCodeReader().Read(frame).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_small_code_is_read_within_two_looks()
    {
        using var frame = QrPicture.Draw(1920, 1080, 4);
        var reader = new QrCodeReader();
        Assert.Equal([QrPicture.Text], Enumerable.Range(0, 2).SelectMany(_ => reader.Read(frame).ToList()).Distinct());
    }

    [Fact]
    public void A_picture_without_a_code_says_nothing()
    {
        using var frame = QrPicture.Draw(640, 360, 0);
        Assert.Empty(new QrCodeReader().Read(frame));
    }

    /// <summary>Somebody who holds up a broken or made-up code stops nothing, and what is read of it is what it says or nothing.</summary>
    [Fact]
    public void Damaged_codes_are_borne()
    {
        var reader = new QrCodeReader();
        for (var seed = 0; seed < FastTests.Cases(150); seed++)
        {
            var random = new Random(seed);
            var share = random.NextDouble() / 3;
            using var frame = QrPicture.Draw(640, 360, 4, damaged: (row, column) => random.NextDouble() < share);
            Assert.True(reader.Read(frame).All(text => text == QrPicture.Text));
        }
    }

    [Fact]
    public async Task A_showing_is_told_once_and_the_next_one_again()
    {
        using var stop = new CancellationTokenSource();
        using var analyser = new QrAnalyser("gate", _sightings.Add, _time);
        var working = analyser.KeepWorkingAsync(stop.Token);
        await ShowAsync(analyser, 15, module: 4);
        var seen = Assert.IsType<QrCodeSeen>(Assert.Single(_sightings));
        Assert.Equal(("gate", QrPicture.Text), (seen.Camera, seen.Text));

        await ShowAsync(analyser, 9, module: 0);
        await ShowAsync(analyser, 2, module: 4);
        Assert.Equal(2, _sightings.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
    }

    /// <summary>A dark and noisy picture may take a tenth of a second, and faces are looked for in the loop that takes it in.</summary>
    [Fact]
    public void The_frames_loop_never_waits_for_a_code()
    {
        using var analyser = new QrAnalyser("gate", _sightings.Add, _time);
        for (var i = 0; i < 50; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            using var frame = QrPicture.Draw(640, 360, 4, _time.GetTimestamp());
            analyser.Analyse(frame);
        }

        Assert.Empty(_sightings);
        Assert.Equal(0, analyser.Pictures);
    }

    [Fact]
    public void A_code_that_is_missed_for_a_moment_is_still_the_same_showing()
    {
        var shown = new CodesShown(_time, QrAnalyser.Away);
        Assert.True(shown.IsNew("a", _time.GetTimestamp()));
        _time.Advance(QrAnalyser.Away - TimeSpan.FromMilliseconds(1));

        Assert.False(shown.IsNew("a", _time.GetTimestamp()));
        Assert.True(shown.IsNew("b", _time.GetTimestamp()));
        _time.Advance(QrAnalyser.Away);

        Assert.True(shown.IsNew("a", _time.GetTimestamp()));
    }

    /// <summary>Black becomes 16 and white 46, with normal noise of 6 in each pixel.</summary>
    private static void Night(Frame frame, Random random)
    {
        foreach (ref var pixel in frame.Writable[..(frame.Width * frame.Height)])
        {
            var noise = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) * 6;
            pixel = (byte)Math.Clamp(16 + ((pixel - 40) / 6.0) + noise, 0, 255);
        }
    }

    /// <summary>Draws another code into a frame.</summary>
    private static void Put(Frame frame, string text, int left, int top, int module, bool light)
    {
        var code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0);
        for (var y = 0; y < code.Height * module; y++)
        {
            for (var x = 0; x < code.Width * module; x++)
            {
                frame.Writable[((top + y) * frame.Width) + left + x] = (byte)(code[x / module, y / module] ^ light ? 40 : 220);
            }
        }
    }

    /// <summary>Shows as many pictures, each long enough after the one before it, and waits until they are read.</summary>
    private async Task ShowAsync(QrAnalyser analyser, int count, int module)
    {
        for (var i = 0; i < count; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(350));
            var before = analyser.Pictures;
            using var frame = QrPicture.Draw(640, 360, module, _time.GetTimestamp());
            analyser.Analyse(frame);
            await Eventually.IsAsync(() => analyser.Pictures > before);
        }
    }
}
