using System.Diagnostics;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.OpenCv;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tamper;

/// <summary>Lets frames pass before the analysers of one camera and notes what they say and what they cost.</summary>
internal sealed class Watching : IDisposable
{
    private readonly PeopleAnalyser _people;
    private readonly TamperWatch _tamper;
    private readonly Stopwatch _peopleTime = new();
    private readonly Stopwatch _tamperTime = new();
    private int _frames;

    public Watching(CameraOptions camera, PersonModel model, bool openCv)
    {
        MotionGate gate = openCv ? new Mog2MotionGate(TimeProvider.System) : new PlainMotionGate(TimeProvider.System);
        _people = new PeopleAnalyser(camera, model, gate, Note, TimeProvider.System);
        _tamper = new TamperWatch(camera.Id, Note, TimeProvider.System);
    }

    public List<Happening> Alarms { get; } = [];

    public double PeopleMs => _peopleTime.Elapsed.TotalMilliseconds / _frames;

    public double TamperMs => _tamperTime.Elapsed.TotalMilliseconds / _frames;

    public double RunsPerFrame => (double)_people.Runs / _frames;

    public void See(Frame frame)
    {
        _peopleTime.Start();
        _people.Analyse(frame);
        _peopleTime.Stop();
        _tamperTime.Start();
        _tamper.Analyse(frame);
        _tamperTime.Stop();
        _frames++;
    }

    public void Dispose()
    {
        _people.Dispose();
        _tamper.Dispose();
    }

    private void Note(Sighting sighting)
    {
        var at = (double)sighting.FrameAt / TimeProvider.System.TimestampFrequency;
        switch (sighting)
        {
            case LineCrossed crossed:
                Alarms.Add(new Happening("crossing", crossed.Line, Camel(crossed.Direction), at, at));
                break;
            case IncidentBegan began:
                Alarms.Add(new Happening(Camel(began.Watch), began.Zone, "", at, at));
                break;
            case CameraTampered tampered:
                Alarms.Add(new Happening("tamper", "", "", at, at));
                Console.Error.WriteLine($"tamper {tampered.Kind} at {at:F1}");
                break;
        }
    }

    private static string Camel<T>(T name)
        where T : struct, Enum => $"{name}" is var text ? char.ToLowerInvariant(text[0]) + text[1..] : "";
}
