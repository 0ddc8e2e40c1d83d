using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Devices;

/// <summary>A chip that this machine does not have: the gateway starts, says so, and the other boards' doors and the fire contact
/// work.</summary>
public sealed class LateBoardTests
{
    [Fact]
    public void A_chip_that_is_not_there_keeps_no_other_board_s_door_shut()
    {
        using var folder = new TemporaryFolder();
        var site = new SiteFile
        {
            DataFolder = folder.Path,
            Boards = [new BoardOptions { Id = "chip", Kind = BoardKind.Gpio, Chip = 250 }, new BoardOptions { Id = "box", Kind =
                BoardKind.Simulated }],
            Doors = [Door("gate", "box"), Door("shed", "chip")],
        };
        using var hardware = new DoorHardware(site, TimeProvider.System, NullLoggerFactory.Instance);
        var (gate, shed) = (hardware.Locks.LockOf("gate"), hardware.Locks.LockOf("shed"));
        gate.Release(TimeSpan.FromSeconds(5));
        shed.Release(TimeSpan.FromSeconds(5));
        Assert.True(gate.IsAsTold);
        Assert.False(shed.IsAsTold);
        Assert.Contains("250", shed.Obstacle, StringComparison.Ordinal);
    }

    private static DoorOptions Door(string id, string board) => new()
    {
        Id = id,
        Name = id,
        Relay = new RelayOptions { Board = board, Pin = 1 }
    };
}
