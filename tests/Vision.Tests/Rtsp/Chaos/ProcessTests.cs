using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tests.Rtsp.Chaos;

/// <summary>No ffmpeg process, descriptor or pipe is left behind, whatever becomes of the camera, of ffmpeg or of us.</summary>
[Collection(nameof(ProcessTests))]
[CollectionDefinition(nameof(ProcessTests), DisableParallelization = true)]
[Trait("needs", "process")]
public sealed class ProcessTests(Clips clips) : IClassFixture<Clips>
{
    [Fact]
    public async Task An_ffmpeg_that_is_killed_is_replaced()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        await using var watched = new Watched(camera.Url, id: "killed");
        await watched.NextAsync<CameraOnline>();
        var first = Assert.Single(Children.FfmpegOf("killed"));
        Children.Signal(first, "KILL");
        await watched.NextAsync<CameraOffline>();
        await watched.NextAsync<CameraOnline>();
        Assert.NotEqual(first, Assert.Single(Children.FfmpegOf("killed")));
    }

    [Fact]
    public async Task An_ffmpeg_that_hangs_is_killed_and_replaced()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        await using var watched = new Watched(camera.Url, id: "hung");
        await watched.NextAsync<CameraOnline>();
        var first = Assert.Single(Children.FfmpegOf("hung"));
        Children.Signal(first, "STOP");
        await watched.NextAsync<CameraOffline>();
        await watched.NextAsync<CameraOnline>();
        Assert.False(Children.Lives(first));
    }

    [Fact]
    public async Task Stopping_at_any_moment_of_connecting_leaves_nothing()
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        for (var i = 0; i < 25; i++)
        {
            var watched = new Watched(camera.Url, id: "hasty");
            await Task.Delay(TimeSpan.FromMilliseconds(i * 8), TimeProvider.System, TestContext.Current.CancellationToken);
            await watched.DisposeAsync();
            Assert.Empty(Children.FfmpegOf("hasty"));
        }
    }

    [Fact]
    public async Task Many_outages_leave_no_process_no_descriptor_and_no_pipe()
    {
        const int outages = 30;
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        await using var watched = new Watched(wire.Url, id: "outages");
        await OutageAsync();
        var (descriptors, pipes, memory) = (Children.Descriptors, Children.Pipes, GC.GetTotalMemory(forceFullCollection: true));
        for (var i = 0; i < outages; i++)
        {
            await OutageAsync();
            Assert.True(Children.FfmpegOf("outages").Count <= 1);
        }

        await Eventually.IsAsync(() => Children.Descriptors <= descriptors + 3 && Children.Pipes <= pipes);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        ChaosTable.Say($"{outages} outages", $"managed memory grew by {grown / 1024} kB");
        Assert.True(grown < 4 << 20, $"{grown} bytes more after {outages} outages");

        async Task OutageAsync()
        {
            while (await watched.NextAsync() is not CameraOnline)
            {
            }

            wire.Cut();
        }
    }

    [Fact]
    public async Task A_camera_that_is_away_for_days_costs_one_small_connection_a_try()
    {
        const int tries = 2000;
        var time = new FakeTimeProvider();
        using var wire = new FaultyWire(LoopbackPort.Free());
        await using var watched = new Watched(wire.Url, id: "days", time: time);
        await TriesAsync(200);
        await watched.NextAsync<CameraOffline>();
        var (descriptors, memory) = (Children.Descriptors, GC.GetTotalMemory(forceFullCollection: true));
        await TriesAsync(tries);
        Assert.True(watched.IsQuiet);
        Assert.Empty(Children.FfmpegOf("days"));
        await Eventually.IsAsync(() => Children.Descriptors <= descriptors + 3);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;
        ChaosTable.Say($"{tries} tries at an absent camera", $"managed memory grew by {grown / 1024} kB");
        Assert.True(grown < 2 << 20, $"{grown} bytes more");

        Task TriesAsync(int count)
        {
            var from = wire.Accepted;
            return Eventually.IsAsync(() =>
            {
                for (var i = 0; i < 500 && wire.Accepted - from < count; i++)
                {
                    time.Advance(TimeSpan.FromSeconds(1));
                    Thread.Yield();
                }

                return wire.Accepted - from >= count;
            });
        }
    }

    /// <summary>A gateway that was killed can tidy up nothing: the kernel does, even while the camera is silent and ffmpeg has nothing to
    /// write.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ffmpeg_dies_with_a_process_that_is_killed(bool whileTheCameraIsSilent)
    {
        using var camera = await ChaosCamera.StartAsync(clips.Bare);
        using var wire = new FaultyWire(camera.Port);
        using var folder = new TemporaryFolder();
        using var other = KilledProcess.Start(wire.Url, folder.Path);
        var told = Path.Combine(folder.Path, KilledProcess.Told);
        await Eventually.IsAsync(() => File.Exists(told) || other.HasExited);
        var ffmpeg = int.Parse(await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.True(Children.Lives(ffmpeg));
        wire.Swallow(whileTheCameraIsSilent);
        other.Kill();
        var killed = Stopwatch.StartNew();
        await Eventually.IsAsync(() => !Children.Lives(ffmpeg));
        ChaosTable.Say(whileTheCameraIsSilent ? "gateway killed while the camera is silent" : "gateway killed",
            "ffmpeg gone after", killed);
    }
}
