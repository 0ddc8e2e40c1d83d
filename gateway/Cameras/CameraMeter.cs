using System.Diagnostics.Metrics;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Cameras;

/// <summary>How cameras and their streams are doing. All instruments of one scrape read one look at the cameras: each look asks the kernel
/// about every ffmpeg.</summary>
internal sealed class CameraMeter
{
    private static readonly TimeSpan _oneScrape = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Func<IReadOnlyList<CameraHealth>> _cameras;
    private readonly TimeProvider _time;
    private IReadOnlyList<CameraHealth> _seen = [];
    private long? _seenAt;

    private CameraMeter(Func<IReadOnlyList<CameraHealth>> cameras, TimeProvider time) => (_cameras, _time) = (cameras, time);

    public static Meter Create(Func<IReadOnlyList<CameraHealth>> cameras, TimeProvider time)
    {
        var (all, meter) = (new CameraMeter(cameras, time), new Meter("Zhuhui.Edge.Cameras"));
        meter.CreateObservableGauge("zhuhui.camera.online", () => all.Each(c => c.Online ? 1 : 0),
            description: "1 where the camera gives frames.");
        meter.CreateObservableGauge("zhuhui.camera.frames_per_second", () => all.Each(c => c.FramesPerSecond),
            description: "Frames decoded a second.");
        meter.CreateObservableGauge("zhuhui.camera.stream.online", () => all.EachStream(s => s.Online ? 1 : 0),
            description: "1 where the stream gives frames.");
        meter.CreateObservableGauge("zhuhui.camera.stream.frames_per_second", () => all.EachStream(s => s.FramesPerSecond),
            description: "Frames decoded a second.");
        meter.CreateObservableGauge("zhuhui.camera.stream.analysed_per_second", () => all.EachStream(s => s.AnalysedPerSecond),
            description: "Frames looked at a second.");
        meter.CreateObservableCounter("zhuhui.camera.stream.frames", () => all.EachStream(s => s.Decoded), "{frame}", "Frames decoded.");
        meter.CreateObservableCounter("zhuhui.camera.stream.dropped", () => all.EachStream(s => s.Dropped), "{frame}",
            "Frames passed over for a newer one.");
        meter.CreateObservableCounter("zhuhui.camera.stream.reconnects", () => all.EachStream(s => s.Reconnects), "{reconnect}",
            "How often it came back after an outage.");
        meter.CreateObservableGauge("zhuhui.camera.stream.last_frame_age", () => all.EachStream(s => s.LastFrameAgeMs / 1000), "s",
            "Since the last frame.");
        meter.CreateObservableGauge("zhuhui.camera.stream.decode_cores", () => all.EachStream(s => s.DecodeShare), "{core}",
            "Processor that its ffmpeg takes, in cores.");
        return meter;
    }

    private IReadOnlyList<CameraHealth> Look()
    {
        lock (_lock)
        {
            if (_seenAt is not { } at || _time.GetElapsedTime(at) >= _oneScrape)
            {
                (_seen, _seenAt) = (_cameras(), _time.GetTimestamp());
            }

            return _seen;
        }
    }

    private IEnumerable<Measurement<double>> Each(Func<CameraHealth, double> value) =>
        Look().Select(c => new Measurement<double>(value(c), new KeyValuePair<string, object?>("camera", c.Id)));

    /// <param name="value">Null where nobody knows it: then the stream is left out.</param>
    private IEnumerable<Measurement<double>> EachStream(Func<StreamHealth, double?> value) =>
        from camera in Look()
        from stream in camera.Streams
        let known = value(stream)
        where known is not null
        let name = $"{camera.Id}/{(stream.Role == StreamRole.Main ? "main" : "sub")}"
        select new Measurement<double>(known.Value, new KeyValuePair<string, object?>("stream", name));
}
