using System.IO.Ports;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Serial;

/// <summary>Opens serial devices: 8 data bits, one stop bit, no flow control, raw bytes.</summary>
internal static class SerialLine
{
    /// <summary>Opens the device; what had come before is dropped. Disposing the stream closes it. A device that vanishes ends reads and
    /// writes with an <see cref="IOException"/>, or a read with no bytes.</summary>
    /// <exception cref="IOException">There is no such device, it is not a serial one, or somebody else has it.</exception>
    public static Stream Open(BusOptions options)
    {
        if (!File.Exists(options.Device))
        {
            throw new IOException("there is no such device; see that the adapter is plugged in and that its name is right");
        }

        var port = new SerialPort(options.Device, options.Baud, options.Parity switch
        {
            SerialParity.Even => Parity.Even,
            SerialParity.Odd => Parity.Odd,
            _ => Parity.None,
        });
        try
        {
            port.Open();
            port.DiscardInBuffer();
            return port.BaseStream;
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            throw new IOException($"it cannot be opened: {refused.Message}", refused);
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }
}
