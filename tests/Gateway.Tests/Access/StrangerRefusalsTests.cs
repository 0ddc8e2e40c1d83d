using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Doors;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Access;

/// <summary>A stranger can't fill the journal: nothing is lost, the guard hears of it, whoever is known is dealt with as ever.</summary>
public sealed class StrangerRefusalsTests : IDisposable
{
    private const int AtOnce = 20;
    private const int FacesAtOnce = 60;

    private readonly AccessControllerBench _bench = new(
        new DoorOptions { Id = "gate", Accepts = Enum.GetValues<PassageMethod>() },
        new DoorOptions { Id = "shed" });

    public StrangerRefusalsTests() => _bench.Residents.Replace([
        new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(1)], PinDigest = _bench.DigestOf("280519"), QrCodes = ["wang"] },
        new Resident(new PersonId("p-2"), "Li") { Cards = [new HeldCard(2)], Blocked = true },
        new Resident(new PersonId("p-3"), "Zhao") { Cards = [new HeldCard(3) { Lost = true }] }]);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_noisy_reader_gives_twenty_records_and_one_a_minute_and_an_alarm_that_ends_when_it_is_quiet()
    {
        const int Hours = 6;
        for (var second = 0; second < Hours * 3600; second++)
        {
            _bench.Card("gate", (ulong)(1000 + (second % 700)));
            Turn(1);
        }

        Assert.Equal(AtOnce, Own().Count);
        Assert.InRange(Counted().Count, (Hours * 60) - 2, Hours * 60);
        var minute = Counted()[3];
        Assert.Equal(("gate", "gate/in", DoorSide.Entry, PassageMethod.Card, DenialReason.UnknownCard),
            (minute.Door, minute.Reader, minute.Side, minute.Method, minute.Reason));
        Assert.InRange(minute.Count, 59, 61);
        Assert.Equal((minute.Count, DenialsCounted.MostCards), (minute.Different, minute.Cards.Count));
        Assert.Equal(TimeSpan.FromMinutes(1), minute.To - minute.From);
        Assert.Equal(new GuessingBegan("gate", "gate/in", PassageMethod.Card), Assert.Single(Alarms()));

        Turn(290);
        Assert.Single(Alarms());
        Turn(10);
        Assert.Equal((Hours * 3600) - AtOnce, Counted().Sum(c => c.Count));
        Assert.Equal(new GuessingOver("gate", (Hours * 3600) - AtOnce), Alarms()[^1]);
        var tally = new EventCounters();
        _bench.Happened.All.ToList().ForEach(tally.Count);
        Assert.Equal((Hours * 3600, 1), (tally.DeniedByReason["unknownCard"], tally.AlarmsByKind[EventTypes.Guessing]));

        _bench.Card("gate", 9);
        Assert.Equal("9", Own()[^1].Card);
        Assert.Equal(2, Alarms().Count);
    }

    [Fact]
    public void Whoever_is_known_passes_at_once_at_that_reader_or_is_refused_under_the_own_name_each_time()
    {
        for (var i = 0; i < 100; i++)
        {
            _bench.Card("gate", (ulong)(1000 + i));
        }

        for (var i = 0; i < 30; i++)
        {
            Turn(1);
            _bench.Card("gate", 77);
            Assert.IsType<Decision.Granted>(_bench.Card("gate", 1));
            Assert.Equal("p-1", Assert.IsType<PassageGranted>(_bench.Last).Person);
            _bench.Card("gate", 2);
            Assert.Equal(("p-2", DenialReason.Blocked), (Denied().Person, Denied().Reason));
            Assert.IsType<Decision.Denied>(_bench.Card("gate", 3));
            _bench.Card("gate", 1, age: 5);
            Assert.Equal(("p-1", DenialReason.Stale), (Denied().Person, Denied().Reason));
        }

        Assert.Equal(30, _bench.Happened.All.OfType<PassageDenied>().Count(d => d.Person == "p-3"));
        Assert.Single(_bench.Happened.All.OfType<LostCardShown>());
        Assert.IsType<Decision.Granted>(_bench.Pin("gate", "280519"));
        Assert.IsType<Decision.Granted>(_bench.Code("gate", "wang"));

        PassageDenied Denied() => Assert.IsType<PassageDenied>(_bench.Last);
    }

    [Fact]
    public void Each_reader_has_its_own_bound_and_a_door_one_alarm_until_all_are_quiet()
    {
        for (var i = 0; i < 50; i++)
        {
            _bench.Card("gate", (ulong)(1000 + i));
        }

        _bench.Card("gate", 7, side: "out");
        _bench.Card("shed", 7);
        Assert.Equal([("gate", "gate/out"), ("shed", "shed/in")], Own()[^2..].Select(d => (d.Door, d.Reader!)));
        Turn(200);
        for (var i = 0; i < 50; i++)
        {
            _bench.Card("gate", 7, side: "out");
        }

        Turn(120);
        Assert.Single(Alarms());
        Turn(200);
        Assert.Equal([EventTypes.Guessing, EventTypes.GuessingOver], Alarms().Select(a => a.Type));
        Assert.Equal([("gate/in", 30, 30), ("gate/out", 30, 1)], Counted().Select(c => (c.Reader, c.Count, c.Different ?? 0)));
    }

    [Fact]
    public void Codes_of_a_scanner_or_a_camera_and_forged_passes_are_bounded_with_the_cards()
    {
        for (var i = 0; i < 200; i++)
        {
            _bench.Code("gate", $"leaflet {i}");
            _bench.Code("gate", $"ZH1.forged{i}.x");
            _bench.CameraCode("gate", $"leaflet {i}");
            Turn(0.5);
        }

        Assert.Equal((AtOnce, AtOnce), (Own().Count(d => d.Reader == "gate/in"), Own().Count(d => d.Reader == "cam")));
        Turn(400);
        Assert.Equal(600, Own().Count + Counted().Sum(c => c.Count));
        Assert.All(Counted(), c => Assert.Null(c.Different));
        Assert.Equal([EventTypes.Guessing, EventTypes.GuessingOver], Alarms().Select(a => a.Type));
    }

    [Fact]
    public void Keys_pressed_for_hours_behind_a_lock_out_are_counted_and_wrong_PINs_keep_the_records_that_lock()
    {
        const int Tries = 700;
        for (var i = 0; i < Tries; i++)
        {
            _bench.Pin("gate", "999999");
            Turn(1);
        }

        Turn(400);
        var wrong = Own().Count(d => d.Reason == DenialReason.WrongPin);
        Assert.Equal(Tries, Own().Count + Counted().Sum(c => c.Count));
        Assert.InRange(wrong, 40, 60);
        Assert.Equal(wrong / 5, _bench.Happened.All.OfType<PinLockedOut>().Count());
        Assert.InRange(Own().Count - wrong, AtOnce, AtOnce + 10);
        Assert.All(Counted(), c => Assert.Equal((PassageMethod.Pin, DenialReason.PinLockedOut), (c.Method, c.Reason)));
    }

    [Fact]
    public void Passers_by_are_no_alarm_have_records_of_their_own_while_they_are_few_and_are_counted_in_a_crowd()
    {
        for (var i = 0; i < 300; i++)
        {
            Stranger(i);
            Turn(20);
        }

        Assert.Equal((300, 0), (Own().Count, Counted().Count));
        for (var i = 0; i < 300; i++)
        {
            Stranger(i);
            Turn(1);
        }

        Turn(600);
        Assert.InRange(Own().Count - 300, FacesAtOnce, FacesAtOnce + 5);
        Assert.Equal(600, Own().Count + Counted().Sum(c => c.Count));
        Assert.All(Counted(), c => Assert.Equal((PassageMethod.Face, DenialReason.FaceNotRecognised, "cam"),
            (c.Method, c.Reason, c.Reader)));
        Assert.Empty(Alarms());
    }

    [Fact]
    public async Task What_was_only_counted_as_the_gateway_stops_is_on_record_and_after_a_kill_the_alarm_is_told_anew()
    {
        using var bench = new DoorBench();
        for (var i = 0; i < 50; i++)
        {
            bench.ReadCard((ulong)(1000 + i));
        }

        Assert.Empty(bench.Happened.All.OfType<DenialsCounted>());
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Door.RunAsync(stopped.Token));
        Assert.Equal(30, Assert.Single(bench.Happened.All.OfType<DenialsCounted>()).Count);

        for (var start = 0; start < 2; start++)
        {
            for (var i = 0; i < 50; i++)
            {
                _bench.Card("gate", (ulong)(1000 + i));
            }

            _bench.Restart();
        }

        Assert.Equal([EventTypes.Guessing, EventTypes.Guessing], Alarms().Select(a => a.Type));
    }

    [Fact]
    public void A_door_s_own_loop_tells_the_minute_s_count_and_the_end()
    {
        using var bench = new DoorBench();
        for (var i = 0; i < 50; i++)
        {
            bench.ReadCard((ulong)(1000 + i));
        }

        Assert.Equal([EventTypes.Guessing], bench.Alarms);
        bench.Advance(75);
        Assert.Equal(30, Assert.Single(bench.Happened.All.OfType<DenialsCounted>()).Count);
        bench.Advance(240);
        Assert.Equal([EventTypes.Guessing, EventTypes.GuessingOver], bench.Alarms);
    }

    private void Stranger(int track) => _bench.Hear("gate", new CredentialInput.Seen(new FaceUnmatched("cam", _bench.Time.GetTimestamp(),
        track, UnmatchedReason.NotRecognised, 0.2f, 0.5f, 0.9f, 3, _bench.Time.GetTimestamp(), "pack", 0.1f)));

    private void Turn(double seconds)
    {
        for (; seconds > 0; seconds--)
        {
            _bench.Wait(Math.Min(1, seconds));
            _bench.Look("gate");
            _bench.Look("shed");
        }
    }

    private List<PassageDenied> Own() => [.. _bench.Happened.All.OfType<PassageDenied>().Where(d => d.Person is null)];

    private List<DenialsCounted> Counted() => [.. _bench.Happened.All.OfType<DenialsCounted>()];

    private List<AlarmEvent> Alarms() => [.. _bench.Happened.All.OfType<AlarmEvent>().Where(a => a is GuessingBegan or GuessingOver)];
}
