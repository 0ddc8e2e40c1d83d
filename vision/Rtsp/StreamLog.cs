using System.Text.RegularExpressions;
using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Listens to what ffmpeg says about one stream: which codec it found, and in plain words why it gave up. Quotes no line of
/// ffmpeg's, so no credential can slip out.</summary>
internal sealed partial class StreamLog
{
    private const int MostLines = 50_000;

    /// <summary>Said when the picture's size changes: from ffmpeg 6.1 on in words; before, the frames numbered anew by our filter betray
    /// it.</summary>
    private static readonly string[] _sizeSigns = ["Reconfiguring filter graph", "Non-monoton"];

    private static readonly (string Sign, StreamLoss Loss)[] _signs =
    [
        ("Connection refused", StreamLoss.Refused),
        ("404 Not Found", StreamLoss.NotFound),
        ("404 (Not Found)", StreamLoss.NotFound),
        ("401 Unauthorized", StreamLoss.Unauthorised),
        ("403 Forbidden", StreamLoss.Forbidden),
        ("No route to host", StreamLoss.NoRoute),
        ("Network is unreachable", StreamLoss.NoRoute),
        ("Failed to resolve hostname", StreamLoss.NoSuchName),
        ("Connection timed out", StreamLoss.NoAnswer),
        ("matches no streams", StreamLoss.NoVideo),
        ("unknown codec", StreamLoss.Undecodable),
        ("Unknown decoder", StreamLoss.Undecodable),
        ("Unrecognized hwaccel", StreamLoss.Undecodable),
        ("Decoder (codec", StreamLoss.Undecodable),
    ];

    private readonly TaskCompletionSource<string> _codec = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<YuvRange> _range = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StreamLoss? _loss;
    private volatile bool _offersVideo;
    private int _lines;

    /// <summary>The codec's short name, once ffmpeg has said it.</summary>
    public Task<string> Codec => _codec.Task;

    /// <summary>The range of the pictures that ffmpeg gives out, once it has said it.</summary>
    public Task<YuvRange> Range => _range.Task;

    /// <summary>Why the stream cannot be had; null while nothing is known.</summary>
    public StreamLoss? Loss => _loss ?? (IsDescribed && !_offersVideo ? StreamLoss.NoVideo : null);

    /// <summary>The hardware was there and could not decode this stream: ffmpeg went on in software by itself.</summary>
    public bool SoftwareInstead { get; private set; }

    /// <summary>The camera has described its stream; what comes now is pictures.</summary>
    public bool IsDescribed { get; private set; }

    /// <summary>Raised once when the camera has described its stream.</summary>
    public event Action? Described;

    /// <summary>Raised once when it is known that no picture will ever come of it.</summary>
    public event Action? Hopeless;

    /// <summary>Raised when the picture's size changed while the stream went on; what ffmpeg gives from there is stretched to the old
    /// one.</summary>
    public event Action? SizeChanged;

    /// <summary>Raised once when so much was said that the stream must be damaged; ffmpeg's words are kept by its wrapper until the process
    /// ends.</summary>
    public event Action? Flooded;

    public void Add(string line)
    {
        if (!IsDescribed && line.Contains("] SDP:", StringComparison.Ordinal))
        {
            IsDescribed = true;
            Described?.Invoke();
        }

        _offersVideo |= line.StartsWith("m=video ", StringComparison.Ordinal);
        if (!_codec.Task.IsCompleted && CodecLine().Match(line) is { Success: true } match)
        {
            _codec.TrySetResult(match.Groups[1].Value);
        }

        if (!_range.Task.IsCompleted && RangeLine().Match(line) is { Success: true } given)
        {
            _range.TrySetResult(given.Groups[1].Length > 0 || given.Groups[2].Length > 0 ? YuvRange.Full : YuvRange.Limited);
        }

        if (line.Contains("hwaccel initialisation returned error", StringComparison.Ordinal))
        {
            SoftwareInstead = true;
        }

        if (Array.Exists(_sizeSigns, sign => line.Contains(sign, StringComparison.Ordinal)))
        {
            SizeChanged?.Invoke();
        }

        if (_loss is null && NoSize().IsMatch(line))
        {
            _loss = StreamLoss.TooLargeForJpeg;
            Hopeless?.Invoke();
        }

        foreach (var (sign, loss) in _signs)
        {
            if (_loss is null && line.Contains(sign, StringComparison.Ordinal))
            {
                _loss = loss;
            }
        }

        if (Interlocked.Increment(ref _lines) == MostLines)
        {
            _loss = StreamLoss.Damaged;
            Flooded?.Invoke();
        }
    }

    /// <summary>RTP carries a JPEG's sides in units of eight pixels in one byte each (RFC 2435 3.1.5); a side that does not fit is sent as
    /// 0.</summary>
    [GeneratedRegex("Picture size (?:0x[0-9]+|[0-9]+x0) is invalid")]
    private static partial Regex NoSize();

    [GeneratedRegex("Stream #0:[0-9]+.*: Video: ([A-Za-z0-9_]+)")]
    private static partial Regex CodecLine();

    /// <summary>Of the output; up to ffmpeg 6 the format's name tells the range, later only the words behind it.</summary>
    [GeneratedRegex("Stream #0:0.*: Video: rawvideo[ ,].*yuv(j?)420p(?:\\((?:[a-z]+, )*(pc)?)?")]
    private static partial Regex RangeLine();
}
