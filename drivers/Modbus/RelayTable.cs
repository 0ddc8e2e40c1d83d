using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>How a board's relays are written and read: as coils, or as holding registers with values of the board's own.</summary>
internal sealed class RelayTable(RelayRegisterOptions? registers)
{
    /// <summary>The most relays one write of several names.</summary>
    public const int MostWritten = RelayRegisterOptions.MostRelays;

    /// <summary>The function that writes one relay, and the one that writes several.</summary>
    public ModbusFunction One { get; } = registers is null ? ModbusFunction.WriteSingleCoil : ModbusFunction.WriteSingleRegister;

    public ModbusFunction Several { get; } = registers is null ? ModbusFunction.WriteMultipleCoils : ModbusFunction.WriteMultipleRegisters;

    public ModbusRequest WriteOne(int pin, bool on) => registers is null ? ModbusRequest.WriteCoil(pin, on)
        : ModbusRequest.WriteRegister(registers.Base + pin, ValueOf(on));

    public ModbusRequest WriteSeveral(int pin, IReadOnlyList<bool> on) => registers is null ? ModbusRequest.WriteCoils(pin, [.. on])
        : ModbusRequest.WriteRegisters(registers.Base + pin, [.. on.Select(ValueOf)]);

    public ModbusRequest Read(int pin, int count) => registers is null ? ModbusRequest.ReadCoils(pin, count)
        : ModbusRequest.ReadHoldingRegisters(registers.Base + pin, count);

    /// <summary>The first relay that a read of them asks for.</summary>
    public int FirstOf(ModbusRequest read) => read.Address - (registers?.Base ?? 0);

    /// <summary>How a relay stands by what was read; null where its register holds neither value.</summary>
    /// <param name="index">Counted from the first that was asked for.</param>
    public bool? IsOn(ModbusReply reply, int index)
    {
        if (registers is null)
        {
            return reply.Bit(index);
        }

        var value = reply.Register(index);
        return value == (registers.ReadsOn ?? registers.On) ? true
            : value == (registers.ReadsOff ?? registers.Off) ? false
            : null;
    }

    /// <summary>What a relay reads that holds neither value, in words.</summary>
    public static string WordsOf(ModbusReply reply, int index) =>
        $"its register reads {reply.Register(index)}, which is neither on nor off";

    private ushort ValueOf(bool on) => (ushort)(on ? registers!.On : registers!.Off);
}
