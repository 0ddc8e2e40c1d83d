using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>A frame to be shown, and what is to be marked on it. All who asked while it was awaited share it, so nobody disposes the frame;
/// its memory is its own.</summary>
internal sealed record Still(Frame Frame, IReadOnlyList<Mark> Marks);

/// <summary>One camera: its streams, each on its own. Owns them.</summary>
/// <param name="streams">Those that somebody needs, the main one first.</param>
internal sealed class Camera(CameraOptions options, IReadOnlyList<CameraStream> streams, TimeProvider time) : IDisposable
{
    public string Id => options.Id;

    public CameraHealth Health
    {
        get
        {
            var each = streams.Select(stream => stream.Health).ToList();
            var (first, online) = (each[0], each.TrueForAll(stream => stream.Online));
            var picture = Shown.IsOnline ? Shown.Analysers<PictureWatch>().FirstOrDefault()?.Last : null;
            return new CameraHealth(options.Id, online, first.Width, first.Height, first.Codec, each.Sum(stream => stream.Decoded),
                each.Sum(stream => stream.Dropped),
                each.Sum(stream => stream.Analysed), first.FramesPerSecond, first.LastFrameAgeMs, each.Sum(stream => stream.Reconnects),
                streams.Where(stream => stream.IsOnline).SelectMany(stream => stream.Analysers<FaceAnalyser>())
                .Sum(analyser => analyser.Present.Count),
                picture?.Light, picture?.Sharpness)
            {
                Streams = each,
            };
        }
    }

    /// <summary>The stream that people see: the smallest.</summary>
    private CameraStream Shown => streams[^1];

    /// <summary>Which streams of a camera somebody needs. A second stream is opened for what is taken from it, and serves alone where
    /// nothing is taken from the first.</summary>
    public static IReadOnlyList<StreamRole> RolesOf(CameraOptions camera)
    {
        var fromMain = camera.Faces || camera.QrCodes;
        var fromSub = camera.Lines.Count > 0 || camera.Zones.Count > 0 || camera.Tamper;
        return camera.SubUrl.Length == 0 ? [StreamRole.Main]
            : !fromMain ? [StreamRole.Sub]
            : fromSub ? [StreamRole.Main, StreamRole.Sub]
            : [StreamRole.Main];
    }

    /// <summary>Runs all streams until cancelled; what is not a broken camera flies out.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => CameraStream.TogetherAsync(streams.Select(stream =>
        (Func<CancellationToken, Task>)stream.RunAsync), cancellationToken);

    /// <returns>A copy of the next frame that is looked at, and what was seen in it; null while the camera is offline.</returns>
    public Task<Still?> StillAsync(CancellationToken cancellationToken) => NextAsync(Shown, static stream => stream.NextStillAsync(),
        cancellationToken);

    /// <returns>The same of the stream that faces are looked for in.</returns>
    public Task<Still?> FaceStillAsync(CancellationToken cancellationToken) => NextAsync(streams[0], static stream =>
        stream.NextStillAsync(), cancellationToken);

    /// <returns>The next picture for somebody who watches; null while the camera is offline.</returns>
    public async Task<LivePicture?> LiveAsync(CancellationToken cancellationToken) =>
        await NextAsync(Shown, static stream => stream.NextJpegAsync(), cancellationToken) is { } jpeg
            ? new LivePicture(jpeg, [.. streams.SelectMany(MarksOf)]) : null;

    public void Dispose()
    {
        foreach (var stream in streams)
        {
            stream.Dispose();
        }
    }

    private static IEnumerable<LiveMark> MarksOf(CameraStream stream)
    {
        var health = stream.Health;
        if (!health.Online)
        {
            return [];
        }

        var persons = stream.Analysers<PeopleAnalyser>().SelectMany(analyser => analyser.Present)
            .Select(person => new LiveMark(LiveMarkKind.Person, Part(person.Box), person.Id, null));
        var faces = stream.Analysers<FaceAnalyser>().SelectMany(analyser => analyser.Present).Select(face => new LiveMark(LiveMarkKind.Face,
            Part(face.Detection.Box), 0, face.Person));
        return persons.Concat(faces);

        Box Part(in Box box) => new(box.Left / health.Width, box.Top / health.Height, box.Right / health.Width, box.Bottom / health.Height);
    }

    private async Task<T?> NextAsync<T>(CameraStream stream, Func<CameraStream, Task<T>> next, CancellationToken cancellationToken)
        where T : class
    {
        if (!stream.IsOnline)
        {
            return null;
        }

        try
        {
            return await next(stream).WaitAsync(stream.Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
