using Microsoft.Extensions.Logging;
using Zhuhui.Edge.Vision.Ffmpeg;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Whether one stream is lost, told once when it goes and once when it is back. The capturing loop and its timer may call at the
/// same time.</summary>
internal sealed class StreamOutage(StreamSettings settings, Action<Sighting> onSighting, TimeProvider time, ILogger logger)
{
    private readonly Lock _telling = new();
    private readonly HashSet<string> _told = [];
    private volatile string? _reason;
    private long _aliveAt;
    private int _reconnects;

    /// <summary>Null while the stream is up, or has not been tried to the end.</summary>
    public string? Reason => _reason;

    /// <summary>How often the stream came back.</summary>
    public int Reconnects => Volatile.Read(ref _reconnects);

    private TimeSpan Silent => time.GetElapsedTime(Interlocked.Read(ref _aliveAt));

    /// <summary>A frame came, or trying begins: the time in which an outage must be told counts from here.</summary>
    public void KeepAlive() => Interlocked.Exchange(ref _aliveAt, time.GetTimestamp());

    /// <summary>Says that the stream is lost where nothing has come of a try for too long. While frames come, the watchdog sees to
    /// it.</summary>
    /// <param name="longest">Since the last frame.</param>
    public ITimer OverdueTimer(TimeSpan longest)
    {
        var left = longest - Silent;
        return time.CreateTimer(_ =>
        {
            lock (_telling)
            {
                if (Silent >= longest && _reason is null)
                {
                    Begin(StreamLoss.NoPicture.Reason);
                }
            }
        }, null, _reason is not null ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Told once an outage, and each other reason that turns up in its course once: a camera that is back on the line and now
    /// refuses the password wants other hands than one without power.</summary>
    public void Begin(string reason)
    {
        lock (_telling)
        {
            if (_told.Add(reason))
            {
                logger.StreamLost(settings.Camera, settings.Role, reason);
                onSighting(_reason is null ? new CameraOffline(settings.Camera, time.GetTimestamp(), reason)
                    : new CameraNoted(settings.Camera, time.GetTimestamp(), settings.Noted(reason)));
            }

            _reason = reason;
        }
    }

    /// <param name="first">It is the first frame ever: the stream comes up rather than back.</param>
    /// <param name="arrivedAt">When the frame came that ends the outage.</param>
    public void End(StreamFacts facts, long arrivedAt, bool first)
    {
        lock (_telling)
        {
            if (_reason is not null && !first)
            {
                Interlocked.Increment(ref _reconnects);
            }

            _reason = null;
            _told.Clear();
            logger.StreamFound(settings.Camera, settings.Role, facts.Width, facts.Height, facts.Codec, facts.Decoder);
            onSighting(new CameraOnline(settings.Camera, arrivedAt, facts.Width, facts.Height, facts.Codec));
        }
    }
}
