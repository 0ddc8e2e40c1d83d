using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Vision.Tests.Zones;

/// <summary>What is told when the past hour is gone through again is what was told while it went by, by the same zones and lines; by others
/// it is theirs. It is an hour and no more, and no more than was meant.</summary>
public sealed class TrackReplayTests
{
    private const int Width = 640;
    private const int Height = 360;
    private static readonly TimeSpan _tick = TimeSpan.FromSeconds(0.125);

    private readonly FakeTimeProvider _time = new();
    private readonly TrackMemory _memory;
    private readonly List<Sighting> _told = [];
    private int _next;

    public TrackReplayTests()
    {
        _time.Advance(TimeSpan.FromDays(3));
        _memory = new TrackMemory(_time);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_zones_tell_of_the_past_what_they_told_then(int seed)
    {
        var camera = new CameraOptions
        {
            Id = "yard",
            Zones =
            [
                new ZoneOptions { Id = "left", Points = [0, 0, 0.5, 0, 0.5, 1, 0, 1], Intrusion = true, LoiterSeconds = 10 },
                new ZoneOptions { Id = "all", Points = [0, 0, 1, 0, 1, 1, 0, 1], CrowdPeople = 3, CrowdSeconds = 2 },
            ],
            Lines = [new LineOptions { Id = "middle", From = [0.5, 0], To = [0.5, 1] }],
        };
        Live(camera, new Random(seed), minutes: 12);
        var again = TrackReplay.Run(_memory.Read(), camera);
        Assert.True(_told.Count > 20, $"only {_told.Count} sightings");
        Assert.Equal(_told.Select(Written), again.Select(one => Written(one.Sighting)));
        Assert.All(again.Where(one => one.Sighting is IncidentBegan { Zone: "left" }), one => Assert.InRange(one.X, 0, 0.5f));
    }

    [Fact]
    public void Another_line_tells_of_who_crossed_it_and_a_mask_hides_who_was_in_it()
    {
        Walk(from: 0.1f, to: 0.9f, foot: 0.5f);
        var camera = new CameraOptions { Id = "yard", Lines = [new LineOptions { Id = "drawn", From = [0.4, 0], To = [0.4, 1] }] };
        var told = Assert.Single(TrackReplay.Run(_memory.Read(), camera));
        Assert.Equal("drawn", Assert.IsType<LineCrossed>(told.Sighting).Line);
        Assert.InRange(told.X, 0.4f, 0.5f);
        var beside = camera with { Lines = [new LineOptions { Id = "drawn", From = [0.4, 0.6], To = [0.4, 1] }] };
        Assert.Empty(TrackReplay.Run(_memory.Read(), beside));
        var masked = camera with { Masks = [new MaskOptions { Points = [0, 0, 0.7, 0, 0.7, 1, 0, 1] }] };
        Assert.Empty(TrackReplay.Run(_memory.Read(), masked));
    }

    [Fact]
    public void What_is_more_than_an_hour_old_is_forgotten_and_so_is_what_is_too_much()
    {
        Walk(0.1f, 0.9f, 0.5f);
        Assert.NotEmpty(_memory.Read().Looks);
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Empty(_memory.Read().Looks);
        Assert.Equal(TimeSpan.FromHours(1), _memory.Read().Until - _memory.Read().Since);

        // Forty people, eight looks a second: what is kept has a bound, and says how far back it goes.
        var crowd = Enumerable.Range(0, 40).Select(i => New(0.02f * i, 0.5f)).ToArray();
        for (var i = 0; i < 8 * 60 * 10; i++)
        {
            Look(crowd);
        }

        var kept = _memory.Read();
        Assert.InRange(kept.Looks.Sum(look => look.People.Count), 80_000, 90_000);
        Assert.InRange((kept.Until - kept.Since).TotalMinutes, 4, 5);
    }

    [Fact]
    public void Who_walked_before_the_camera_began_anew_is_nobody_who_walks_now()
    {
        // Off the line on its left; then the camera is away; the same number comes back on its right.
        var track = New(0.2f, 0.5f);
        for (var i = 0; i < 8; i++)
        {
            Look(track);
        }

        _memory.Break();
        (_next, track) = (track.Id - 1, null!);
        track = New(0.8f, 0.5f);
        for (var i = 0; i < 8; i++)
        {
            Look(track);
        }

        Assert.Empty(TrackReplay.Run(_memory.Read(), new CameraOptions
        {
            Id = "yard",
            Lines = [new LineOptions { Id = "drawn", From = [0.5, 0], To = [0.5, 1] }],
        }));
    }

    private static string Written(Sighting sighting) => sighting switch
    {
        LineCrossed one => $"{one.Line} {one.Track} {one.Direction}",
        IncidentBegan one => $"{one.Zone} {one.Watch} {one.Incident} {one.Count}",
        IncidentEnded one => $"{one.Zone} {one.Watch} {one.Incident} ended {one.Most} {one.Lasted:c}",
        _ => sighting.ToString(),
    };

    /// <summary>People come, wander about and go, as the camera's own watches see them; remembered on the way.</summary>
    private void Live(CameraOptions camera, Random random, int minutes)
    {
        var watches = new ZoneWatches(camera, _told.Add, _time);
        watches.Lay(Width, Height, _time.GetTimestamp());
        List<(BoxTrack Track, float X, float Y)> people = [];
        for (var i = 0; i < minutes * 60 * 8; i++)
        {
            _time.Advance(_tick);
            var at = _time.GetTimestamp();
            if (people.Count < 5 && random.Next(120) == 0)
            {
                var (x, y) = (random.NextSingle(), 0.4f + (random.NextSingle() * 0.5f));
                people.Add((New(x, y), x, y));
            }

            List<BoxTrack> ended = [];
            if (people.Count > 0 && random.Next(160) == 0)
            {
                ended.Add(people[0].Track);
                people.RemoveAt(0);
            }

            for (var k = 0; k < people.Count; k++)
            {
                var (track, x, y) = people[k];
                x = Math.Clamp(x + ((random.NextSingle() - 0.5f) * 0.04f), 0.05f, 0.95f);
                people[k] = (track, x, y);
                track.GoOn(_tick.TotalSeconds);
                track.See(new Detection(At(x, y), 0.8f), at);
            }

            IReadOnlyList<BoxTrack> seen = [.. people.Select(one => one.Track)];
            _memory.Note(seen, ended, Width, Height, at);
            watches.Step(seen, ended, at);
            watches.Expire(at);
        }
    }

    private void Walk(float from, float to, float foot)
    {
        var track = New(from, foot);
        for (var i = 0; i <= 80; i++)
        {
            track.GoOn(_tick.TotalSeconds);
            track.See(new Detection(At(from + ((to - from) * i / 80), foot), 0.8f), _time.GetTimestamp());
            Look(track);
        }
    }

    private void Look(params BoxTrack[] people)
    {
        _time.Advance(_tick);
        _memory.Note(people, [], Width, Height, _time.GetTimestamp());
    }

    private BoxTrack New(float x, float foot) => new(new Detection(At(x, foot), 0.8f), _time.GetTimestamp()) { Id = ++_next };

    private static Box At(float x, float foot) => new((x * Width) - 15, (foot * Height) - 80, (x * Width) + 15, foot * Height);
}
