using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Tests.Cameras;

/// <summary>What a slow camera cannot show is said, and not only missing.</summary>
public sealed class SlowStreamTests
{
    private static readonly CameraOptions _gate = new() { Id = "gate", Faces = true, QrCodes = true };
    private static readonly CameraOptions _fence = new()
    {
        Id = "fence",
        Lines = [new LineOptions { Id = "fence", From = [0, 0], To = [1, 1] }],
        Zones = [new ZoneOptions { Id = "lawn", Points = [0, 0, 1, 0, 1, 1], Intrusion = true }],
    };

    private readonly FakeTimeProvider _time = new();
    private long _decoded;

    [Theory]
    [InlineData(true, 25, "")]
    [InlineData(true, 2, "")]
    [InlineData(true, 1.5, "faces need 2")]
    [InlineData(true, 0.2, "faces need 2, QR codes need 1")]
    [InlineData(false, 4, "")]
    [InlineData(false, 1, "zones need 2, lines need 4")]
    [InlineData(false, 2, "lines need 4")]
    public void It_is_told_once_what_a_camera_of_so_many_pictures_a_second_cannot_show(bool isGate, double pace, string needs)
    {
        var slow = SlowStream.For(isGate ? _gate : _fence, takesFaces: true, takesScene: true, _time);
        var told = Watch(slow, pace, minutes: 30);
        if (needs.Length == 0)
        {
            Assert.Empty(told);
            return;
        }

        var line = Assert.Single(told);
        Assert.All(needs.Split(", "), need => Assert.Contains(need, line, StringComparison.Ordinal));
        Assert.Equal(needs.Split(", ").Length, line.Split(" need ").Length - 1);
    }

    [Fact]
    public void A_night_is_told_once_and_the_next_one_again_and_a_slow_minute_not()
    {
        var slow = SlowStream.For(_gate, takesFaces: true, takesScene: true, _time);
        Assert.Empty(Watch(slow, 25, 60));
        Assert.Empty(Watch(slow, 1, 1));
        Assert.Empty(Watch(slow, 25, 60));
        Assert.Single(Watch(slow, 1, 600));
        Assert.Empty(Watch(slow, 25, 600));
        Assert.Single(Watch(slow, 1, 600));
    }

    private List<string> Watch(SlowStream slow, double pace, int minutes)
    {
        List<string> told = [];
        for (var i = 0; i < minutes * 60 * pace; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1 / pace));
            if (slow.Count(++_decoded, _time.GetTimestamp()) is { } line)
            {
                told.Add(line);
            }
        }

        return told;
    }
}
