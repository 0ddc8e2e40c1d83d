using System.IO.Ports;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Osdp;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Benchmarks.Osdp;

/// <summary>What both benchmarks need: a key, an end of a pseudo-terminal, a bus.</summary>
internal static class Line
{
    public static readonly byte[] Key = RandomNumberGenerator.GetBytes(16);

    public static Stream Open(string device)
    {
        var port = new SerialPort(device, 115_200);
        port.Open();
        return port.BaseStream;
    }

    public static OsdpBus Bus(string device, int baud, int readers, Action<CardRead> onCard, Action<DeviceReport> onReport) => new(
        new BusOptions { Id = "bus", Kind = BusKind.Osdp, Device = device, Baud = baud },
        Enumerable.Range(1, readers).Select(address => new OsdpReaderSetup(
            new ReaderOptions { Id = $"reader-{address}", Kind = ReaderKind.Osdp, Bus = "bus", Address = address },
            OsdpKey.Parse(Convert.ToHexString(Key)))),
        new ReaderListener(onCard, _ => { }, _ => { }, _ => { }),
        onReport,
        TimeProvider.System,
        NullLogger.Instance);

    /// <summary>Runs a part until it is stopped or its line is gone.</summary>
    public static async Task UntilGoneAsync(Task part)
    {
        try
        {
            await part;
        }
        catch (IOException)
        {
            // The other end closed first.
        }
    }
}
