using CsCheck;
using Xunit;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Drivers.Modbus.Wires;

namespace Zhuhui.Edge.Drivers.Tests.Modbus;

public sealed class ModbusFrameTests
{
    [Fact]
    public void The_requests_of_the_specification_are_its_bytes()
    {
        Assert.Equal("0100130013", Hex(ModbusRequest.ReadCoils(19, 19)));
        Assert.Equal("0200C40016", Hex(ModbusRequest.ReadDiscreteInputs(196, 22)));
        Assert.Equal("03006B0003", Hex(ModbusRequest.ReadHoldingRegisters(107, 3)));
        Assert.Equal("0400080001", Hex(ModbusRequest.ReadInputRegisters(8, 1)));
        Assert.Equal("0500ACFF00", Hex(ModbusRequest.WriteCoil(172, true)));
        Assert.Equal("0600010003", Hex(ModbusRequest.WriteRegister(1, 3)));
        Assert.Equal("0F0013000A02CD01", Hex(ModbusRequest.WriteCoils(19, [true, false, true, true, false, false, true, true,
            true, false])));
        Assert.Equal("100001000204000A0102", Hex(ModbusRequest.WriteRegisters(1, [0x000A, 0x0102])));
    }

    [Fact]
    public void The_answers_of_the_specification_are_read()
    {
        var coils = ModbusRequest.ReadCoils(19, 19).Read(Convert.FromHexString("0103CD6B05"));
        Assert.Equal("1011001111010110101", string.Concat(Enumerable.Range(0, 19).Select(i => coils.Bit(i) ? '1' : '0')));
        Assert.Equal(10, ModbusRequest.ReadInputRegisters(8, 1).Read(Convert.FromHexString("0402000A")).Register(0));
        Assert.Equal(ModbusOutcome.Done, ModbusRequest.WriteCoil(172, true).Read(Convert.FromHexString("0500ACFF00")).Outcome);
        Assert.Equal("illegal data address", ModbusRequest.ReadCoils(0, 1).Read([0x81, 2]).Refusal);
        Assert.Equal(ModbusOutcome.Garbled, ModbusRequest.WriteCoil(172, true).Read(Convert.FromHexString("0500AC0000")).Outcome);
    }

    [Fact]
    public void The_checksum_is_that_of_the_catalogue() => Assert.Equal(0x4B37, RtuFrame.Crc("123456789"u8));

    [Fact]
    public void Every_single_and_double_bit_error_of_an_answer_is_garbled_or_of_another_length() =>
        Gen.Select(Gen.Byte, Gen.Int[0, 63], Gen.Int[0, 63]).Where(sample => sample.Item2 != sample.Item3).Sample(
            (bits, first, second) =>
            {
                var request = ModbusRequest.ReadCoils(0, 24);
                var frame = RtuFrame.Build(1, [1, 3, bits, 7, 9]);
                var good = RtuFrame.Read(frame, request).Outcome == ModbusOutcome.Done;
                frame[first / 8] ^= (byte)(1 << (first % 8));
                var single = RtuFrame.Read(frame, request).Outcome;
                frame[second / 8] ^= (byte)(1 << (second % 8));
                return good && single == ModbusOutcome.Garbled && RtuFrame.Read(frame, request).Outcome == ModbusOutcome.Garbled;
            },
            iter: 20_000);

    [Fact]
    public void No_bytes_whatever_break_the_reading() =>
        Gen.Byte.Array[0, 260].Sample(
            bytes =>
            {
                var request = ModbusRequest.ReadInputRegisters(0, 2);
                request.Read(bytes);
                TcpFrame.LengthOf(bytes);
                var length = RtuFrame.LengthOf(bytes, 1, request);
                return length <= 0 || bytes.Length < length || RtuFrame.Read(bytes.AsSpan(0, length),
                    request).Outcome is not ModbusOutcome.Silent;
            },
            iter: 20_000);

    private static string Hex(ModbusRequest request) => Convert.ToHexString(request.Pdu);
}
