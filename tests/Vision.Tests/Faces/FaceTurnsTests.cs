using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Who of several people before one camera is looked at, and how often, at 25 frames a second.</summary>
public sealed class FaceTurnsTests : FaceTracksBench
{
    private const double Frame = 0.04;

    /// <summary>The axis from which on faces are nobody's.</summary>
    private const int Nobody = 20;

    private readonly List<(int Person, long At)> _viewed = [];
    private int _judged;

    [Fact]
    public void Strangers_who_stay_cost_little_and_ten_hardly_more_than_five()
    {
        var views = new List<int>();
        foreach (var people in new[] { 5, 10 })
        {
            Miss(20);
            _viewed.Clear();
            Stay(60, [.. Enumerable.Range(Nobody, people)]);
            views.Add(_viewed.Count(view => _time.GetElapsedTime(view.At).TotalSeconds < 50));
            Assert.Equal(people, _viewed.Select(view => view.Person).Distinct().Count());
        }

        // Each frame a view of each: 50 s x 25 x 5 = 6,250.
        Assert.InRange(views[0], 50, 110);
        Assert.InRange(views[1], views[0] * 0.9, views[0] * 1.3);
        Assert.Equal(15, _said.OfType<FaceUnmatched>().Count());
        Assert.DoesNotContain(_said, said => said is FaceMatched);
    }

    [Fact]
    public void Each_of_ten_strangers_has_a_turn_again_and_again()
    {
        int[] people = [.. Enumerable.Range(Nobody, 10)];
        Stay(10, people);
        _viewed.Clear();
        Stay(20, people);
        var turns = _viewed.CountBy(view => view.Person).ToDictionary();
        Assert.Equal(10, turns.Count);
        Assert.InRange(turns.Values.Max() - turns.Values.Min(), 0, 1);
    }

    [Fact]
    public void Who_turns_away_after_being_given_up_keeps_nobody_from_a_turn()
    {
        int[] people = [.. Enumerable.Range(Nobody, 5)];
        Stay(10, people);
        _viewed.Clear();
        Stay(20, people, turnedAway: Nobody + 2);
        var turns = _viewed.CountBy(view => view.Person).ToDictionary();
        Assert.Equal(4, turns.Count);
        Assert.InRange(turns.Values.Min(), 8, 12);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(5, 0.1)]
    [InlineData(10, 0.1)]
    public void A_resident_who_joins_strangers_is_named_as_soon_as_alone(int strangers, double within)
    {
        int[] others = [.. Enumerable.Range(Nobody, strangers)];
        Stay(20, others);
        var came = _time.GetTimestamp() + _time.TimestampFrequency / 25;
        Stay(1, [.. others, 0]);
        var match = Assert.Single(_said.OfType<FaceMatched>());
        Assert.Equal("wang", match.Person);
        Assert.InRange(_time.GetElapsedTime(came, match.FrameAt).TotalSeconds, 0.08, within);
    }

    [Fact]
    public void A_resident_who_comes_together_with_ten_strangers_is_named_within_half_a_second()
    {
        var came = _time.GetTimestamp();
        Stay(2, [.. Enumerable.Range(Nobody, 10), 0]);
        Assert.InRange(_time.GetElapsedTime(came, Assert.Single(_said.OfType<FaceMatched>()).FrameAt).TotalSeconds, 0, 0.5);
    }

    [Fact]
    public void A_resident_who_was_given_up_is_named_at_once_when_he_looks_clearly_better()
    {
        // Far away his face says nothing; then he comes nearer.
        Stay(20, [Nobody]);
        Assert.Single(_said.OfType<FaceUnmatched>());
        var near = _time.GetTimestamp();
        Stay(1, [0], width: 130, place: Nobody);
        Assert.InRange(_time.GetElapsedTime(near, Assert.Single(_said.OfType<FaceMatched>()).FrameAt).TotalSeconds, 0, 0.3);
    }

    [Fact]
    public void A_resident_who_takes_a_stranger_s_place_in_one_box_is_named_within_three_seconds()
    {
        Stay(30, [Nobody]);
        var came = _time.GetTimestamp();
        Stay(4, [0], place: Nobody);
        Assert.InRange(_time.GetElapsedTime(came, Assert.Single(_said.OfType<FaceMatched>()).FrameAt).TotalSeconds, 0, 3);
    }

    [Fact]
    public void A_resident_who_stays_is_named_every_five_seconds_by_a_few_views()
    {
        Stay(30, [0]);
        var matches = _said.OfType<FaceMatched>().ToList();
        Assert.Equal(6, matches.Count);
        for (var i = 1; i < matches.Count; i++)
        {
            Assert.InRange(_time.GetElapsedTime(matches[i - 1].FrameAt, matches[i].FrameAt).TotalSeconds, 5, 5.1);
        }

        Assert.InRange(_viewed.Count, 30, 60);
    }

    [Fact]
    public void Who_is_nobody_s_is_judged_for_life_three_times_and_who_is_named_each_time()
    {
        Stay(30, [Nobody]);
        Assert.Equal(3, _judged);
        Assert.NotNull(Assert.Single(_said.OfType<FaceUnmatched>()).Liveness);
        Miss(20);
        (_judged, var before) = (0, _viewed.Count);
        Stay(10, [0]);
        Assert.Equal(_viewed.Count - before, _judged);
    }

    /// <summary>People stand side by side.</summary>
    /// <param name="place">Where somebody stands who is alone; each in a place of his own where it is null.</param>
    /// <param name="turnedAway">Whose views can't be used.</param>
    private void Stay(double seconds, int[] people, float width = 100, int? place = null, int? turnedAway = null)
    {
        for (var frame = 0; frame < seconds / Frame; frame++)
        {
            Pass(Frame);
            var at = _time.GetTimestamp();
            var boxes = people.ToDictionary(person => person, person => BoxAt(place ?? person, width));
            var seen = _tracks.See([.. boxes.Values.Select(box => new Detection(box, 0.9f))], at);
            var personAt = boxes.ToDictionary(box => box.Value, box => box.Key);
            foreach (var face in _tracks.Wanted(seen, at).Where(face => personAt[face.Detection.Box] != turnedAway)
                .Take(FaceTurns.MostAFrame))
            {
                var person = personAt[face.Detection.Box];
                _viewed.Add((person, at));
                _tracks.Add(face, new FaceView(at, Face((person, 1), (300 + (frame % 7), 0.2f)), 1, null), () =>
                {
                    _judged++;
                    return 0.9f;
                });
            }
        }
    }

    private static Box BoxAt(int place, float width)
    {
        var centre = 200f * place;
        return new Box(centre - (width / 2), 100, centre + (width / 2), 100 + (width * 1.2f));
    }
}
