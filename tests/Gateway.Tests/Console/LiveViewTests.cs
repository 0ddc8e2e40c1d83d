using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Console;

public sealed class LiveViewTests : IDisposable
{
    private static readonly LivePicture _picture = new([0xff, 0xd8, 0xff, 0xd9], []);

    private readonly FakeTimeProvider _time = new();
    private readonly Life _life = new();
    private readonly LiveView _view;
    private int _asked;

    public LiveViewTests() => _view = new LiveView(camera => camera == "gate", (_, _) =>
    {
        Interlocked.Increment(ref _asked);
        return Task.FromResult<LivePicture?>(_picture);
    }, new ResidentDirectory(), _life, _time);

    public void Dispose()
    {
        _view.Dispose();
        _life.Dispose();
    }

    [Fact]
    public async Task The_ninth_viewer_is_told_so_and_takes_the_place_of_the_first_that_goes()
    {
        var viewers = Enumerable.Range(0, LiveView.MostViewers).Select(_ => new Viewer(_view, "gate")).ToList();
        Assert.All(viewers, viewer => Assert.False(viewer.Answer.IsCompleted, "a viewer within the limit was sent away"));
        var refused = Assert.IsAssignableFrom<IStatusCodeHttpResult>(await new Viewer(_view, "gate").Answer);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, refused.StatusCode);

        viewers[0].Leave();
        Assert.Null(await viewers[0].Answer);
        var next = new Viewer(_view, "gate");
        Assert.False(next.Answer.IsCompleted);
        _life.Stop();
        Assert.Null(await next.Answer);
        Assert.All(await Task.WhenAll(viewers.Select(viewer => viewer.Answer)), Assert.Null);
    }

    [Fact]
    public async Task A_camera_is_asked_for_pictures_only_while_somebody_watches_and_four_times_a_second_at_most()
    {
        Assert.Equal(0, _asked);
        var viewer = new Viewer(_view, "gate");
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Equal(1, _asked);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await viewer.SentAsync(2);
        viewer.Leave();
        Assert.Null(await viewer.Answer);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task A_camera_that_is_not_there_takes_no_viewer_s_place() =>
        Assert.IsAssignableFrom<IStatusCodeHttpResult>(await new Viewer(_view, "attic").Answer);

    private sealed class Viewer
    {
        private readonly DefaultHttpContext _context = new();
        private readonly TaskCompletionSource _gone = new();

        public Viewer(LiveView view, string camera)
        {
            var gone = new CancellationTokenSource();
            _gone.Task.ContinueWith(_ => gone.Cancel(), TaskScheduler.Default);
            (_context.RequestAborted, _context.Response.Body) = (gone.Token, new MemoryStream());
            Answer = view.PicturesAsync(camera, _context);
        }

        public Task<IResult?> Answer { get; }

        public void Leave() => _gone.SetResult();

        /// <summary>Waits until so many pictures were sent.</summary>
        public async Task SentAsync(int pictures)
        {
            for (var i = 0; i < 1000 && Pictures < pictures; i++)
            {
                await Task.Yield();
            }

            Assert.Equal(pictures, Pictures);
        }

        private int Pictures => System.Text.Encoding.Latin1.GetString(((MemoryStream)_context.Response.Body).ToArray())
            .Split("--picture").Length - 1;
    }

    private sealed class Life : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void Stop() => _stopping.Cancel();

        public void StopApplication() => Stop();

        public void Dispose() => _stopping.Dispose();
    }
}
