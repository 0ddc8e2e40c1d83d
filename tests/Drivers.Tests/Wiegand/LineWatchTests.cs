using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Gpio;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Wiegand;

/// <summary>A reader whose lines are gone says so, and hears again once they are back.</summary>
public sealed class LineWatchTests : IDisposable
{
    private const int Data0 = 10;
    private const int Data1 = 11;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<DeviceReport> _reports = [];
    private readonly SimulatedGpioDriver _chip;
    private readonly GpioBoard _board;

    public LineWatchTests()
    {
        _chip = new SimulatedGpioDriver(PinFile.Open("box", _folder.Path));
        _board = new GpioBoard(new BoardOptions { Id = "box" }, _chip, null, _time, _reports.Add);
    }

    public void Dispose()
    {
        _board.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Data0)]
    [InlineData(Data1)]
    [InlineData(null)]
    public void A_reader_one_of_whose_lines_is_gone_is_lost_and_hears_again_once_it_is_back(int? line)
    {
        List<CardRead> reads = [];
        _board.OpenReader(new ReaderOptions { Id = "north", Board = "box", Data0Pin = Data0, Data1Pin = Data1, Format = "wiegand-26" },
            CardFormats.BuiltIn, new ReaderListener(reads.Add, _ => { }, _ => { }, _ => { }));
        Advance(3_600_000);
        Assert.Empty(_reports);
        Break(line, isBroken: true);
        Advance(5_000);
        var pin = line ?? Data0;
        Assert.Equal([new DeviceReport("box", DeviceCondition.Offline, $"pin {pin} cannot be read (simulated: gone)"),
            new DeviceReport("north", DeviceCondition.Offline, "its line cannot be read (simulated: gone)")], _reports);
        Break(line, isBroken: false);
        Advance(5_000);
        Assert.Equal([DeviceCondition.Offline, DeviceCondition.Online], _reports.Where(report => report.Device == "north")
            .Select(report => report.Condition));
        _chip.Pulse(Data0, Data1, "10111011000000110010000110");
        Advance(100);
        Assert.Equal(new CardNumber(7734851), Assert.Single(reads).Card);
    }

    /// <param name="line">One line alone; null for the chip.</param>
    private void Break(int? line, bool isBroken)
    {
        if (line is { } pin)
        {
            _chip.Fault(pin, isBroken ? PinFault.Gone : PinFault.None);
        }
        else
        {
            _chip.IsGone = isBroken;
        }
    }

    private void Advance(int milliseconds)
    {
        for (; milliseconds > 0; milliseconds -= 10)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
