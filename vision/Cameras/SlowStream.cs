using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Vision.Cameras;

/// <summary>Says once when a stream has become too slow for what is looked for in it: over three minutes one behind the other. What then
/// cannot be told would else be missing without a word. One caller at a time.</summary>
/// <param name="needs">Pictures a second, and what needs them, as the line says it.</param>
internal sealed class SlowStream(IReadOnlyList<(double Pace, string What)> needs, TimeProvider time)
{
    private const int Minutes = 3;
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private long? _since;
    private long _counted;
    private double _fastest;
    private int _minutes;
    private string? _told;

    /// <param name="takesFaces">Faces and codes are looked for in this stream.</param>
    /// <param name="takesScene">Lines and zones are watched in this stream.</param>
    public static SlowStream For(CameraOptions camera, bool takesFaces, bool takesScene, TimeProvider time)
    {
        List<(double, string)> needs = [];
        if (takesFaces && camera.Faces)
        {
            needs.Add((1.9, "faces need 2 or more (cards and codes at the reader open as ever)"));
        }

        if (takesFaces && camera.QrCodes)
        {
            needs.Add((0.9, "QR codes need 1"));
        }

        if (takesScene && camera.Zones.Count > 0)
        {
            needs.Add((1.9, "zones need 2"));
        }

        if (takesScene && camera.Lines.Count > 0)
        {
            needs.Add((3.9, "lines need 4"));
        }

        return new SlowStream(needs, time);
    }

    /// <summary>Call with every picture.</summary>
    /// <param name="decoded">Pictures so far.</param>
    /// <returns>What is to be told now; mostly null.</returns>
    public string? Count(long decoded, long now)
    {
        if (_since is not { } since || decoded < _counted)
        {
            (_since, _counted, _minutes) = (now, decoded, 0);
            return null;
        }

        var elapsed = time.GetElapsedTime(since, now);
        if (elapsed < _minute)
        {
            return null;
        }

        var pace = (decoded - _counted) / elapsed.TotalSeconds;
        (_since, _counted, _minutes) = (now, decoded, _minutes + 1);
        _fastest = _minutes == 1 ? pace : Math.Max(_fastest, pace);
        if (_minutes < Minutes)
        {
            return null;
        }

        _minutes = 0;
        var missing = string.Join(", ", needs.Where(need => _fastest < need.Pace).Select(need => need.What));
        if (missing == (_told ?? ""))
        {
            return null;
        }

        _told = missing;
        return missing.Length == 0 ? null : $"it sends too few pictures a second for what it is to see: {missing}; set its frame rate, or "
            + "switch off its smart codec";
    }

    /// <summary>The stream was lost: what comes now is counted anew.</summary>
    public void Forget() => _since = null;
}
