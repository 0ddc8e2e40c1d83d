namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>What became of a request.</summary>
internal enum ModbusOutcome
{
    /// <summary>It was done; the data is what was read.</summary>
    Done,

    /// <summary>The board answered that it will not do it.</summary>
    Refused,

    /// <summary>Something came that is no answer to it: noise, a wrong checksum, another's frame.</summary>
    Garbled,

    /// <summary>Nothing came in time.</summary>
    Silent,

    /// <summary>What came in time has another request's number (Modbus TCP): an answer that is late, or of a server that makes numbers of
    /// its own.</summary>
    Misnumbered,
}

/// <summary>A board's answer.</summary>
/// <param name="Data">The data of a read after its byte count: bits, least significant first, or registers, most significant byte
/// first.</param>
/// <param name="Exception">The exception code of <see cref="ModbusOutcome.Refused"/>.</param>
internal readonly record struct ModbusReply(ModbusOutcome Outcome, ReadOnlyMemory<byte> Data = default, byte Exception = 0)
{
    public static readonly ModbusReply Silent = new(ModbusOutcome.Silent);
    public static readonly ModbusReply Garbled = new(ModbusOutcome.Garbled);
    public static readonly ModbusReply Misnumbered = new(ModbusOutcome.Misnumbered);

    /// <summary>Nobody knows what became of the request.</summary>
    public bool IsMissing => Outcome is not (ModbusOutcome.Done or ModbusOutcome.Refused);

    /// <summary>The exception in the specification's words (chapter 7).</summary>
    public string Refusal => Exception switch
    {
        1 => "illegal function",
        2 => "illegal data address",
        3 => "illegal data value",
        4 => "device failure",
        5 => "acknowledge",
        6 => "device busy",
        8 => "memory parity error",
        10 => "gateway path unavailable",
        11 => "gateway target does not respond",
        _ => $"exception {Exception}",
    };

    /// <summary>The same with its code, by which a maker's manual has it.</summary>
    public string RefusalWithCode => Refusal == $"exception {Exception}" ? Refusal : $"exception {Exception}: {Refusal}";

    /// <summary>Why it is missing, in words behind a unit's name.</summary>
    public string Missing => Outcome switch
    {
        ModbusOutcome.Garbled => "answers what is no answer to what it was asked: noise, another speed or parity, or another kind of bus",
        ModbusOutcome.Misnumbered => "answers under another request's number: later than its answerMs, or as a server does that gives no "
            + "numbers back; raise answerMs, or have its server speak RTU over TCP (modbusRtuOverTcp)",
        _ => "does not answer",
    };

    /// <summary>It refuses the addresses or their number: another range may be taken.</summary>
    public bool IsOfAddressOrCount => Outcome == ModbusOutcome.Refused && Exception is 2 or 3;

    /// <summary>Bit <paramref name="index"/> of a read of coils or discrete inputs.</summary>
    public bool Bit(int index) => (Data.Span[index / 8] >> (index % 8) & 1) != 0;

    /// <summary>Register <paramref name="index"/> of a read of registers.</summary>
    public ushort Register(int index) => System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(Data.Span[(2 * index)..]);
}
