using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Motion;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.People;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Tests.People;

[Trait("needs", "process")]
public sealed class PeopleAnalyserTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PersonModel _model = new(ModelPack.Open(Material.Models), threads: 1);
    private readonly List<Sighting> _sightings = [];

    public void Dispose() => _model.Dispose();

    /// <summary>By eye: in the clip's first 16 seconds five people walk across this line towards the left edge of the picture and three
    /// back.</summary>
    [Fact]
    public void People_who_walk_across_the_line_are_reported_once_each_and_nobody_beyond_its_ends()
    {
        var camera = new CameraOptions
        {
            Id = "fence",
            Lines =
            [
                new LineOptions { Id = "across", From = [0.75, 0.3], To = [0.75, 1] },
                new LineOptions { Id = "sky", From = [0, 0.05], To = [1, 0.05] },
            ],
        };

        Analyse(camera, @"trim=end=16,select=not(mod(n\,2))");

        var crossings = _sightings.OfType<LineCrossed>().ToList();
        Assert.All(crossings, crossing => Assert.Equal(("fence", "across"), (crossing.Camera, crossing.Line)));
        Assert.InRange(crossings.Count(crossing => crossing.Direction == CrossingDirection.LeftToRight), 4, 6);
        Assert.InRange(crossings.Count(crossing => crossing.Direction == CrossingDirection.RightToLeft), 2, 4);
        Assert.Equal(crossings.Count, crossings.Select(crossing => (crossing.Track, crossing.Direction)).Distinct().Count());
    }

    [Fact]
    public void The_detector_rests_while_nothing_moves_but_looks_after_whom_it_follows_once_a_second()
    {
        var gate = new Switch();
        using var analyser = new PeopleAnalyser(new CameraOptions { Id = "fence" }, _model, gate, _sightings.Add, _time);
        var looks = new List<long>();
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, @"select=eq(n\,0),loop=24:1:0", Arrival))
        {
            gate.Moving = frame.Number is > 5 and <= 10;
            analyser.Analyse(frame);
            if (analyser.Present.Count > 0 && looks.LastOrDefault() != analyser.Present[0].LastSeen)
            {
                looks.Add(analyser.Present[0].LastSeen);
            }
        }

        // Frames 6 to 10 move and the third of them confirms; then every fifth, a second apart.
        Assert.Equal([Arrival(7), Arrival(8), Arrival(9), Arrival(14), Arrival(19), Arrival(24)], looks);
    }

    /// <summary>By eye: two people come onto the lawn at 51 s; one leaves it at 60 s, the other stays.</summary>
    [Fact]
    public void People_on_the_lawn_are_one_intrusion_and_one_loitering_which_end_when_the_camera_goes()
    {
        var camera = new CameraOptions
        {
            Id = "lawn",
            Zones = [new ZoneOptions { Id = "lawn", Points = [0, 0.62, 0.4, 0.62, 1, 0.95, 1, 1, 0, 1], Intrusion = true,
                LoiterSeconds = 10 }],
        };
        using var analyser = new PeopleAnalyser(camera, _model, new PlainMotionGate(_time), _sightings.Add, _time);
        var at = 0L;
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, @"trim=start=49:end=67,select=not(mod(n\,2))", Arrival))
        {
            analyser.Analyse(frame);
            at = frame.ArrivedAt;
        }

        Assert.Equal([ZoneWatch.Intrusion, ZoneWatch.Loitering], _sightings.Cast<IncidentBegan>().Select(began => began.Watch));
        analyser.Lose(at);
        Assert.Equal([ZoneWatch.Intrusion, ZoneWatch.Loitering], _sightings.Skip(2).Cast<IncidentEnded>().Select(ended => ended.Watch));
        Assert.Empty(analyser.Present);
    }

    /// <summary>The same clip, while only a line at the edge was watched: the lawn is drawn an hour later.</summary>
    [Fact]
    public void A_zone_that_is_drawn_afterwards_would_have_told_the_same()
    {
        var camera = new CameraOptions { Id = "lawn", Lines = [new LineOptions { Id = "edge", From = [0, 0], To = [0.01, 0] }] };
        var memory = new TrackMemory(_time);
        using var analyser = new PeopleAnalyser(camera, _model, new PlainMotionGate(_time), _sightings.Add, _time, memory);
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, @"trim=start=49:end=67,select=not(mod(n\,2))",
            index => _time.GetTimestamp() + Arrival(index)))
        {
            analyser.Analyse(frame);
        }

        Assert.Empty(_sightings);
        var told = TrackReplay.Run(memory.Read(), camera with
        {
            Zones = [new ZoneOptions { Id = "lawn", Points = [0, 0.62, 0.4, 0.62, 1, 0.95, 1, 1, 0, 1], Intrusion = true,
                LoiterSeconds = 10 }],
        });
        Assert.Equal([ZoneWatch.Intrusion, ZoneWatch.Loitering], told.Select(one => one.Sighting).OfType<IncidentBegan>()
            .Select(began => began.Watch));
        Assert.All(told.Where(one => one.Sighting is IncidentBegan), one => Assert.InRange(one.Y, 0.62f, 1));
    }

    /// <summary>The same at two pictures a second, at one, and at one in five seconds: there each may be of another, and nothing is
    /// claimed.</summary>
    [Theory]
    [InlineData(5, new[] { ZoneWatch.Intrusion, ZoneWatch.Loitering })]
    [InlineData(10, new[] { ZoneWatch.Intrusion })]
    [InlineData(50, new ZoneWatch[0])]
    public void A_slow_camera_claims_only_what_its_pictures_can_show(int every, ZoneWatch[] told)
    {
        var camera = new CameraOptions
        {
            Id = "lawn",
            Lines = [new LineOptions { Id = "across", From = [0.75, 0.3], To = [0.75, 1] }],
            Zones = [new ZoneOptions { Id = "lawn", Points = [0, 0.62, 0.4, 0.62, 1, 0.95, 1, 1, 0, 1], Intrusion = true,
                LoiterSeconds = 10, ObjectLeftSeconds = 10 }],
        };
        using var analyser = new PeopleAnalyser(camera, _model, new PlainMotionGate(_time), _sightings.Add, _time);
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, @$"trim=start=42:end=72,select=not(mod(n\,{every}))",
            index => index * every * _time.TimestampFrequency / 10))
        {
            analyser.Analyse(frame);
        }

        Assert.Equal(told, _sightings.OfType<IncidentBegan>().Select(began => began.Watch).Distinct());
        Assert.True(told.Length > 0 || _sightings.Count == 0);
    }

    private long Arrival(int index) => index * _time.TimestampFrequency / 5;

    private void Analyse(CameraOptions camera, string frames)
    {
        using var analyser = new PeopleAnalyser(camera, _model, new PlainMotionGate(_time), _sightings.Add, _time);
        foreach (var frame in Clip.Read(Material.StreetClip, 768, 576, frames, Arrival))
        {
            analyser.Analyse(frame);
        }
    }

    private sealed class Switch : MotionGate
    {
        public bool Moving { get; set; }

        public override MotionResult Evaluate(Frame frame) => Moving ? MotionResult.Everywhere(frame) : MotionResult.None;
    }
}
