using Xunit;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Tests.Projections;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>A device that floods the guard post is silenced for a while, on a real journal.</summary>
public sealed class SilencedDevicesTests : IDisposable
{
    private static readonly SiteFile _site = WatchBench.Compound with
    {
        Readers = [new ReaderOptions { Id = "gate-in" }],
        Doors =
        [
            new DoorOptions { Id = "gate", Ring = Ring.Entrance, Readers = ["gate-in"] },
            new DoorOptions { Id = "unit-3", Ring = Ring.UnitDoor },
        ],
    };

    private readonly ProjectionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_silence_holds_over_a_kill_and_ends_by_itself_whatever_the_wall_clock_does()
    {
        Assert.Null(Devices().Silence("fence/strip", TimeSpan.FromHours(2), "a tree", "li"));
        Assert.Equal(("fence/strip", "a tree", "li"), Said());
        _bench.CutOffAndStart(wallStep: TimeSpan.FromMinutes(-30));
        Assert.Equal(("fence/strip", "a tree", "li"), Said());
        _bench.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty(Devices().Standing);

        (string, string, string) Said() => Devices().Standing.Select(one => (one.Device, one.Reason, one.Operator)).Single();
    }

    [Fact]
    public void It_ends_by_an_operator_s_word_too_and_a_second_one_takes_the_place_of_the_first()
    {
        Devices().Silence("gate", TimeSpan.FromHours(2), "a wedge", "li");
        Devices().Silence("gate", TimeSpan.FromMinutes(5), "movers", "chen");
        Assert.Equal("movers", Assert.Single(Devices().Standing).Reason);
        Assert.Null(Devices().End("gate", "chen"));
        Assert.Empty(Devices().Standing);
        Assert.Equal(SilenceRefusal.NotSilenced, Devices().End("gate", "chen"));
        Assert.Equal(new DeviceSilenced("gate", null, "chen", null), _bench.Ledger.Last(EventStream.Registry, 1).Single());
    }

    [Theory]
    [InlineData("nothing", 60, SilenceRefusal.NoSuchDevice)]
    [InlineData("fire", 60, SilenceRefusal.NoSuchDevice)]
    [InlineData("gate", (8 * 60) + 1, SilenceRefusal.TooLong)]
    [InlineData("gate", 0, SilenceRefusal.TooLong)]
    internal void What_is_no_device_or_too_long_is_refused_and_not_on_record(string device, int minutes, SilenceRefusal refusal)
    {
        Assert.Equal(refusal, Devices().Silence(device, TimeSpan.FromMinutes(minutes), "a tree", "li"));
        Assert.Empty(_bench.Ledger.Last(EventStream.Registry, 10).OfType<DeviceSilenced>());
    }

    [Theory]
    [InlineData("gate", EventTypes.DoorHeldOpen, "gate", true)]
    [InlineData("gate", EventTypes.DoorForced, "gate", false)]
    [InlineData("unit-3", EventTypes.DoorForced, "unit-3", true)]
    [InlineData("gate-in", EventTypes.Guessing, "gate", true)]
    [InlineData("gate-in", EventTypes.DoorHeldOpen, "gate", false)]
    [InlineData("gate-in", EventTypes.DeviceTampered, "gate-in", false)]
    [InlineData("gate", EventTypes.DeviceTampered, "gate", false)]
    [InlineData("gate", EventTypes.ReleaseFailed, "gate", false)]
    [InlineData("gate", EventTypes.Duress, "gate", false)]
    [InlineData("gate", EventTypes.LostCardShown, "gate", false)]
    [InlineData("gate", EventTypes.FireReleased, null, false)]
    [InlineData("gate", EventTypes.DoorHeldOpen, "unit-3", false)]
    public void Fire_tampering_help_called_for_and_a_forced_door_of_the_edge_sound_all_the_same(string silenced, string type, string? where,
        bool isSilent)
    {
        Devices().Silence(silenced, TimeSpan.FromHours(1), "a fault", "li");
        var alarm = new AlarmStatus("x", null, null, null, null, [], ProjectionBench.Morning, 1, 0, true, null, null, null, type, where);
        Assert.Equal(isSilent, Devices().Of(alarm, Devices().Standing) is not null);
    }

    [Theory]
    [InlineData("fence", AlarmKind.Intrusion, "strip", true)]
    [InlineData("fence/strip", AlarmKind.Intrusion, "strip", true)]
    [InlineData("fence/wall", AlarmKind.Intrusion, "strip", false)]
    [InlineData("fence", AlarmKind.CameraOffline, null, true)]
    [InlineData("fence", AlarmKind.CameraCovered, null, false)]
    [InlineData("fence", AlarmKind.CameraTurned, null, false)]
    internal void A_camera_or_one_of_its_zones_is_silent_and_its_tampering_never(string silenced, AlarmKind kind, string? zone,
        bool isSilent)
    {
        Devices().Silence(silenced, TimeSpan.FromHours(1), "a tree", "li");
        var alarm = new AlarmStatus("x", kind, Ring.Perimeter, "fence", zone, [], ProjectionBench.Morning, 1, 0, true, null, null, null);
        Assert.Equal(isSilent, Devices().Of(alarm, Devices().Standing) is not null);
    }

    private SilencedDevices Devices() => new(new SiteInForce(_site), _bench.Remembered.Silenced, _bench.Remembering.Clock,
        _bench.Ledger.Append);
}
