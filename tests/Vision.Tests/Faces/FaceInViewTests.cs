using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Which faces are the same person still in view, and which are another's.</summary>
public sealed class FaceInViewTests : FaceTracksBench
{
    [Fact]
    public void A_resident_who_takes_another_s_place_gets_the_own_name_only_and_no_sooner_than_the_other_is_out_of_sight()
    {
        ShowTimes(4, Face((0, 1)));
        ShowTimes(30, Face((1, 1), (0, 0.4f)));
        var said = _said.Cast<FaceMatched>().ToList();
        Assert.Equal(["wang", "li"], said.Select(match => match.Person));
        Assert.InRange(_time.GetElapsedTime(said[0].FrameAt, said[1].FrameAt).TotalSeconds, 1.5, 2.5);
    }

    [Fact]
    public void A_face_that_looks_now_like_one_and_now_like_another_gets_neither_name()
    {
        var start = _time.GetTimestamp();
        for (var i = 0; i < 40; i++)
        {
            Show(i % 4 < 2 ? Face((0, 1), (1, 0.6f)) : Face((1, 1), (0, 0.6f)));
            Pass(0.1);
        }

        Assert.DoesNotContain(_said, said => said is FaceMatched { FrameAt: var at }
            && _time.GetElapsedTime(start, at) > TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public void A_resident_who_lingers_is_matched_again_every_five_seconds_on_fresh_frames()
    {
        for (var i = 0; i < 120; i++)
        {
            Show(Face((0, 1)));
            Pass(0.1);
        }

        var at = _said.Cast<FaceMatched>().Select(match => _time.GetElapsedTime(match.FrameAt, _time.GetTimestamp()).TotalSeconds).ToList();
        Assert.Equal([11.9, 6.9, 1.9], at.Select(age => Math.Round(age, 1)));
        Assert.All(_said.Cast<FaceMatched>(), match => Assert.InRange(_time.GetElapsedTime(match.UsableAt, match.FrameAt).TotalSeconds, 0,
            1.5));
    }

    [Fact]
    public void Another_person_stepping_into_the_same_place_gets_a_track_of_his_own()
    {
        ShowTimes(3, Face((0, 1)));
        ShowTimes(45, Face((5, 1)));
        var (wang, stranger) = (Assert.IsType<FaceMatched>(_said[0]), Assert.IsType<FaceUnmatched>(_said[1]));
        Assert.NotEqual(wang.Track, stranger.Track);
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public void A_face_that_the_detector_misses_for_a_moment_keeps_its_track()
    {
        ShowTimes(2, Face((0, 1)));
        Miss(9);
        ShowTimes(60, Face((0, 1)));
        Assert.Equal([(1, false), (1, true)], _said.Cast<FaceMatched>().Select(match => (match.Track, match.Again)));
    }

    [Fact]
    public void A_face_that_comes_back_after_two_seconds_has_a_new_track()
    {
        ShowTimes(2, Face((0, 1)));
        Miss(20);
        ShowTimes(2, Face((0, 1)));
        Assert.Equal([(1, false), (2, false)], _said.Cast<FaceMatched>().Select(match => (match.Track, match.Again)));
    }

    [Fact]
    public void One_view_unlike_the_others_does_not_make_another_face_of_it()
    {
        ShowTimes(40, Face((0, 1)));
        Show(Face((9, 1)));
        Pass(0.1);
        ShowTimes(30, Face((0, 1)));
        Assert.Equal([(1, false), (1, true)], _said.Cast<FaceMatched>().Select(match => (match.Track, match.Again)));
    }

    [Fact]
    public void A_stranger_beside_a_resident_is_judged_by_himself()
    {
        var beside = new Box(400, 100, 500, 220);
        for (var i = 0; i < 6; i++)
        {
            var at = _time.GetTimestamp();
            var seen = _tracks.See([new Detection(Gate, 0.9f), new Detection(beside, 0.9f)], at);
            Assert.Equal(2, seen.Count);
            _tracks.Add(seen.Single(face => face.Detection.Box == Gate), new FaceView(at, Face((0, 1)), 1, 1));
            _tracks.Add(seen.Single(face => face.Detection.Box == beside), new FaceView(at, Face((5, 1)), 1, 1));
            Pass(0.1);
        }

        Assert.Equal("wang", Assert.Single(_said.OfType<FaceMatched>()).Person);
        Assert.Equal(UnmatchedReason.NotRecognised, Assert.Single(_said.OfType<FaceUnmatched>()).Reason);
    }
}
