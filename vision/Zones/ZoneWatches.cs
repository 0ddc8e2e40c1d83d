using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Zones;

/// <summary>All zones and lines of one camera over pictures of one size: what happens in one frame is told in floor order, nearest to the
/// camera first. Numbers the incidents. One caller at a time.</summary>
internal sealed class ZoneWatches
{
    private readonly CameraOptions _camera;
    private readonly Action<Sighting> _onSighting;
    private readonly TimeProvider _time;
    private readonly ZoneReport _report;
    private readonly List<WatchedZone> _zones = [];
    private readonly List<LineWatch> _lines = [];
    private readonly List<PersonInView> _people = [];
    private readonly List<(float Floor, Sighting Sighting)> _told = [];
    private int _incidents;

    public ZoneWatches(CameraOptions camera, Action<Sighting> onSighting, TimeProvider time) =>
        (_camera, _onSighting, _time, _report) = (camera, onSighting, time, Report);

    public bool AnyOpen => _zones.Exists(static zone => zone.AnyOpen);

    /// <summary>Lays everything over pictures of a new size; what is open ends.</summary>
    public void Lay(int width, int height, long at)
    {
        Close(at);
        _zones.Clear();
        _lines.Clear();
        _zones.AddRange(_camera.Zones.Select(zone => new WatchedZone(zone, width, height, _time)));
        _lines.AddRange(_camera.Lines.Select(line => new LineWatch(new DirectedLine(line, width, height), _time)));
    }

    /// <param name="people">All who were seen in the frame.</param>
    /// <param name="ended">The tracks that won't come back.</param>
    public void Step(IReadOnlyList<BoxTrack> people, IReadOnlyList<BoxTrack> ended, long at) =>
        Step(people.Select(PersonInView.From), ended.Select(static track => track.Id), at);

    /// <inheritdoc cref="Step(IReadOnlyList{BoxTrack}, IReadOnlyList{BoxTrack}, long)"/>
    public void Step(IEnumerable<PersonInView> people, IEnumerable<int> ended, long at)
    {
        _people.Clear();
        _people.AddRange(people);
        _people.Sort(static (left, right) => right.Foot.Y.CompareTo(left.Foot.Y));
        foreach (var person in _people)
        {
            Cross(person, at);
            _zones.ForEach(zone => zone.Step(person, at));
        }

        foreach (var track in ended)
        {
            _lines.ForEach(line => line.Forget(track));
            _zones.ForEach(zone => zone.Forget(track, at));
        }

        _zones.ForEach(zone => zone.Judge(at, _report));
        Report();
    }

    public void Step(IReadOnlyList<StillThing> things, long at)
    {
        foreach (var zone in _zones)
        {
            if (zone.WatchesThings)
            {
                zone.Judge(things, at, _report);
            }
        }

        Report();
    }

    /// <summary>Ends what has not been seen for long enough; call with every frame.</summary>
    public void Expire(long at)
    {
        if (AnyOpen)
        {
            _zones.ForEach(zone => zone.Expire(at, _report));
            Report();
        }
    }

    /// <summary>Ends everything: the camera has gone.</summary>
    public void Close(long at)
    {
        _zones.ForEach(zone => zone.Close(at, _report));
        Report();
    }

    private void Cross(in PersonInView person, long at)
    {
        foreach (var line in _lines)
        {
            if (line.Step(person.Track, person.Foot, person.Clear, at) is { } direction)
            {
                _told.Add((person.Foot.Y, new LineCrossed(_camera.Id, at, person.Track, line.Line, direction, person.Score)));
            }
        }
    }

    private void Report(ZoneIncident incident, bool began, float floor, long at)
    {
        if (began)
        {
            incident.Number = ++_incidents;
            _told.Add((floor, new IncidentBegan(_camera.Id, at, incident.Number, incident.Zone, incident.Watch, incident.Count,
                incident.Score)));
        }
        else
        {
            _told.Add((floor, new IncidentEnded(_camera.Id, at, incident.Number, incident.Zone, incident.Watch, incident.Episode.Lasted,
                incident.Most)));
        }
    }

    private void Report()
    {
        if (_told.Count == 0)
        {
            return;
        }

        // Stable: of one person's events the line comes before the zone.
        var inOrder = _told.OrderByDescending(static told => told.Floor).Select(static told => told.Sighting).ToList();
        _told.Clear();
        inOrder.ForEach(_onSighting);
    }
}
