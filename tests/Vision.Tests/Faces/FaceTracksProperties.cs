using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Any sequence of faces before a camera: residents of the door and of another one, strangers, bad views, losses, and people who
/// take each other's place within one box from one frame to the next.</summary>
public sealed class FaceTracksProperties
{
    private const int Cases = 3000;
    private const int Admitted = 3;

    /// <summary>0 to 2 are admitted at the door, 3 and 4 at another, the rest are nobody's.</summary>
    private const int People = 7;

    private const int Noise = 40;
    private static readonly float[][] _faces = [.. Enumerable.Range(0, People).Select(FaceOf)];
    private static readonly Box[] _places = [new(100, 100, 200, 220), new(400, 100, 500, 220)];

    private static readonly Gen<Shown> _anyShown =
        from person in Gen.Int[-1, People - 1]
        from noise in Gen.Float[0, 1.6f]
        from direction in Gen.Int[0, 1_000_000]
        from weight in Gen.Float[0.02f, 1]
        select new Shown(person, noise, direction, weight);

    /// <summary>A scene holds for some frames; then somebody else may stand in the same place.</summary>
    private static readonly Gen<Scene> _anyScene =
        from places in Gen.Select(_anyShown, _anyShown)
        from frames in Gen.Int[1, 12]
        from milliseconds in Gen.OneOf(Gen.Int[30, 200], Gen.Int[30, 200], Gen.Int[200, 1600])
        select new Scene([places.Item1, places.Item2], frames, milliseconds);

    [Fact]
    public void A_name_rests_on_two_fresh_views_of_that_person_alone_and_is_of_somebody_whom_the_door_admits() =>
        _anyScene.Array[1, 12].Sample(Holds, iter: FastTests.Cases(Cases));

    [Fact]
    public void Names_are_given_in_these_sequences()
    {
        var given = 0;
        _anyScene.Array[1, 12].Sample(scenes => Interlocked.Add(ref given, Run(scenes, (_, _, _) => { })), iter: Cases / 10);
        Assert.InRange(given, 20, int.MaxValue);
    }

    private static void Holds(Scene[] scenes) => Run(scenes, (match, shown, time) =>
    {
        var person = int.Parse(match.Person, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(person, 0, Admitted - 1);
        Assert.InRange(time.GetElapsedTime(match.FrameAt).TotalSeconds, 0, 1.5);
        Assert.InRange(match.Frames, 2, int.MaxValue);
        Assert.True(match.Score >= match.Threshold && match.Score - match.RunnerUp >= new VisionOptions().MatchMargin);

        // In the place where the named person stands, that person was shown in this frame and in one at least 80 ms and at most 1.5 s
        // before.
        Assert.Contains(_places.Select((_, place) => place), place =>
        {
            var looks = shown.Where(s => s.Place == place && s.Person == person && time.GetElapsedTime(s.At, match.FrameAt).TotalSeconds
                <= 1.5).ToList();
            return looks.Exists(s => s.At == match.FrameAt)
                && looks.Exists(s => time.GetElapsedTime(s.At, match.FrameAt).TotalMilliseconds >= 80);
        });
    });

    /// <returns>How many names were given.</returns>
    private static int Run(Scene[] scenes, Action<FaceMatched, List<(int Place, int Person, long At)>, FakeTimeProvider> check)
    {
        var (time, names) = (new FakeTimeProvider(), 0);
        var gallery = new FaceGallery();
        for (var person = 0; person < 5; person++)
        {
            gallery.Put($"{person}", [_faces[person]], person < Admitted ? 0b01UL : 0b10UL);
        }

        var shown = new List<(int Place, int Person, long At)>();
        var tracks = new FaceTracks("gate", 0, "pack", new VisionOptions(), gallery, time, said =>
        {
            if (said is FaceMatched match)
            {
                names++;
                check(match, shown, time);
            }
        });
        foreach (var scene in scenes)
        {
            for (var frame = 0; frame < scene.Frames; frame++)
            {
                time.Advance(TimeSpan.FromMilliseconds(scene.Milliseconds));
                var at = time.GetTimestamp();
                var seen = tracks.See([.. scene.Places.Select((s, place) => (s, place)).Where(p => p.s.Person >= 0)
                    .Select(p => new Detection(_places[p.place], 0.9f))], at);
                foreach (var face in seen.Where(face => tracks.Wants(face, at)))
                {
                    var place = Array.IndexOf(_places, face.Detection.Box);
                    var view = scene.Places[place];
                    shown.Add((place, view.Person, at));
                    tracks.Add(face, new FaceView(at, view.Look(frame), view.Weight, 1));
                }
            }
        }

        return names;
    }

    /// <summary>People look somewhat alike: 0.25 of each is the same in all.</summary>
    private static float[] FaceOf(int person)
    {
        var face = new float[FaceGallery.Size];
        (face[person], face[People]) = (1, 0.58f);
        return Normal(face);
    }

    private static float[] Normal(float[] face)
    {
        var length = MathF.Sqrt(face.Sum(part => part * part));
        return [.. face.Select(part => part / length)];
    }

    /// <param name="Person">-1 for nobody.</param>
    /// <param name="Noise">How bad the view is: its part that is not the person's.</param>
    private sealed record Shown(int Person, float Noise, int Direction, float Weight)
    {
        public float[] Look(int frame)
        {
            var face = (float[])_faces[Person].Clone();
            face[People + 1 + ((Direction + frame) % FaceTracksProperties.Noise)] += Noise;
            return Normal(face);
        }
    }

    private sealed record Scene(Shown[] Places, int Frames, int Milliseconds);
}
