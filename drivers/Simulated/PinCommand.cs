using System.Device.Gpio;
using System.Globalization;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// One line to a simulated board and its answer. The lines: <c>set PIN 0|1</c>, <c>get PIN</c>, <c>levels</c>, <c>wiegand D0PIN D1PIN
/// 0101...</c>, <c>card D0PIN D1PIN FORMAT NUMBER</c>, which sends the frame that a reader of that format sends, and <c>fault PIN
/// none|stays|refuses|gone</c>, by which an output no longer does as it is told (<see cref="PinFault"/>) until it is told none, is closed
/// or its process ends; docs/site-file.md has them for staff. The answer is <c>ok</c>, <c>ok VALUE</c> or <c>error: ...</c>; no line,
/// however malformed, does more than that.
/// </summary>
internal static class PinCommand
{
    public const int MaxLineLength = 1024;

    public static string Answer(SimulatedGpioDriver driver, string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
        {
            ["set", var pin, "0"] => Report(driver.Drive(Number(pin), PinValue.Low), pin),
            ["set", var pin, "1"] => Report(driver.Drive(Number(pin), PinValue.High), pin),
            ["set", ..] => "error: say 'set PIN 0' or 'set PIN 1'",
            ["get", var pin] => Get(driver, pin),
            ["get", ..] => "error: say 'get PIN'",
            ["levels"] => $"ok {driver.Levels()}",
            ["wiegand", var data0, var data1, var bits] when !bits.AsSpan().ContainsAnyExcept('0', '1') => Send(driver, data0, data1, bits),
            ["wiegand", ..] => "error: say 'wiegand D0PIN D1PIN BITS' with bits of 0 and 1",
            ["card", var data0, var data1, var format, var number] => SendCard(driver, data0, data1, format, number),
            ["card", ..] => "error: say 'card D0PIN D1PIN FORMAT NUMBER'",
            ["fault", var pin, var name] when FaultOf(name) is { } fault => Report(driver.Fault(Number(pin), fault), pin),
            ["fault", ..] => "error: say 'fault PIN none', 'stays', 'refuses' or 'gone'",
            _ => "error: unknown; say set, get, levels, wiegand, card or fault",
        };

    private static string Get(SimulatedGpioDriver driver, string pin) => driver.LevelOf(Number(pin)) switch
    {
        { } level => level == PinValue.High ? "ok 1" : "ok 0",
        null => "error: no such pin, or never opened",
    };

    private static PinFault? FaultOf(string name) => name switch
    {
        "none" => PinFault.None,
        "stays" => PinFault.Stays,
        "refuses" => PinFault.Refuses,
        "gone" => PinFault.Gone,
        _ => null,
    };

    private static string SendCard(SimulatedGpioDriver driver, string data0, string data1, string name, string number)
    {
        if (WiegandFormat.All.FirstOrDefault(format => format.Name == name) is not { } format)
        {
            return $"error: the formats are {string.Join(", ", WiegandFormat.All.Select(known => known.Name))}";
        }

        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= format.MaxNumber
            ? Send(driver, data0, data1, format.Encode(new CardNumber(value)).ToString())
            : $"error: a {format.Name} card has a number from 0 to {format.MaxNumber}";
    }

    private static string Send(SimulatedGpioDriver driver, string data0, string data1, string bits) =>
        Report(driver.Pulse(Number(data0), Number(data1), bits), $"{data0} or {data1}");

    private static string Report(DriveOutcome outcome, string pin) => outcome switch
    {
        DriveOutcome.Driven => "ok",
        DriveOutcome.NotOpen => $"error: pin {pin} is not open",
        DriveOutcome.IsOutput => $"error: pin {pin} is an output",
        DriveOutcome.IsInput => $"error: pin {pin} is an input",
        _ => $"error: the pins are 0 to {PinFile.PinCount - 1}",
    };

    private static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
