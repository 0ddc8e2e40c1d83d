using System.Text.RegularExpressions;

namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Listens to what ffmpeg says about one stream: which codec it found, and in plain words why it gave up. Quotes no line of ffmpeg's, so no
/// credential can slip out.</summary>
internal sealed partial class StreamLog
{
    private const int MostLines = 50_000;

    private static readonly (string Sign, string Reason)[] Signs =
    [
        ("Connection refused", "connection refused"),
        ("404 Not Found", "no such stream on the camera (404 not found)"),
        ("404 (Not Found)", "no such stream on the camera (404 not found)"),
        ("401 Unauthorized", "user or password not accepted (401 unauthorised)"),
        ("403 Forbidden", "access not allowed (403 forbidden)"),
        ("No route to host", "no route to the camera"),
        ("Network is unreachable", "no route to the camera"),
        ("Failed to resolve hostname", "the camera's name cannot be resolved"),
        ("Connection timed out", "no answer from the camera"),
        ("matches no streams", "no video stream"),
        ("unknown codec", "codec not decodable"),
        ("Could not find codec parameters", "codec not decodable"),
        ("Decoder (codec", "codec not decodable"),
    ];

    private readonly TaskCompletionSource<string> _codec = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _reason;
    private int _lines;

    /// <summary>The codec's short name, once ffmpeg has said it.</summary>
    public Task<string> Codec => _codec.Task;

    /// <summary>Why the stream cannot be had; null while nothing is known.</summary>
    public string? Reason => _reason;

    /// <summary>Raised once when so much was said that the stream must be damaged; ffmpeg's words are kept by its wrapper until the process ends.</summary>
    public event Action? Flooded;

    public void Add(string line)
    {
        if (!_codec.Task.IsCompleted && CodecLine().Match(line) is { Success: true } match)
        {
            _codec.TrySetResult(match.Groups[1].Value);
        }

        foreach (var (sign, reason) in Signs)
        {
            if (_reason is null && line.Contains(sign, StringComparison.Ordinal))
            {
                _reason = reason;
            }
        }

        if (Interlocked.Increment(ref _lines) == MostLines)
        {
            _reason = "the stream is damaged";
            Flooded?.Invoke();
        }
    }

    [GeneratedRegex("Stream #0:[0-9]+.*: Video: ([A-Za-z0-9_]+)")]
    private static partial Regex CodecLine();
}
