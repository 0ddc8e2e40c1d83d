using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Zhuhui.Edge.Drivers.Boards;

/// <summary>What is spoken on a bus.</summary>
public enum BusKind
{
    /// <summary>Modbus RTU over a serial line: relay and input boards.</summary>
    ModbusRtu,

    /// <summary>Modbus TCP: relay and input boards on the estate's own network.</summary>
    ModbusTcp,

    /// <summary>RTU frames on a TCP connection: a serial-to-network converter, or a board that has it so.</summary>
    ModbusRtuOverTcp,

    /// <summary>OSDP over RS-485: readers.</summary>
    Osdp,

    /// <summary>Lines of text from one QR code scanner.</summary>
    QrScanner,
}

/// <summary>The parity bit of a serial line.</summary>
public enum SerialParity
{
    None,
    Even,
    Odd,
}

/// <summary>One serial line or network address that boards or readers answer on.</summary>
public sealed record BusOptions
{
    [Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,31}$")]
    [Description("The bus's name; boards and readers refer to it.")]
    public string Id { get; init; } = "";

    [Description("modbusRtu, modbusTcp, modbusRtuOverTcp (RTU frames on a TCP connection, as serial-to-network converters speak it), osdp "
        + "or qrScanner.")]
    public BusKind Kind { get; init; } = BusKind.ModbusRtu;

    [Description("The serial device, for example /dev/serial/by-id/usb-FTDI_USB-RS485-if00-port0; all kinds but "
        + "modbusTcp and modbusRtuOverTcp.")]
    public string Device { get; init; } = "";

    [Range(1200, 921600)]
    [Description("The serial line's speed in bits a second. 8 data bits always.")]
    public int Baud { get; init; } = 9600;

    [Description("The serial line's parity bit: none, even or odd. Modbus boards mostly come with none; OSDP is always none.")]
    public SerialParity Parity { get; init; } = SerialParity.None;

    [Description("modbusTcp and modbusRtuOverTcp only: the board's or the converter's address on the estate's network.")]
    public string Host { get; init; } = "";

    [Range(1, 65535)]
    [Description("modbusTcp and modbusRtuOverTcp only: the board's or the converter's port.")]
    public int Port { get; init; } = 502;

    /// <summary>Whether it is reached over the network.</summary>
    public bool IsOnNetwork() => Kind is BusKind.ModbusTcp or BusKind.ModbusRtuOverTcp;
}
