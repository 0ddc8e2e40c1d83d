using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Tracking;

namespace Zhuhui.Edge.Vision.Tests.Tracking;

public sealed class BoxTracksTests
{
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(125);

    private readonly FakeTimeProvider _time = new();
    private readonly BoxTracks _tracks;

    public BoxTracksTests() => _tracks = new BoxTracks(_time);

    [Fact]
    public void A_thing_has_an_id_once_three_frames_show_it()
    {
        See(At(100));
        See(At(104));
        Assert.Empty(_tracks.Confirmed);

        See(At(108));

        var track = Assert.Single(_tracks.Confirmed);
        Assert.Equal((1, At(108).Box), (track.Id, track.Box));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(5, false)]
    public void What_stands_before_a_slow_camera_is_followed_where_two_pictures_can_be_of_the_same(int secondsBetween, bool followed)
    {
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(secondsBetween));
            _tracks.Update([At(100)], _time.GetTimestamp());
        }

        Assert.Equal(followed ? 1 : 0, _tracks.Confirmed.Count);
    }

    [Fact]
    public void A_flash_of_one_frame_never_has_an_id()
    {
        See(At(100));
        for (var i = 0; i < 8; i++)
        {
            See();
        }

        Assert.Empty(_tracks.Confirmed);
        Assert.False(_tracks.Any);
    }

    [Fact]
    public void An_unsure_detection_prolongs_a_track_but_starts_none()
    {
        Confirm(At(100));
        for (var i = 0; i < 20; i++)
        {
            See(At(100, 0.3f), At(600, 0.3f));
        }

        Assert.Equal(1, Assert.Single(_tracks.Confirmed).Id);
    }

    [Fact]
    public void A_track_survives_a_gap_shorter_than_its_patience()
    {
        Confirm(At(100));
        See();
        _time.Advance(_tracks.Patience - (2 * _tick));
        See(At(104));

        Assert.Equal(1, Assert.Single(_tracks.Confirmed).Id);
    }

    [Fact]
    public void A_track_ends_after_its_patience_and_its_id_is_not_used_again()
    {
        Confirm(At(100));
        _time.Advance(_tracks.Patience);
        See(At(100));

        Assert.Equal(1, Assert.Single(_tracks.Ended).Id);
        See(At(100));
        See(At(100));
        Assert.Equal(2, Assert.Single(_tracks.Confirmed).Id);
        Assert.Empty(_tracks.Ended);
    }

    [Fact]
    public void A_walker_is_found_again_where_his_walk_should_have_taken_him()
    {
        for (var x = 100; x <= 220; x += 10)
        {
            See(At(x));
        }

        for (var i = 0; i < 6; i++)
        {
            See();
        }

        See(At(290));

        Assert.Equal(1, Assert.Single(_tracks.Confirmed).Id);
    }

    [Fact]
    public void Two_that_walk_past_each_other_keep_their_ids()
    {
        for (var i = 0; i <= 40; i++)
        {
            See(At(100 + (10 * i)), new Detection(new Box(500 - (10 * i), 130, 540 - (10 * i), 220), 0.8f));
        }

        var tracks = _tracks.Confirmed.ToList();
        Assert.Equal([1, 2], tracks.Select(track => track.Id));
        Assert.Equal([500f, 100f], tracks.Select(track => track.Box.Left));
    }

    [Fact]
    public void No_detection_is_given_to_two_tracks_and_ids_only_grow() =>
        Gen.Select(Gen.Int[0, 600], Gen.Float[0.2f, 1], (x, score) => At(x, score)).List[0, 6].List[1, 30].Sample(frames =>
        {
            var time = new FakeTimeProvider();
            var tracks = new BoxTracks(time);
            var newest = 0;
            foreach (var frame in frames)
            {
                time.Advance(_tick);
                tracks.Update(frame, time.GetTimestamp());
                var seen = tracks.Confirmed.Where(track => track.LastSeen == time.GetTimestamp()).ToList();
                Assert.All(seen, track => Assert.True(
                    frame.Count(detection => detection.Box == track.Box) >= seen.Count(other => other.Box == track.Box)));
                Assert.All(tracks.Confirmed.Where(track => track.Hits == tracks.HitsToConfirm && track.Id > newest), track =>
                    newest = track.Id);
                Assert.All(tracks.Confirmed, track => Assert.InRange(track.Id, 1, newest));
                Assert.Equal(tracks.Confirmed.Count, tracks.Confirmed.Select(track => track.Id).Distinct().Count());
            }
        });

    private static Detection At(float x, float score = 0.8f) => new(new Box(x, 100, x + 40, 200), score);

    private void Confirm(Detection detection)
    {
        See(detection);
        See(detection);
        See(detection);
        Assert.Single(_tracks.Confirmed);
    }

    private void See(params Detection[] detections)
    {
        _time.Advance(_tick);
        _tracks.Update(detections, _time.GetTimestamp());
    }
}
