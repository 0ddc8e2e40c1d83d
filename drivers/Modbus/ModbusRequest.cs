using System.Buffers.Binary;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>One request without address and checksum: function, then its data, big-endian. It knows what its answer looks like.</summary>
internal sealed class ModbusRequest
{
    /// <summary>The most bits one read may ask for, and registers.</summary>
    public const int MostBits = 2000;
    public const int MostRegisters = 125;

    private readonly byte[] _pdu;

    private ModbusRequest(ModbusFunction function, ushort address, ushort value, ReadOnlySpan<byte> more = default)
    {
        Function = function;
        Address = address;
        Value = value;
        _pdu = new byte[5 + (more.Length > 0 ? 1 + more.Length : 0)];
        _pdu[0] = (byte)function;
        BinaryPrimitives.WriteUInt16BigEndian(_pdu.AsSpan(1), address);
        BinaryPrimitives.WriteUInt16BigEndian(_pdu.AsSpan(3), value);
        if (more.Length > 0)
        {
            _pdu[5] = (byte)more.Length;
            more.CopyTo(_pdu.AsSpan(6));
        }
    }

    public ModbusFunction Function { get; }

    public ushort Address { get; }

    /// <summary>The count of a read or of a write of several, the value of a write of one.</summary>
    public ushort Value { get; }

    public ReadOnlySpan<byte> Pdu => _pdu;

    /// <summary>The bytes of data a read brings, without function and byte count; 0 for a write.</summary>
    public int DataLength => Function switch
    {
        ModbusFunction.ReadCoils or ModbusFunction.ReadDiscreteInputs => (Value + 7) / 8,
        ModbusFunction.ReadHoldingRegisters or ModbusFunction.ReadInputRegisters => 2 * Value,
        _ => 0,
    };

    /// <summary>The length of the answer that is no exception: function, then byte count and data of a read, or the echo of a
    /// write.</summary>
    public int ReplyLength => DataLength > 0 ? 2 + DataLength : 5;

    /// <param name="count">1 to 2,000.</param>
    public static ModbusRequest ReadCoils(int address, int count) => Read(ModbusFunction.ReadCoils, address, count, MostBits);

    /// <param name="count">1 to 2,000.</param>
    public static ModbusRequest ReadDiscreteInputs(int address, int count) => Read(ModbusFunction.ReadDiscreteInputs, address,
        count, MostBits);

    /// <param name="count">1 to 125.</param>
    public static ModbusRequest ReadInputRegisters(int address, int count) => Read(ModbusFunction.ReadInputRegisters, address, count,
        MostRegisters);

    /// <param name="count">1 to 125.</param>
    public static ModbusRequest ReadHoldingRegisters(int address, int count) => Read(ModbusFunction.ReadHoldingRegisters, address, count,
        MostRegisters);

    public static ModbusRequest WriteCoil(int address, bool on) =>
        new(ModbusFunction.WriteSingleCoil, Sixteen(address), on ? (ushort)0xFF00 : (ushort)0);

    /// <summary>Not in the specification: many relay boards switch a coil on for a count of units when they find the count in place of
    /// FF00.</summary>
    public static ModbusRequest PulseCoil(int address, int units) => new(ModbusFunction.WriteSingleCoil, Sixteen(address), Sixteen(units));

    public static ModbusRequest WriteRegister(int address, int value) => new(ModbusFunction.WriteSingleRegister, Sixteen(address),
        Sixteen(value));

    public static ModbusRequest WriteCoils(int address, ReadOnlySpan<bool> on)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(on.Length, 1968, nameof(on));
        var bytes = new byte[(on.Length + 7) / 8];
        for (var i = 0; i < on.Length; i++)
        {
            bytes[i / 8] |= (byte)(on[i] ? 1 << (i % 8) : 0);
        }

        return new ModbusRequest(ModbusFunction.WriteMultipleCoils, Sixteen(address), Sixteen(on.Length), bytes);
    }

    public static ModbusRequest WriteRegisters(int address, ReadOnlySpan<ushort> values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, 123, nameof(values));
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), values[i]);
        }

        return new ModbusRequest(ModbusFunction.WriteMultipleRegisters, Sixteen(address), Sixteen(values.Length), bytes);
    }

    /// <summary>Reads an answer without address and checksum. A write's echo must be the request's own; a read's length must be the one
    /// asked for.</summary>
    public ModbusReply Read(ReadOnlySpan<byte> pdu)
    {
        if (pdu.Length == 2 && pdu[0] == ((byte)Function | 0x80))
        {
            return new ModbusReply(ModbusOutcome.Refused, Exception: pdu[1]);
        }

        if (pdu.Length != ReplyLength || pdu[0] != (byte)Function)
        {
            return ModbusReply.Garbled;
        }

        if (DataLength == 0)
        {
            return pdu.SequenceEqual(Pdu[..5]) ? new ModbusReply(ModbusOutcome.Done) : ModbusReply.Garbled;
        }

        return pdu[1] == DataLength ? new ModbusReply(ModbusOutcome.Done, pdu[2..].ToArray()) : ModbusReply.Garbled;
    }

    private static ModbusRequest Read(ModbusFunction function, int address, int count, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, most);
        return new ModbusRequest(function, Sixteen(address), (ushort)count);
    }

    private static ushort Sixteen(int value) => checked((ushort)value);
}
