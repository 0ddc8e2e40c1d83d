using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Perimeter;

/// <summary>How a place is armed, for people.</summary>
/// <param name="Place">As <c>camera/zone</c>; <c>camera/camera</c> is the camera itself.</param>
/// <param name="Schedule">Empty: always.</param>
/// <param name="OrderedBy">Null where the site file decides.</param>
/// <param name="Until">When the order ends by itself.</param>
internal sealed record PlaceStatus(string Place, Ring Ring, bool Armed, string Schedule, string? OrderedBy, DateTimeOffset? Until);

/// <summary>Turns what the cameras see into alarms, ring by ring: armed by schedule and by operators' orders, each with one beginning and
/// one end, and acknowledged. Holds nothing that matters in memory alone: what a kill leaves open is ended at the next start. Thread
/// safe.</summary>
internal sealed class PerimeterWatch
{
    private readonly PolicyInForce _policy;
    private readonly ArmingState _standing;
    private readonly RunClock _clock;
    private readonly Action<GatewayEvent> _append;
    private readonly string _idPrefix;
    private readonly TimeProvider _time;
    private readonly Lock _oneOrderAtATime = new();
    private volatile IReadOnlyDictionary<string, CameraWatch> _cameras;
    private bool _stopped;
    private long _joinedBefore;
    private long _lastId;

    /// <param name="policy">Has the schedules.</param>
    /// <param name="run">This start of the gateway: ids begin with it.</param>
    public PerimeterWatch(SiteFile site, PolicyInForce policy, ArmingState standing, RunClock clock, TimeProvider time, Guid run,
        Action<GatewayEvent> append)
    {
        (_policy, _standing, _clock, _time, _append, _idPrefix) = (policy, standing, clock, time, append, run.ToString("N")[..12]);
        _cameras = site.Cameras.ToDictionary(c => c.Id, c => Watch(site, c), StringComparer.Ordinal);
    }

    /// <summary>Alarms that were not raised, for they belonged to one that was open.</summary>
    public long Joined => Interlocked.Read(ref _joinedBefore) + _cameras.Values.Sum(c => c.Joined);

    /// <summary>The open alarms, then those that ended and that nobody has acknowledged; the oldest first.</summary>
    public IReadOnlyList<AlarmStatus> Alarms
    {
        get
        {
            var live = _cameras.Values.SelectMany(c => c.Open()).ToDictionary(a => a.Id, StringComparer.Ordinal);
            return [.. _standing.Open.Where(a => a.IsAlarm).Concat(_standing.Unanswered)
                .Select(a => StatusOf(a, live.GetValueOrDefault(a.Id)))];
        }
    }

    /// <summary>Every line, zone and camera, in the order of the site file.</summary>
    public IReadOnlyList<PlaceStatus> Places =>
    [
        .. _cameras.Values.SelectMany(c => c.Places).Select(p => _standing.OrderFor(p.Place.ToString()) is { } order
            ? new PlaceStatus(p.Place.ToString(), p.Ring, order.Armed, p.Schedule, order.Operator, order.Until)
            : new PlaceStatus(p.Place.ToString(), p.Ring, ArmOf(p).InEffect, p.Schedule, null, null)),
    ];

    /// <summary>Ends what an earlier run left open, and arms what is to be armed. To be called before the cameras start.</summary>
    public void Start()
    {
        foreach (var left in _standing.Open)
        {
            _append(left.IsAlarm
                ? new AlarmEnded(left.Id, left.Kind, left.Ring, left.Camera, left.Zone, left.Hears, AlarmEndReason.GatewayRestarted, null,
                    left.Count, 0, 0, 0)
                : new IncidentOver(left.Id, left.Kind, left.Ring, left.Camera, left.Zone, AlarmEndReason.GatewayRestarted, null,
                    left.Count, 0, 0, 0));
        }

        Tick();
    }

    /// <summary>From now on the cameras of this site are watched. What is open at one that has changed, or is gone, ends; all others go on.
    /// To be called while those cameras stand still.</summary>
    /// <param name="changed">The ids of those that are others than before.</param>
    public void Take(SiteFile next, IReadOnlySet<string> changed)
    {
        lock (_oneOrderAtATime)
        {
            var before = _cameras;
            _cameras = next.Cameras.ToDictionary(c => c.Id, c => changed.Contains(c.Id) || !before.TryGetValue(c.Id, out var same)
                ? Watch(next, c) : same, StringComparer.Ordinal);
            foreach (var left in before.Values.Except(_cameras.Values))
            {
                left.Tick(static _ => new ArmState(false, AlarmEndReason.SiteChanged));
                Interlocked.Add(ref _joinedBefore, left.Joined);
            }

            Tick();
        }
    }

    /// <summary>To be called every second: ends alarms whose time is over, and follows the schedules.</summary>
    public void Tick()
    {
        foreach (var camera in _cameras.Values)
        {
            camera.Tick(ArmOf);
        }
    }

    /// <summary>Ends everything. To be called once the cameras have stopped.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopped, true);
        Tick();
    }

    /// <summary>Called from every camera's loop.</summary>
    public void Handle(Sighting sighting)
    {
        if (_cameras.TryGetValue(sighting.Camera, out var camera))
        {
            camera.Handle(sighting);
        }
    }

    /// <summary>Arms or disarms places, or gives them back to the site file: recorded on the disk, and in effect as this returns.</summary>
    /// <param name="ring">Null for all rings.</param>
    /// <param name="what">A camera, which means all of its places, or <c>camera/zone</c>; null for all.</param>
    /// <param name="forTime">Null: until an operator says otherwise.</param>
    /// <returns>The places; none where nothing is called so, and nothing is recorded then.</returns>
    public IReadOnlyList<string> Order(WatchOrder order, Ring? ring, string? what, TimeSpan? forTime, string orderedBy)
    {
        IReadOnlyList<string> places =
        [
            .. _cameras.Values.SelectMany(c => c.Places)
                .Where(p => (ring is null || p.Ring == ring) && (what is null || p.Place.CameraId == what || p.Place.ToString() == what))
                .Select(p => p.Place.ToString()),
        ];
        if (places.Count > 0)
        {
            lock (_oneOrderAtATime)
            {
                _append(new WatchOrdered(places, order, order == WatchOrder.Usual ? null : _clock.Now().At + forTime, orderedBy));
                Tick();
            }
        }

        return places;
    }

    /// <summary>How many alarms nobody has acknowledged beyond those that are listed.</summary>
    public long Unlisted => _standing.Unlisted;

    private CameraWatch Watch(SiteFile site, SiteCamera camera) => new(site, camera, _time, NewId, _append);

    private string NewId() => $"{_idPrefix}-{Interlocked.Increment(ref _lastId)}";

    private ArmState ArmOf(WatchedPlace watched)
    {
        if (Volatile.Read(ref _stopped))
        {
            return new ArmState(false, AlarmEndReason.GatewayStopped);
        }

        if (_standing.OrderFor(watched.Place.ToString()) is { } order)
        {
            return new ArmState(order.Armed, AlarmEndReason.Disarmed);
        }

        return watched.ArmedAtStart
            ? new ArmState(watched.Schedule.Length == 0 || Schedules.IsInForce(_policy.Now.Policy, watched.Schedule, _clock.Now().At),
                AlarmEndReason.ScheduleOver)
            : new ArmState(false, AlarmEndReason.Disarmed);
    }

    private static AlarmStatus StatusOf(KnownAlarm known, LiveAlarm? live)
    {
        var crossings = live is null ? 0 : live.Alarm.LeftToRight + live.Alarm.RightToLeft;
        return new AlarmStatus(known.Id, known.Kind, known.Ring, known.Camera, known.Zone, known.Hears, known.At, Math.Max(crossings,
            live?.Alarm.Most ?? known.Count), live?.Alarm.Repeats ?? 0,
            live?.GoesOn ?? false, known.AcknowledgedBy, known.AcknowledgedAt, known.EndedAt).With(known.Handling);
    }
}
