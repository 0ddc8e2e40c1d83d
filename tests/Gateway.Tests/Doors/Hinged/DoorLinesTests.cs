using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;

namespace Zhuhui.Edge.Gateway.Tests.Doors.Hinged;

/// <summary>Contacts that cannot be read, and lines that are cut or shorted.</summary>
public sealed class DoorLinesTests
{
    private static readonly Resident _wang = new(new PersonId("p-1"), "Wang")
    {
        Cards = [new HeldCard(20230001)],
        QrCodes = ["guest-code"],
    };

    [Fact]
    public void A_door_whose_contact_has_not_been_read_is_unknown_and_no_intrusion()
    {
        using var bench = new DoorBench(found: new() { [DoorBench.ContactPin] = InputState.Unknown });
        Assert.Equal("unknown", bench.Door.State);
        bench.Set(DoorBench.ContactPin, InputState.Inactive);
        Assert.Equal("open", bench.Door.State);
        bench.Close();
        Assert.Equal("locked", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Theory]
    [InlineData(InputState.ShortCircuit, "short circuit")]
    [InlineData(InputState.OpenCircuit, "cut")]
    public void A_broken_contact_line_is_reported_and_counts_neither_as_closed_nor_as_an_intrusion(InputState fault, string word)
    {
        using var bench = new DoorBench();
        bench.Set(DoorBench.ContactPin, fault);
        Assert.Equal("unknown", bench.Door.State);
        Assert.Equal(new InputLineFaulted("gate", "contact of gate", word), Assert.Single(bench.Happened.All.OfType<AlarmEvent>()));
        bench.Enrol(_wang);
        bench.ReadCard(20230001);
        Assert.True(bench.RelayAt().IsEnergised);
    }

    [Fact]
    public void A_loose_line_and_a_loose_tamper_contact_stand_as_trouble_and_are_counted()
    {
        using var bench = new DoorBench(door => [door with
        {
            LockFeedback = DoorBench.Input(DoorBench.FeedbackPin),
            Tamper = DoorBench.Input(DoorBench.TamperPin),
        }]);
        for (var i = 0; i < 1800; i++)
        {
            bench.Set(DoorBench.FeedbackPin, i % 2 == 0 ? InputState.OpenCircuit : InputState.Active);
            bench.Set(DoorBench.TamperPin, i % 2 == 0 ? InputState.Active : InputState.Inactive);
            bench.Advance(2);
        }

        var own = bench.Happened.All.Where(one => one is InputLineFaulted or DeviceTampered or TamperCleared).ToList();
        Assert.InRange(own.Count, 6, 20);
        Assert.IsType<DeviceTampered>(own.FindLast(one => one is DeviceTampered or TamperCleared));
        var unsteady = bench.Happened.All.OfType<DeviceUnsteady>().ToLookup(one => one.Device, one => one.Times);
        Assert.InRange(unsteady["box of gate"].Sum(), 1400, 1800);
        Assert.InRange(unsteady["lock feedback of gate"].Sum(), 1400, 1800);
        bench.Advance(120);
        Assert.IsType<TamperCleared>(bench.Happened.All.Last(one => one is DeviceTampered or TamperCleared));
    }

    [Theory]
    [InlineData(DoorBench.FeedbackPin, "lock feedback", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.FeedbackPin, "lock feedback", InputState.OpenCircuit, "cut")]
    [InlineData(DoorBench.ExitPin, "exit button", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.ExitPin, "exit button", InputState.OpenCircuit, "cut")]
    [InlineData(DoorBench.TamperPin, "tamper contact", InputState.ShortCircuit, "short circuit")]
    [InlineData(DoorBench.TamperPin, "tamper contact", InputState.OpenCircuit, "cut")]
    public void A_supervised_line_that_is_shorted_or_cut_is_reported_by_its_name_and_moves_no_lock(int pin, string name,
        InputState fault, string word)
    {
        using var bench = new DoorBench(door => [door with
        {
            LockFeedback = DoorBench.Input(DoorBench.FeedbackPin),
            ExitButton = DoorBench.Input(DoorBench.ExitPin),
            Tamper = DoorBench.Input(DoorBench.TamperPin),
        }]);
        bench.Set(pin, fault);
        bench.Advance(60);
        Assert.Equal(new InputLineFaulted("gate", $"{name} of gate", word), Assert.Single(bench.Happened.All.OfType<AlarmEvent>()));
        Assert.Equal((false, "locked"), (bench.RelayAt().IsEnergised, bench.Door.State));
    }

    [Fact]
    public void A_forced_door_whose_line_is_cut_is_secured_only_once_it_is_seen_closed()
    {
        using var bench = new DoorBench();
        bench.Open();
        bench.Set(DoorBench.ContactPin, InputState.OpenCircuit);
        Assert.Equal(["door.forced", "input.line-fault"], bench.Alarms);
        bench.Close();
        Assert.Equal(["door.forced", "input.line-fault", "door.secured"], bench.Alarms);
    }

    [Fact]
    public void A_door_whose_board_fell_silent_is_unknown_until_it_answers()
    {
        using var bench = new DoorBench();
        bench.Set(DoorBench.ContactPin, InputState.Unknown);
        Assert.Equal("unknown", bench.Door.State);
        bench.Close();
        Assert.Equal("locked", bench.Door.State);
        Assert.Empty(bench.Alarms);
    }

    [Fact]
    public void The_door_s_box_tells_when_it_is_opened_and_closed()
    {
        using var bench = new DoorBench(door => [door with { Tamper = DoorBench.Input(DoorBench.TamperPin) }]);
        bench.Set(DoorBench.TamperPin, InputState.Active);
        bench.Set(DoorBench.TamperPin, InputState.Unknown);
        bench.Set(DoorBench.TamperPin, InputState.Inactive);
        Assert.Equal(["device.tampered", "device.tamper-cleared"], bench.Alarms);
    }
}
