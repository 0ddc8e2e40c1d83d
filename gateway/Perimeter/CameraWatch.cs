using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>A place of a camera, with all that its state of arms depends on.</summary>
/// <param name="Schedule">Empty: always.</param>
internal sealed record WatchedPlace(Place Place, Ring Ring, string Schedule, bool ArmedAtStart);

/// <summary>Whether a place is armed now.</summary>
/// <param name="Otherwise">Why an alarm ends where it is not.</param>
internal readonly record struct ArmState(bool InEffect, AlarmEndReason Otherwise);

/// <summary>An alarm that is open, as it stands.</summary>
/// <param name="GoesOn">false: it is over, and the re-alert time runs.</param>
internal sealed record LiveAlarm(string Id, bool IsAlarm, OpenAlarm Alarm, bool GoesOn);

/// <summary>Everything that can become an alarm at one camera. Whatever tells it something, its loop, an operator or the timer, it takes
/// one thing at a time and records what follows in that order.</summary>
internal sealed class CameraWatch
{
    private readonly Lock _lock = new();
    private readonly string _camera;
    private readonly Ring _ring;
    private readonly RingOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<string> _newId;
    private readonly Action<GatewayEvent> _append;
    private readonly Dictionary<(string? Zone, AlarmKind Kind), Watch> _watches = [];
    private long _joined;

    /// <param name="newId">An id that no alarm has had.</param>
    public CameraWatch(SiteFile site, SiteCamera camera, TimeProvider time, Func<string> newId, Action<GatewayEvent> append)
    {
        (_camera, _ring, _time, _newId, _append) = (camera.Id, Rings.RingOf(site, camera), time, newId, append);
        _options = site.Rings.For(_ring);
        Places =
        [
            .. camera.Lines.Select(l => Watched(l.Id, l.Schedule, l.Armed)),
            .. camera.Zones.Select(z => Watched(z.Id, z.Schedule, z.Armed)),
            new WatchedPlace(new Place(camera.Id, null), _ring, "", true),
        ];
        Add(camera.Lines.Select(l => l.Id), [AlarmKind.LineCrossed]);
        Add(camera.Zones.Select(z => z.Id), [AlarmKind.Intrusion, AlarmKind.Loitering, AlarmKind.Crowding, AlarmKind.ObjectLeft]);
        Add([null], [AlarmKind.CameraCovered, AlarmKind.CameraDefocused, AlarmKind.CameraTurned, AlarmKind.CameraFrozen]);
        if (_options.Alarms.Contains(AlarmKind.CameraOffline))
        {
            // Elsewhere the outage itself is recorded, and enough.
            Add([null], [AlarmKind.CameraOffline]);
        }
    }

    /// <summary>Its lines, its zones, and itself.</summary>
    public IReadOnlyList<WatchedPlace> Places { get; }

    /// <summary>Alarms that were not raised, for they belonged to one that was open.</summary>
    public long Joined => Interlocked.Read(ref _joined);

    /// <summary>Takes up what the camera saw, or what befell it. What it is not set to watch for is nothing to it.</summary>
    public void Handle(Sighting sighting)
    {
        lock (_lock)
        {
            switch (sighting)
            {
                case LineCrossed crossed:
                    Apply(crossed.Line, AlarmKind.LineCrossed, new WatchInput.Crossed(crossed.Direction, crossed.Score));
                    break;
                case IncidentBegan began:
                    Apply(began.Zone, AlarmKinds.From(began.Watch), new WatchInput.Began(began.Incident, began.Count, began.Score));
                    break;
                case IncidentEnded ended:
                    Apply(ended.Zone, AlarmKinds.From(ended.Watch), new WatchInput.Ended(ended.Incident, ended.Lasted, ended.Most));
                    break;
                case CameraTampered tampered:
                    Apply(null, AlarmKinds.From(tampered.Kind), new WatchInput.Began(0, 0, 0));
                    break;
                case CameraTamperEnded ended:
                    Apply(null, AlarmKinds.From(ended.Kind), new WatchInput.Ended(0, null, 0));
                    break;
                case CameraOffline offline:
                    foreach (var watch in _watches.Values.Where(w => offline.IsSceneLost && w.Kind != AlarmKind.CameraOffline))
                    {
                        Apply(watch, new WatchInput.Lost());
                    }

                    Apply(null, AlarmKind.CameraOffline, new WatchInput.Began(0, 0, 0));
                    break;
                case CameraOnline:
                    Apply(null, AlarmKind.CameraOffline, new WatchInput.Ended(0, null, 0));
                    break;
            }
        }
    }

    /// <summary>Time has passed, or an order was given.</summary>
    public void Tick(Func<WatchedPlace, ArmState> arms)
    {
        lock (_lock)
        {
            foreach (var place in Places)
            {
                var arm = arms(place);
                foreach (var watch in _watches.Values.Where(w => w.Zone == place.Place.Zone))
                {
                    Apply(watch, (arm.InEffect, watch.State.Armed) switch
                    {
                        (true, false) => new WatchInput.Arm(),
                        (false, true) => new WatchInput.Disarm(arm.Otherwise),
                        _ => new WatchInput.Tick(),
                    });
                }
            }
        }
    }

    public IReadOnlyList<LiveAlarm> Open()
    {
        lock (_lock)
        {
            return [.. _watches.Values.Where(w => w.State.Alarm is not null).Select(w => new LiveAlarm(w.Id, w.IsAlarm, w.State.Alarm!,
                w.State.Going is not null))];
        }
    }

    private WatchedPlace Watched(string zone, string schedule, bool armed) => new(new Place(_camera, zone), _ring, schedule.Length > 0
        ? schedule : _options.Schedule, armed);

    private void Add(IEnumerable<string?> zones, AlarmKind[] kinds)
    {
        foreach (var zone in zones)
        {
            Array.ForEach(kinds, kind => _watches[(zone, kind)] = new Watch(zone, kind, _options.Alarms.Contains(kind)));
        }
    }

    private void Apply(string? zone, AlarmKind kind, WatchInput input)
    {
        if (_watches.TryGetValue((zone, kind), out var watch))
        {
            Apply(watch, input);
        }
    }

    private void Apply(Watch watch, WatchInput input)
    {
        (watch.State, var outcomes) = AlarmRules.Next(watch.State, input, _time.GetElapsedTime(0),
            TimeSpan.FromSeconds(_options.ReAlertSeconds));
        foreach (var outcome in outcomes)
        {
            switch (outcome)
            {
                case WatchOutcome.Raised raised:
                    watch.Id = _newId();
                    var score = Math.Round(raised.Score, 3);
                    _append(watch.IsAlarm
                        ? new AlarmRaised(watch.Id, watch.Kind, _ring, _camera, watch.Zone, _options.Hears, raised.Count, score,
                            raised.Direction)
                        : new IncidentNoted(watch.Id, watch.Kind, _ring, _camera, watch.Zone, raised.Count, score, raised.Direction));
                    break;
                case WatchOutcome.Joined:
                    Interlocked.Increment(ref _joined);
                    break;
                case WatchOutcome.Ended { Reason: var reason, Alarm: var alarm }:
                    _append(watch.IsAlarm
                        ? new AlarmEnded(watch.Id, watch.Kind, _ring, _camera, watch.Zone, _options.Hears, reason, alarm.Seconds,
                            alarm.Most, alarm.Repeats, alarm.LeftToRight, alarm.RightToLeft)
                        : new IncidentOver(watch.Id, watch.Kind, _ring, _camera, watch.Zone, reason, alarm.Seconds, alarm.Most,
                            alarm.Repeats, alarm.LeftToRight, alarm.RightToLeft));
                    break;
            }
        }
    }

    private sealed class Watch(string? zone, AlarmKind kind, bool isAlarm)
    {
        public string? Zone => zone;

        public AlarmKind Kind => kind;

        public bool IsAlarm => isAlarm;

        /// <summary>Of the last alarm.</summary>
        public string Id { get; set; } = "";

        public WatchState State { get; set; } = WatchState.AtRest;
    }
}
