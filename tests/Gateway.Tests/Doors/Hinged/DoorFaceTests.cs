using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>What a camera sees at a door: faces and codes.</summary>
public sealed class DoorFaceTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(20230001)],
        QrCodes = ["guest-code"],
    };

    [Fact]
    public void A_matched_face_opens_and_its_evidence_is_kept()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        var now = bench.Time.GetTimestamp();
        bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal(new FaceEvidence(0.71, 0.2, 0.5, 0.9, 3, 0, "pack-1", Margin: 0.51),
            Assert.Single(bench.Happened.All.OfType<PassageGranted>()).Face);
    }

    [Fact]
    public void Somebody_who_stays_before_the_camera_does_not_hold_the_door_unlocked()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        for (var second = 0; second < 20; second += 5)
        {
            See(track: 7);
            bench.Advance(5);
        }

        Assert.Single(bench.Happened.All.OfType<PassageGranted>());
        See(track: 7);
        Assert.Equal(2, bench.Happened.All.OfType<PassageGranted>().Count());
        See(track: 8);
        Assert.Equal(2, bench.Happened.All.OfType<PassageGranted>().Count());
        bench.Advance(5.1);
        See(track: 9);
        Assert.Equal(3, bench.Happened.All.OfType<PassageGranted>().Count());

        void See(int track)
        {
            var now = bench.Time.GetTimestamp();
            bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, track, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
        }
    }

    [Fact]
    public void A_face_whose_newest_frame_is_old_opens_nothing()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        var seen = bench.Time.GetTimestamp();
        bench.Advance(1.6);
        bench.Post(new CredentialInput.Seen(new FaceMatched("cam", seen, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, seen, "pack-1")));
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_stranger_s_face_is_denied_without_a_name()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        var now = bench.Time.GetTimestamp();
        bench.Post(new CredentialInput.Seen(new FaceUnmatched("cam", now, 8, UnmatchedReason.NotRecognised, 0.1f, 0.5f, 0.9f, 6,
            now, "pack-1")));
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Contains(bench.Happened.All.OfType<PassageDenied>(), d => d is { Reason: DenialReason.FaceNotRecognised, Person: null });
    }

    [Fact]
    public void A_blocked_resident_who_lingers_before_the_camera_is_reported_once_in_half_a_minute()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang with { Blocked = true });
        for (var i = 0; i < 8; i++)
        {
            var now = bench.Time.GetTimestamp();
            bench.Post(new CredentialInput.Seen(new FaceMatched("cam", now, 7, "p-1", 0.71f, 0.2f, 0.5f, 0.9f, 3, now, "pack-1")));
            bench.Advance(5);
        }

        Assert.Equal(2, bench.Happened.All.OfType<PassageDenied>().Count(d => d.Reason == DenialReason.Blocked));
    }

    [Fact]
    public void A_known_qr_code_opens_and_an_unknown_one_does_not()
    {
        using var bench = new DoorBench();
        bench.Enrol(_wang);
        bench.Post(new CredentialInput.Seen(new QrCodeSeen("cam", bench.Time.GetTimestamp(), "nonsense")));
        Assert.False(bench.RelayAt().IsEnergised);
        bench.Post(new CredentialInput.Seen(new QrCodeSeen("cam", bench.Time.GetTimestamp(), "guest-code")));
        Assert.True(bench.RelayAt().IsEnergised);
    }
}
