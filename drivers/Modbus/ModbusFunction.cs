namespace Zhuhui.Edge.Drivers.Modbus;

/// <summary>The function codes a relay and input board is spoken to with (MODBUS Application Protocol V1.1b3, chapter 6).</summary>
internal enum ModbusFunction : byte
{
    ReadCoils = 0x01,
    ReadDiscreteInputs = 0x02,
    ReadHoldingRegisters = 0x03,
    ReadInputRegisters = 0x04,
    WriteSingleCoil = 0x05,
    WriteSingleRegister = 0x06,
    WriteMultipleCoils = 0x0F,
    WriteMultipleRegisters = 0x10,
}
