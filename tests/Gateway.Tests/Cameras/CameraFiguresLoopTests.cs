using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Cameras;

public sealed class CameraFiguresLoopTests
{
    [Fact]
    public async Task Each_camera_s_figures_are_put_on_record_four_times_a_day()
    {
        var (time, told) = (new FakeTimeProvider(), new EventList());
        var main = new StreamHealth(StreamRole.Main, true, 1280, 720, "h264", "software", 100, 60, 40, 25, 8, 40.4, 1, 0.07, null);
        var camera = new CameraHealth("gate", true, 1280, 720, "h264", 100, 60, 40, 25, 40, 1, 0, null, null) { Streams = [main] };
        using var loop = new CameraFiguresLoop(() => [camera], told.Add, time, new ExitCode());
        await loop.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(told.All);
        for (var i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromHours(6));
            var count = i + 1;
            await told.UntilAsync(all => all.Count >= count);
        }

        Assert.Equal(4, told.All.Count);
        var figures = Assert.IsType<CameraFigures>(told.All[0]);
        Assert.Equal(("gate", new StreamFigures(StreamRole.Main, true, 25, 8, 100, 60, 40, 1, "software", 0.07)),
            (figures.Camera, Assert.Single(figures.Streams)));
        await loop.StopAsync(TestContext.Current.CancellationToken);
    }
}
