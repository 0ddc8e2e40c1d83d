using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Doors;

/// <summary>A door that two cameras look at: a person who passes once is let in once, whatever saw it.</summary>
public sealed class TwoCamerasTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(1)],
        QrCodes = ["code"],
    };

    [Fact]
    public void A_person_whom_both_cameras_see_is_let_in_once_and_passes_once()
    {
        using var bench = Bench();
        See(bench, "left", 1);
        bench.Advance(0.3);
        See(bench, "right", 7);
        bench.Advance(0.5);
        bench.Open();
        See(bench, "right", 8);
        bench.Advance(2);
        bench.Close();
        Assert.Equal((1, 1), Counts(bench));
        Assert.False(bench.RelayAt().IsEnergised);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sighting_from_before_the_door_shut_does_not_release_it_behind_the_person(bool relocksAsItOpens)
    {
        using var bench = Bench(relocksAsItOpens ? RelockOn.Open : RelockOn.Close);
        See(bench, "left", 1);
        bench.Open();
        var usable = bench.Time.GetTimestamp();
        bench.Advance(1);
        bench.Close();
        bench.Advance(0.4);
        See(bench, "right", 7, usable);
        Assert.False(bench.RelayAt().IsEnergised);
        Assert.Equal((1, 1), Counts(bench));
    }

    [Fact]
    public void Somebody_who_comes_back_after_the_door_shut_is_let_in_at_once()
    {
        using var bench = Bench();
        See(bench, "left", 1);
        bench.Open();
        bench.Advance(1);
        bench.Close();
        bench.Advance(1);
        See(bench, "right", 9);
        Assert.True(bench.RelayAt().IsEnergised);
        bench.Open();
        Assert.Equal((2, 2), Counts(bench));
    }

    [Fact]
    public void Somebody_who_was_too_slow_and_walks_up_again_is_let_in_at_once()
    {
        using var bench = Bench();
        See(bench, "left", 1);
        bench.Advance(5.5);
        Assert.False(bench.RelayAt().IsEnergised);
        See(bench, "left", 2);
        Assert.True(bench.RelayAt().IsEnergised);
        Assert.Equal((2, 0), Counts(bench));
    }

    [Fact]
    public void A_door_that_a_card_has_opened_is_not_opened_for_the_same_person_s_face()
    {
        using var bench = Bench();
        bench.ReadCard(1);
        bench.Advance(0.5);
        See(bench, "left", 1);
        bench.Open();
        See(bench, "right", 7);
        Assert.Equal((1, 1), Counts(bench));
    }

    /// <summary>A card is a deed and is answered; the person passes once all the same.</summary>
    [Fact]
    public void A_card_after_the_face_is_on_record_and_the_person_passes_once()
    {
        using var bench = Bench();
        See(bench, "left", 1);
        bench.Advance(0.5);
        bench.ReadCard(1);
        bench.Open();
        bench.ReadCard(1);
        Assert.Equal((3, 1), Counts(bench));
        bench.Close();
        bench.ReadCard(1);
        bench.Open();
        Assert.Equal((4, 2), Counts(bench));
    }

    [Fact]
    public void A_code_that_both_cameras_read_lets_in_once()
    {
        using var bench = Bench();
        Show(bench, "left");
        bench.Advance(0.3);
        Show(bench, "right");
        Assert.Equal((1, 0), Counts(bench));
        bench.Advance(5);
        Show(bench, "right");
        Assert.Equal((2, 0), Counts(bench));
    }

    [Fact]
    public void A_code_with_its_last_use_is_not_refused_by_the_other_camera()
    {
        using var last = new DoorBench(door => [door with { Cameras = ["left", "right"] }], usesOf: LastOf);
        last.Enrol(_wang with { MostUses = 1 });
        Show(last, "left");
        last.Advance(0.3);
        Show(last, "right");
        Assert.Equal((1, 0), (last.Happened.All.OfType<PassageGranted>().Count(), last.Happened.All.OfType<PassageDenied>().Count()));

        static int LastOf(DoorBench bench) => bench.Happened.All.OfType<PassageGranted>().Count();
    }

    [Fact]
    public void Another_person_at_the_other_camera_is_let_in_too()
    {
        using var bench = Bench();
        See(bench, "left", 1);
        See(bench, "right", 7, person: "p-2");
        bench.Open();
        Assert.Equal((2, 2), Counts(bench));
    }

    [Fact]
    public void A_door_that_stands_open_records_whoever_comes_again_later()
    {
        using var bench = Bench();
        bench.Post(new DoorMessage.SetMode(DoorMode.HeldOpen, null));
        bench.Open();
        See(bench, "left", 1);
        bench.Advance(1);
        See(bench, "right", 7);
        Assert.Equal((1, 1), Counts(bench));
        bench.Advance(9);
        See(bench, "right", 8);
        Assert.Equal((2, 2), Counts(bench));
    }

    [Fact]
    public void A_door_that_is_held_open_for_minutes_records_each_card_s_passage()
    {
        using var bench = Bench();
        bench.ReadCard(1);
        bench.Open();
        bench.Advance(60);
        bench.ReadCard(1);
        Assert.Equal((2, 2), Counts(bench));
    }

    /// <summary>Walks through the door one after the other, each told of by two cameras in any number of tracks and any order, in part by a
    /// card before, the door open for any time. Each is one grant and one passage.</summary>
    [Fact]
    public void In_any_order_of_sightings_a_walk_through_the_door_is_one_grant_and_one_passage()
    {
        var cases = FastTests.Cases(500);
        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random(seed);
            using var bench = Bench(random.Next(2) == 0 ? RelockOn.Open : RelockOn.Close);
            var track = 0;
            for (var walk = 1; walk <= 3; walk++)
            {
                var byCard = random.Next(3) == 0;
                if (byCard)
                {
                    bench.ReadCard(1);
                }
                else
                {
                    See(bench, "left", ++track);
                }

                List<(string Camera, int Track, long Usable)> seen = [];
                for (var step = random.Next(1, 8); step > 0; step--)
                {
                    SeeOne();
                    bench.Advance(random.NextDouble() * 0.6);
                }

                bench.Open();
                for (var step = random.Next(1, 8); step > 0; step--)
                {
                    SeeOne();
                    bench.Advance(random.NextDouble() * 1.2);
                }

                // One that was told of nothing yet: its frame is from before the door shut.
                var last = bench.Time.GetTimestamp();
                bench.Close();
                bench.Advance(random.NextDouble() * 1.4);
                See(bench, "right", ++track, last);
                Assert.True(Counts(bench) == (walk, walk), $"seed {seed}, walk {walk}: {Counts(bench)}");
                bench.Advance(1.5 + (random.NextDouble() * 10));

                void SeeOne()
                {
                    if (seen.Count == 0 || random.Next(2) == 0)
                    {
                        seen.Add((random.Next(2) == 0 ? "left" : "right", ++track, bench.Time.GetTimestamp()));
                    }

                    var one = seen[random.Next(seen.Count)];
                    See(bench, one.Camera, one.Track, one.Usable);
                }
            }
        }
    }

    private static DoorBench Bench(RelockOn relock = RelockOn.Close)
    {
        var bench = new DoorBench(door => [door with { Cameras = ["left", "right"], RelockOn = relock }]);
        bench.Enrol(_wang, new Resident(new PersonId("p-2"), "Li"));
        return bench;
    }

    private static (int Granted, int Passed) Counts(DoorBench bench) => (bench.Happened.All.OfType<PassageGranted>().Count(),
        bench.Happened.All.OfType<PassageCompleted>().Count());

    private static void See(DoorBench bench, string camera, int track, long? usable = null, string person = "p-1")
    {
        var now = bench.Time.GetTimestamp();
        bench.Post(new CredentialInput.Seen(new FaceMatched(camera, now, track, person, 0.71f, 0.2f, 0.5f, 0.9f, 3, usable ?? now,
            "pack-1")));
    }

    private static void Show(DoorBench bench, string camera) =>
        bench.Post(new CredentialInput.Seen(new QrCodeSeen(camera, bench.Time.GetTimestamp(), "code")));
}
