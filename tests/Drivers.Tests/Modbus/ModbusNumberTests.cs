using Xunit;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

/// <summary>The numbers by which Modbus TCP tells one answer from another.</summary>
public sealed class ModbusNumberTests
{
    /// <summary>As public reports have it of gateways from Modbus TCP to RTU, and of boards that are slower than their reader's
    /// patience.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_server_that_answers_under_other_numbers_or_too_late_moves_nothing_and_is_told_as_that(bool isLate)
    {
        using var bus = new ScriptedBus(board: new BoardOptions { AnswerMs = isLate ? 50 : 200 }, script: board =>
        {
            board.NumbersOff = (byte)(isLate ? 0 : 1);
            board.Instead = pdu =>
            {
                Thread.Sleep(isLate ? 70 : 0);
                return board.Do(pdu);
            };
        });
        bus.Is(() => bus.Reports.Any(report => report is { Device: "box", Condition: DeviceCondition.Offline }
            && report.Detail!.Contains("answers under another request's number", StringComparison.Ordinal)), "nobody is told why");
        Assert.Equal(InputState.Unknown, bus.Input.State);
        Assert.False(bus.Relay.IsConfirmed);
        (bus.There.NumbersOff, bus.There.Instead) = (0, null);
        bus.Is(() => bus.Input.State == InputState.Inactive, "it is not found again");
    }
}
