using Xunit;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Faces;

/// <summary>When a face is called a stranger's, no live one's, or nobody's of this door.</summary>
public sealed class FaceVerdictTests : FaceTracksBench
{
    /// <summary>Somebody a little like a resident shows the own face and then, in its place, the resident's picture: the two are one track,
    /// and only the picture names.</summary>
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

    private void Leave() => Miss(12);
}
