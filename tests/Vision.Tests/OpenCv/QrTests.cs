using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.OpenCv;

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
        using var reader = new QrCodeReader();
        using var frame = QrPicture.Draw(width, height, module);

        Assert.Equal(QrPicture.Text, reader.Read(frame));
    }

    [Fact]
    public void A_picture_without_a_code_says_nothing()
    {
        using var reader = new QrCodeReader();
        using var frame = QrPicture.Draw(640, 360, 0);

        Assert.Null(reader.Read(frame));
    }

    [Fact]
    public void A_showing_is_told_once_and_the_next_one_again()
    {
        using var analyser = new QrAnalyser("gate", _sightings.Add, _time);
        for (var i = 0; i < 40; i++)
        {
            Show(analyser, module: 4);
        }

        var seen = Assert.IsType<QrCodeSeen>(Assert.Single(_sightings));
        Assert.Equal(("gate", QrPicture.Text), (seen.Camera, seen.Text));

        for (var i = 0; i < 25; i++)
        {
            Show(analyser, module: 0);
        }

        Show(analyser, module: 4);
        Show(analyser, module: 4);
        Show(analyser, module: 4);
        Assert.Equal(2, _sightings.Count);
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

    private void Show(QrAnalyser analyser, int module)
    {
        _time.Advance(TimeSpan.FromMilliseconds(125));
        using var frame = QrPicture.Draw(640, 360, module, _time.GetTimestamp());
        analyser.Analyse(frame);
    }
}
