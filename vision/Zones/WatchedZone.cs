using System.Numerics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>Says what begins and ends in a zone.</summary>
/// <param name="floor">How far down the picture it is.</param>
/// <param name="at">The frame's arrival.</param>
internal delegate void ZoneReport(ZoneIncident incident, bool began, float floor, long at);

/// <summary>One zone laid over pictures of one size, and what is watched for in it. One caller at a time.</summary>
internal sealed class WatchedZone
{
    /// <summary>Somebody must have been in for so long, and seen twice.</summary>
    private static readonly TimeSpan _intrusionSettles = TimeSpan.FromSeconds(0.5);

    /// <summary>Longer than a pause between two looks.</summary>
    private static readonly TimeSpan _lookGap = TimeSpan.FromSeconds(1.6);

    private static readonly TimeSpan _crowdGap = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan _linger = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _loiterLinger = TimeSpan.FromSeconds(10);

    /// <summary>Somebody may stand before it for so long.</summary>
    private static readonly TimeSpan _thingLinger = TimeSpan.FromSeconds(15);

    private readonly ZoneOptions _options;
    private readonly TimeProvider _time;
    private readonly Polygon _area;
    private readonly ZonePresence _presence;
    private readonly List<ZoneIncident> _incidents = [];

    public WatchedZone(ZoneOptions options, int width, int height, TimeProvider time)
    {
        (_options, _time, _area) = (options, time, new Polygon(options.Points, width, height));
        _presence = new ZonePresence(_area, time);
        if (options.Intrusion == true)
        {
            Add(ZoneWatch.Intrusion, _intrusionSettles, _lookGap, _linger);
        }

        if (options.LoiterSeconds is > 0)
        {
            Add(ZoneWatch.Loitering, TimeSpan.Zero, _lookGap, _loiterLinger);
        }

        if (options.CrowdPeople is > 0)
        {
            Add(ZoneWatch.Crowding, TimeSpan.FromSeconds(options.CrowdSeconds ?? 0), _crowdGap, _linger);
        }

        if (options.ObjectLeftSeconds is > 0)
        {
            Add(ZoneWatch.ObjectLeft, TimeSpan.Zero, _lookGap, _thingLinger);
        }
    }

    public bool AnyOpen => _incidents.Exists(static incident => incident.Episode.Open);

    public bool WatchesThings => _options.ObjectLeftSeconds is > 0;

    public void Step(in PersonInView person, long at) => _presence.Step(person, at);

    public void Forget(int track, long at) => _presence.Forget(track, at);

    /// <summary>Call once a frame in which people were looked for, after all of them have stepped.</summary>
    public void Judge(long at, ZoneReport report)
    {
        foreach (var incident in _incidents)
        {
            var (count, score, floor, seen) = (0, 0f, 0f, 0L);
            foreach (var stay in _presence.Inside)
            {
                if (incident.Watch != ZoneWatch.Loitering || _time.GetElapsedTime(stay.Since, stay.LastSeen).TotalSeconds
                    >= _options.LoiterSeconds)
                {
                    (count, score, floor, seen) = (count + 1, MathF.Max(score, stay.Score), MathF.Max(floor, stay.Foot.Y),
                        Math.Max(seen, stay.LastSeen));
                }
            }

            var least = incident.Watch switch
            {
                ZoneWatch.Intrusion or ZoneWatch.Loitering => 1,
                ZoneWatch.Crowding => _options.CrowdPeople!.Value,
                _ => int.MaxValue,
            };
            if (count >= least && seen == at)
            {
                incident.Show(count, score, floor, at, report);
            }
        }
    }

    /// <summary>Call whenever things left were looked for.</summary>
    public void Judge(IReadOnlyList<StillThing> things, long at, ZoneReport report)
    {
        foreach (var thing in things)
        {
            var foot = new Vector2(thing.Box.CentreX, thing.Box.Bottom);
            if (_time.GetElapsedTime(thing.Since, at).TotalSeconds >= _options.ObjectLeftSeconds && _area.Contains(foot))
            {
                _incidents.Find(static incident => incident.Watch == ZoneWatch.ObjectLeft)!.Show(0, 0, foot.Y, at, report);
            }
        }
    }

    public void Expire(long at, ZoneReport report)
    {
        foreach (var incident in _incidents)
        {
            if (incident.Episode.Expire(at))
            {
                report(incident, began: false, 0, at);
            }
        }
    }

    /// <summary>Ends everything: nobody can tell any more.</summary>
    public void Close(long at, ZoneReport report)
    {
        _presence.Clear();
        foreach (var incident in _incidents)
        {
            if (incident.Episode.Close())
            {
                report(incident, began: false, 0, at);
            }
        }
    }

    private void Add(ZoneWatch watch, TimeSpan settle, TimeSpan gap, TimeSpan linger) =>
        _incidents.Add(new ZoneIncident(_options.Id, watch, new Episode(settle, gap, linger, _time)));
}
