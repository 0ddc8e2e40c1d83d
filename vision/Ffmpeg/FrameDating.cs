namespace Zhuhui.Edge.Vision.Ffmpeg;

/// <summary>Says when a frame was taken. A stream carries no clock of ours, so that is when it arrives; but after a stall on the way what
/// was held up comes in one burst, and a face in it is of somebody who may be gone. A frame behind a silence is therefore dated at the
/// silence's beginning, and those that come faster than usual behind it each a usual interval later, until the stream has caught up or
/// comes as usual again. Of H.264 and H.265 ffmpeg gives out a picture only when the next one begins, whatever the packets say of its end
/// (5.1; no option of its decoder or its parser changes that): such a picture came when the one before it was given out, which at two
/// pictures a second is half a second ago. Of the first one it is only known that it came after the stream was asked for. Dates never go
/// back. What ffmpeg leaves out because nobody would look at it counts as if it had been given out at the usual pace before the one that is
/// dated: one behind a silence is never left out. One caller at a time.</summary>
internal sealed class FrameDating(TimeProvider time)
{
    /// <summary>No silence is shorter; a camera may also be a slow one.</summary>
    private static readonly TimeSpan _leastSilence = TimeSpan.FromSeconds(0.5);

    private const double Silences = 3;

    /// <summary>More than any camera sends between two that are kept.</summary>
    private const int MostLeftOut = 250;


    /// <summary>So many silences one behind the other are a camera that has become slow.</summary>
    private const int NewPace = 4;

    private const double InStep = 0.7;
    private const double Forgets = 1 / 8.0;

    private long _given = time.GetTimestamp();
    private long? _last;
    private double _usual;
    private double _behind;
    private int _silences;

    /// <param name="given">When ffmpeg had given out the frame, whole.</param>
    /// <param name="heldBack">Whether it was held back until the next one began.</param>
    /// <param name="sent">How many the camera has sent since the last that was dated, this one among them.</param>
    public long Date(long given, bool heldBack = false, long sent = 1)
    {
        sent = Math.Clamp(sent, 1, MostLeftOut);
        var between = time.GetElapsedTime(_given, given).TotalSeconds / sent;
        var step = (long)((_usual > 0 ? Math.Min(_usual, between) : between) * time.TimestampFrequency);
        for (; sent > 1; sent--)
        {
            DateOne(_given + step, heldBack);
        }

        return DateOne(given, heldBack);
    }

    private long DateOne(long given, bool heldBack)
    {
        var arrived = heldBack ? _given : given;
        _given = given;
        if (_last is not { } last)
        {
            _last = arrived;
            return arrived;
        }

        _last = arrived;
        var since = time.GetElapsedTime(last, arrived).TotalSeconds;
        if (_usual == 0)
        {
            _usual = since;
        }
        else if (since > Math.Max(_leastSilence.TotalSeconds, Silences * _usual))
        {
            (_usual, _behind) = ++_silences < NewPace ? (_usual, _behind + since) : (since, 0);
        }
        else
        {
            _silences = 0;
            _behind = since >= InStep * _usual ? 0 : Math.Max(0, _behind + since - _usual);
            _usual = _behind > 0 ? _usual : _usual + ((since - _usual) * Forgets);
        }

        return arrived - (long)(_behind * time.TimestampFrequency);
    }
}
