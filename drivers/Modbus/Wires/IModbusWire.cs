namespace Zhuhui.Edge.Drivers.Modbus.Wires;

/// <summary>An open line or connection to the boards of a bus. One request at a time.</summary>
internal interface IModbusWire : IDisposable
{
    /// <summary>Sends a request once and waits for its answer.</summary>
    /// <param name="within">How long to wait for the answer's first byte, after the request has left.</param>
    /// <param name="hurry">Ends the wait early, as if nothing came.</param>
    /// <exception cref="IOException">The line is gone.</exception>
    Task<ModbusReply> AskAsync(byte unit, ModbusRequest request, TimeSpan within, CancellationToken hurry, CancellationToken cancel);
}
