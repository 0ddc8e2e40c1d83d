using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Tamper;

/// <summary>Tells when a camera is covered, out of focus, turned away or frozen, once each from its beginning to its end. Looks once a
/// second, in plain code, and compares with what the camera has shown over the last minutes: by day and by infrared apart. It judges
/// nothing for the first half minute of either. A view that was changed on purpose is taken for the usual one after an hour. A camera that
/// sees nothing whatever once the lamp is out can't be told from a covered one and is reported. Frozen is a picture whose every byte,
/// colour too, comes again for half a minute and for 250 pictures: longer than the encoders of still scenes repeat one between two key
/// frames, which are so many pictures apart and not so many seconds. A slow camera is looked at as often as it sends. One caller at a
/// time.</summary>
internal sealed class TamperWatch : FrameAnalyser
{
    private const float MostBlank = 0.85f;
    private const float LeastAgree = 0.2f;
    private const float AgreeToJudgeFocus = 0.35f;
    private const float LeastSharp = 0.3f;

    /// <summary>The usual picture is learnt from pictures that are like it.</summary>
    private const float AgreeToLearn = 0.5f;

    /// <summary>Less light than this against the usual, or more: a lamp has gone out or on, and the camera's own noise filter has changed
    /// the detail.</summary>
    private const float LeastLight = 0.6f;
    private const float MostLight = 1.7f;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _gap = TimeSpan.FromSeconds(2.5);
    private const double LooksBetween = 2.5;
    private const int FrozenPictures = 250;
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _settles = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _focusSettles = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _frozenAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _newView = TimeSpan.FromHours(1);

    private readonly string _camera;
    private readonly Action<Sighting> _onSighting;
    private readonly TimeProvider _time;
    private readonly PictureSample _sample = new();
    private readonly SceneReference _byDay = new();
    private readonly SceneReference _byInfrared = new();
    private readonly List<(Tampering Kind, Episode Episode)> _episodes;
    private (int Width, int Height) _size;
    private ulong _fingerprint;
    private bool _infrared;
    private long? _last;
    private long? _unlikeSince;
    private long? _lastNumber;
    private long _repeated;

    public TamperWatch(string camera, Action<Sighting> onSighting, TimeProvider time)
    {
        (_camera, _onSighting, _time) = (camera, onSighting, time);
        _episodes =
        [
            (Tampering.Covered, new Episode(_settles, _gap, _linger, time)),
            (Tampering.Turned, new Episode(_settles, _gap, _linger, time)),
            (Tampering.Defocused, new Episode(_focusSettles, _gap, _linger, time)),
            (Tampering.Frozen, new Episode(_frozenAfter, _gap, TimeSpan.Zero, time)),
        ];
    }

    public override void Analyse(Frame frame)
    {
        var at = frame.ArrivedAt;
        var pause = _last is { } last ? _time.GetElapsedTime(last, at) : TimeSpan.Zero;
        if (_last is not null && pause < _interval)
        {
            return;
        }

        _sample.Read(frame);
        if (_size != (frame.Width, frame.Height))
        {
            _size = (frame.Width, frame.Height);
            _byDay.Forget();
            _byInfrared.Forget();
        }

        var same = _last is not null && _sample.Fingerprint == _fingerprint;
        _repeated = same ? _repeated + Math.Max(1, frame.Number - (_lastNumber ?? frame.Number)) : 0;
        (_last, _lastNumber, _fingerprint) = (at, frame.Number, _sample.Fingerprint);
        var kind = Judge(at);
        var gap = LooksBetween * pause is var slow && slow > _gap ? slow : _gap;
        foreach (var (each, episode) in _episodes)
        {
            Step(each, episode, each == Tampering.Frozen ? same : each == kind, at, gap);
        }
    }

    public override void Lose(long at)
    {
        (_last, _lastNumber, _repeated) = (null, null, 0);
        foreach (var (kind, episode) in _episodes)
        {
            if (episode.Close())
            {
                _onSighting(new CameraTamperEnded(_camera, at, kind));
            }
        }
    }

    /// <returns>What this picture looks like; null where nothing is wrong or nothing can be said.</returns>
    private Tampering? Judge(long at)
    {
        // A covered lens has no colour either: only a picture with patterns says that the camera has gone over to infrared or back.
        var reference = Reference(_infrared);
        if (_sample.Grey != _infrared && reference.Compare(_sample) is not { Blank: > MostBlank })
        {
            _infrared = _sample.Grey;
            reference = Reference(_infrared);
        }

        if (!reference.Settled)
        {
            reference.Learn(_sample);
            return null;
        }

        if (reference.Compare(_sample) is not { } likeness)
        {
            reference.Learn(_sample);
            return null;
        }

        if (likeness.Agree >= AgreeToLearn)
        {
            _unlikeSince = null;
            var soft = likeness.Sharp < LeastSharp && likeness.Light is > LeastLight and < MostLight;
            if (!soft)
            {
                reference.Learn(_sample);
            }

            return soft ? Tampering.Defocused : null;
        }

        _unlikeSince ??= at;
        if (_time.GetElapsedTime(_unlikeSince.Value, at) >= _newView)
        {
            _unlikeSince = null;
            reference.Forget();
            return null;
        }

        return likeness switch
        {
            { Blank: > MostBlank } => Tampering.Covered,
            { Agree: < LeastAgree } => Tampering.Turned,
            { Agree: > AgreeToJudgeFocus, Sharp: < LeastSharp, Light: > LeastLight and < MostLight } => Tampering.Defocused,
            _ => null,
        };
    }

    private SceneReference Reference(bool infrared) => infrared ? _byInfrared : _byDay;

    private void Step(Tampering kind, Episode episode, bool so, long at, TimeSpan gap)
    {
        if (so && episode.Show(at, gap, kind != Tampering.Frozen || _repeated >= FrozenPictures))
        {
            _onSighting(new CameraTampered(_camera, at, kind));
        }
        else if (!so && (kind == Tampering.Frozen ? episode.Close() : episode.Expire(at)))
        {
            _onSighting(new CameraTamperEnded(_camera, at, kind));
        }
    }
}
