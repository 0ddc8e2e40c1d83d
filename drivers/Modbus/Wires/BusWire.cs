using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Serial;

namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>Opens the wire of a bus, whatever it is made of.</summary>
internal static class BusWire
{
    /// <param name="note">Hears what staff should know of the connection.</param>
    /// <exception cref="IOException">There is no such line, or the address does not answer.</exception>
    public static async Task<IModbusWire> OpenAsync(BusOptions options, TimeProvider time, Action<string> note,
        CancellationToken cancellationToken)
    {
        return options.IsOnNetwork() ? await ReopeningWire.OpenAsync(ConnectAsync, note, cancellationToken)
            : new RtuWire(SerialLine.Open(options), options.Baud, time);

        async Task<IModbusWire> ConnectAsync(CancellationToken cancel)
        {
            var line = await TcpLine.ConnectAsync(options, time, cancel);
            return options.Kind == BusKind.ModbusTcp ? new TcpWire(line, time) : new RtuWire(line, options.Baud, time);
        }
    }
}
