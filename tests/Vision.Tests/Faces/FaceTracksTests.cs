using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Faces are made up of axes: axis n is nobody else's face, and two axes mixed are a face between two.</summary>
public sealed class FaceTracksTests
{
    private static readonly Box Gate = new(100, 100, 200, 220);
    private readonly FakeTimeProvider _time = new();
    private readonly FaceGallery _gallery = new(new VisionOptions { MatchThreshold = 0.5 });
    private readonly List<Sighting> _said = [];
    private readonly FaceTracks _tracks;

    public FaceTracksTests()
    {
        _gallery.Put("wang", [Face((0, 1))]);
        _gallery.Put("li", [Face((1, 1))]);
        _tracks = new FaceTracks("gate", 0, "pack", new VisionOptions(), _gallery, _time, _said.Add);
    }

    [Fact]
    public void Two_frames_that_agree_are_a_match()
    {
        Show(Face((0, 1)));
        Assert.Empty(_said);
        var first = _time.GetTimestamp();
        Pass(0.2);
        Show(Face((0, 1), (7, 0.3f)));
        var match = Assert.IsType<FaceMatched>(Assert.Single(_said));
        Assert.Equal(("wang", 2, "pack", _time.GetTimestamp(), first), (match.Person, match.Frames, match.Pack, match.FrameAt, match.UsableAt));
        Assert.InRange(match.Score, 0.97f, 1f);
        Assert.InRange(match.RunnerUp, -0.01f, 0.01f);
    }

    /// <summary>Somebody a little like a resident shows the own face and then, in its place, the resident's picture: the two are one track, and only the picture names.</summary>
    [Fact]
    public void A_face_is_as_live_as_the_views_that_name_it()
    {
        var (own, picture) = (Face((9, 1)), Face((0, 0.94f), (9, 0.34f)));
        ShowTimes(5, own, liveness: 0.99f);
        ShowTimes(4, picture, liveness: 0.01f);
        ShowTimes(4, picture, liveness: 0.01f);
        Assert.All(_said.OfType<FaceMatched>(), match => Assert.InRange(match.Liveness!.Value, 0, 0.1f));
    }

    [Fact]
    public void A_face_whose_numbers_are_none_is_nobody_s()
    {
        ShowTimes(10, [.. Face((0, 1)).Select((value, i) => i == 3 ? float.NaN : value)]);
        ShowTimes(10, [.. Face((0, 1)).Select(_ => float.NaN)]);
        Assert.DoesNotContain(_said, said => said is FaceMatched);
    }

    [Fact]
    public void One_frame_is_never_a_match_however_long_the_face_stays()
    {
        Show(Face((0, 1)));
        for (var i = 0; i < 100; i++)
        {
            Pass(0.1);
            _tracks.See([new Detection(Gate, 0.9f)], _time.GetTimestamp());
        }

        Assert.Empty(_said);
    }

    [Fact]
    public void Two_frames_too_far_apart_are_no_match()
    {
        Show(Face((0, 1)));
        for (var i = 0; i < 4; i++)
        {
            Pass(0.5);
            _tracks.See([new Detection(Gate, 0.9f)], _time.GetTimestamp());
        }

        Show(Face((0, 1)));
        Assert.Empty(_said);
        Pass(0.2);
        Show(Face((0, 1)));
        Assert.IsType<FaceMatched>(Assert.Single(_said));
    }

    [Fact]
    public void A_face_between_two_residents_is_ambiguous()
    {
        ShowTimes(6, Face((0, 1), (1, 0.97f)));
        var said = Assert.IsType<FaceUnmatched>(Assert.Single(_said));
        Assert.Equal((UnmatchedReason.Ambiguous, 6), (said.Reason, said.Frames));
    }

    [Fact]
    public void Frames_that_each_name_another_are_no_match_though_their_mean_is_near_one()
    {
        // Together they are nearest to wang by the margin, but only one of them is his own.
        Show(Face((0, 1), (9, 0.2f)));
        Pass(0.1);
        Show(Face((1, 1), (0, 0.9f)), weight: 0.2f);
        Assert.Empty(_said);
    }

    [Fact]
    public void A_stranger_is_reported_once_after_six_frames_and_not_again()
    {
        ShowTimes(5, Face((5, 1)));
        Assert.Empty(_said);
        ShowTimes(30, Face((5, 1)));
        Assert.Equal(UnmatchedReason.NotRecognised, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Reason);
    }

    [Fact]
    public void Three_frames_are_enough_for_a_verdict_once_one_and_a_half_seconds_are_over()
    {
        ShowTimes(3, Face((5, 1)));
        Assert.Empty(_said);
        for (var i = 0; i < 5; i++)
        {
            Pass(0.3);
            _tracks.See([new Detection(Gate, 0.9f)], _time.GetTimestamp());
        }

        Assert.Equal(3, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Frames);
    }

    [Fact]
    public void A_face_that_leaves_is_judged_by_three_frames_and_not_by_two()
    {
        ShowTimes(2, Face((5, 1)));
        Leave();
        Assert.Empty(_said);
        ShowTimes(3, Face((5, 1)));
        Leave();
        Assert.IsType<FaceUnmatched>(Assert.Single(_said));
        Assert.Equal(0, _tracks.Count);
    }

    [Fact]
    public void A_resident_who_turns_to_the_camera_late_is_matched_after_all()
    {
        ShowTimes(6, Face((0, 1), (5, 2)));
        Assert.IsType<FaceUnmatched>(Assert.Single(_said));
        ShowTimes(12, Face((0, 1), (5, 0.4f)));
        Assert.Equal("wang", Assert.IsType<FaceMatched>(_said[1]).Person);
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public void A_face_that_does_not_seem_live_is_held_back_for_six_frames_and_then_named_with_what_it_seemed()
    {
        ShowTimes(5, Face((0, 1)), liveness: 0.05f);
        Assert.Empty(_said);
        ShowTimes(20, Face((0, 1)), liveness: 0.05f);
        var said = Assert.IsType<FaceMatched>(Assert.Single(_said));
        Assert.Equal(("wang", 6), (said.Person, said.Frames));
        Assert.Equal(0.05f, said.Liveness!.Value, 0.001f);
    }

    [Fact]
    public void A_face_that_seems_live_after_all_is_named_again_as_soon_as_it_does()
    {
        ShowTimes(6, Face((0, 1)), liveness: 0.01f);
        ShowTimes(8, Face((0, 1)), liveness: 0.9f);
        Assert.Equal([false, true], _said.Cast<FaceMatched>().Select(match => match.Liveness >= new VisionOptions().LivenessThreshold));
    }

    [Fact]
    public void A_camera_without_a_door_wants_no_view_and_names_nobody()
    {
        var tracks = new FaceTracks("yard", partition: null, "pack", new VisionOptions(), _gallery, _time, _said.Add);
        for (var i = 0; i < 20; i++)
        {
            var seen = Assert.Single(tracks.See([new Detection(Gate, 0.9f)], _time.GetTimestamp()));
            Assert.False(tracks.Wants(seen, _time.GetTimestamp()));
            tracks.Add(seen, new FaceView(_time.GetTimestamp(), Face((0, 1)), 1, 1));
            Pass(0.1);
        }

        Assert.Empty(_said);
    }

    [Fact]
    public void Somebody_whom_the_door_does_not_admit_is_nobody_there_until_it_does()
    {
        _gallery.Admit("wang", 0b10);
        ShowTimes(6, Face((0, 1)));
        Assert.Equal(UnmatchedReason.NotRecognised, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Reason);
        _gallery.Admit("wang", 0b11);
        ShowTimes(2, Face((0, 1)));
        Assert.Equal("wang", Assert.IsType<FaceMatched>(_said[1]).Person);
    }

    [Fact]
    public void Somebody_enrolled_while_standing_before_the_camera_is_named_within_a_second_and_no_frame_is_blind()
    {
        ShowTimes(20, Face((5, 1)));
        Assert.IsType<FaceUnmatched>(Assert.Single(_said));
        var enrolled = _time.GetTimestamp();
        _gallery.Put("zhao", [Face((5, 1))]);
        ShowTimes(10, Face((5, 1)));
        var match = Assert.IsType<FaceMatched>(_said[1]);
        Assert.Equal("zhao", match.Person);
        Assert.InRange(_time.GetElapsedTime(enrolled, match.FrameAt).TotalSeconds, 0, 1);
    }

    [Fact]
    public void Somebody_revoked_while_standing_before_the_camera_is_not_named_again()
    {
        ShowTimes(20, Face((0, 1)));
        Assert.Single(_said.OfType<FaceMatched>());
        _gallery.Remove("wang");
        ShowTimes(100, Face((0, 1)));
        Assert.Single(_said.OfType<FaceMatched>());
    }

    [Fact]
    public void Two_frames_in_one_blink_of_the_camera_are_one_look()
    {
        Show(Face((0, 1)));
        for (var i = 0; i < 3; i++)
        {
            Pass(0.02);
            Show(Face((0, 1)));
        }

        Assert.Empty(_said);
        Pass(0.02);
        Show(Face((0, 1)));
        Assert.Single(_said);
    }

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

        Assert.DoesNotContain(_said, said => said is FaceMatched { FrameAt: var at } && _time.GetElapsedTime(start, at) > TimeSpan.FromSeconds(0.2));
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
        Assert.All(_said.Cast<FaceMatched>(), match => Assert.InRange(_time.GetElapsedTime(match.UsableAt, match.FrameAt).TotalSeconds, 0, 1.5));
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

    [Theory]
    [InlineData(0.38f, false)]
    [InlineData(0.42f, true)]
    public void With_one_person_enrolled_a_strong_frame_needs_a_second_that_is_his_by_itself(float second, bool matches)
    {
        _gallery.Remove("li");
        Show(Face((0, 1)));
        Pass(0.1);
        Show(Face((0, second), (9, MathF.Sqrt(1 - (second * second)))));
        Assert.Equal(matches, _said.OfType<FaceMatched>().Any());
    }

    [Fact]
    public void One_strong_frame_among_weak_ones_is_nobody_recognised()
    {
        _gallery.Remove("li");
        Show(Face((0, 1)), weight: 5);
        Pass(0.1);
        ShowTimes(5, Face((0, 0.38f), (9, 0.925f)));
        Assert.Equal(UnmatchedReason.NotRecognised, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Reason);
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

    [Fact]
    public void Nobody_is_matched_from_an_empty_gallery()
    {
        _gallery.Remove("wang");
        _gallery.Remove("li");
        ShowTimes(6, Face((0, 1)));
        Assert.Equal(-1, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Score);
    }

    private static float[] Face(params (int Axis, float Part)[] parts)
    {
        var face = new float[FaceGallery.Size];
        foreach (var (axis, part) in parts)
        {
            face[axis] = part / MathF.Sqrt(parts.Sum(each => each.Part * each.Part));
        }

        return face;
    }

    private void Show(float[] face, float liveness = 0.9f, float weight = 1)
    {
        var at = _time.GetTimestamp();
        var seen = Assert.Single(_tracks.See([new Detection(Gate, 0.9f)], at));
        if (_tracks.Wants(seen, at))
        {
            _tracks.Add(seen, new FaceView(at, face, weight, liveness));
        }
    }

    private void ShowTimes(int times, float[] face, float liveness = 0.9f)
    {
        for (var i = 0; i < times; i++)
        {
            Show(face, liveness);
            Pass(0.1);
        }
    }

    private void Leave() => Miss(12);

    /// <summary>Frames in which the detector finds no face, ten a second.</summary>
    private void Miss(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            Pass(0.1);
            _tracks.See([], _time.GetTimestamp());
        }
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
