using Xunit;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>Faces are made up of axes: axis n is nobody else's face, and two axes mixed are a face between two.</summary>
public sealed class FaceTracksTests : FaceTracksBench
{
    [Fact]
    public void Two_frames_that_agree_are_a_match()
    {
        Show(Face((0, 1)));
        Assert.Empty(_said);
        var first = _time.GetTimestamp();
        Pass(0.2);
        Show(Face((0, 1), (7, 0.3f)));
        var match = Assert.IsType<FaceMatched>(Assert.Single(_said));
        Assert.Equal(("wang", 2, "pack", _time.GetTimestamp(), first), (match.Person, match.Frames, match.Pack, match.FrameAt,
            match.UsableAt));
        Assert.InRange(match.Score, 0.97f, 1f);
        Assert.InRange(match.RunnerUp, -0.01f, 0.01f);
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
    public void Nobody_is_matched_from_an_empty_gallery()
    {
        _gallery.Remove("wang");
        _gallery.Remove("li");
        ShowTimes(6, Face((0, 1)));
        Assert.Equal(-1, Assert.IsType<FaceUnmatched>(Assert.Single(_said)).Score);
    }
}
