using System.Diagnostics;
using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Modbus;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Benchmarks.Doors;

/// <summary>From an order to a relay of a Modbus board until the coil is on, in a server nobody here wrote. The pseudo-terminal knows no
/// speed: the bits of the write come on top.</summary>
internal static class OrderToCoil
{
    private const int Orders = 300;
    private const int Baud = 115_200;

    /// <summary>Address, function, coil, value and check.</summary>
    private const int BytesOfWrite = 8;

    private const string Python = "/usr/bin/python3";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(10);

    public static async Task MeasureAsync(Table table)
    {
        if (!HasPymodbus())
        {
            Table.Doing("skipped: order to coil over Modbus, for python3-pymodbus is not installed");
            table.Say("Modbus RTU: order to coil", "skipped: python3-pymodbus is not installed (apt-get install python3-pymodbus)");
            return;
        }

        Table.Doing($"{Orders} orders over Modbus RTU against pymodbus");
        using var terminals = new SerialPair();
        using var server = OtherProgram.Pymodbus("rtu", terminals.Far, "1");
        server.ReadLine();
        using var stop = new CancellationTokenSource();
        var online = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bus = new ModbusBus(
            new BusOptions { Id = "rs485", Kind = BusKind.ModbusRtu, Device = terminals.Near, Baud = Baud },
            [new BoardOptions { Id = "board", Kind = BoardKind.Modbus, Bus = "rs485", Unit = 1 }],
            TimeProvider.System,
            report =>
            {
                if (report is { Device: "board", Condition: DeviceCondition.Online })
                {
                    online.TrySetResult();
                }
            });
        var relay = bus.Boards[0].OpenRelay(new RelayOptions { Board = "board", Pin = 3 });
        var running = Task.Run(() => bus.RunAsync(stop.Token));
        await online.Task;
        var random = new Random(1);
        List<double> waits = [];
        for (var i = 0; i < Orders; i++)
        {
            await Task.Delay(random.Next(30));
            var began = Stopwatch.GetTimestamp();
            relay.Energise(_bound);
            Until("1");
            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            relay.Rest();
            Until("0");
        }

        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        table.Percentiles("Modbus RTU: order to coil, pymodbus", "modbusOrderMs", waits);
        table.Say("  limit: the bits of the write, on top", string.Create(CultureInfo.InvariantCulture,
            $"{Osdp.Cycle.Milliseconds(Baud, BytesOfWrite):0.0} ms at 115,200 baud, {Osdp.Cycle.Milliseconds(9_600, BytesOfWrite):0.0}"
            + $" ms at 9,600"));

        void Until(string coil)
        {
            while (server.Say("coil 1 3") != coil)
            {
                // Asked again at once: the question takes a fraction of a millisecond.
            }
        }
    }

    private static bool HasPymodbus()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using var asked = Process.Start(new ProcessStartInfo(Python, ["-c", "import pymodbus"]) { RedirectStandardError = true })!;
        asked.StandardError.ReadToEnd();
        asked.WaitForExit();
        return asked.ExitCode == 0;
    }
}
