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

    [Fact]
    public void A_reader_whose_chip_is_gone_is_lost_and_hears_again_once_it_is_back()
    {
        List<CardRead> reads = [];
        _board.OpenReader(new ReaderOptions { Id = "north", Board = "box", Data0Pin = Data0, Data1Pin = Data1, Format = "wiegand-26" },
            CardFormats.BuiltIn, new ReaderListener(reads.Add, _ => { }, _ => { }, _ => { }));
        Advance(3_600_000);
        Assert.Empty(_reports);
        for (var outage = 1; outage <= 2; outage++)
        {
            _reports.Clear();
            _chip.IsGone = true;
            Advance(5_000);
            Assert.Equal([new DeviceReport("box", DeviceCondition.Offline, "pin 10 cannot be read (simulated: gone)"),
                new DeviceReport("north", DeviceCondition.Offline, "its line cannot be read (simulated: gone)")], _reports);
            _chip.IsGone = false;

            // That it can be read is not enough: nobody waits for its edges any more.
            Send();
            Assert.Equal(outage - 1, reads.Count);
            Advance(5_000);
            Assert.Equal([new DeviceReport("box", DeviceCondition.Online), new DeviceReport("north", DeviceCondition.Online)],
                _reports.Skip(2));
            Send();
            Assert.Equal(Enumerable.Repeat(new CardNumber(7734851), outage), reads.Select(read => read.Card));
        }
    }

    /// <summary>Bit by bit, as a reader spaces them.</summary>
    private void Send()
    {
        foreach (var bit in "10111011000000110010000110")
        {
            _chip.Pulse(Data0, Data1, bit.ToString());
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _time.Advance(TimeSpan.FromMilliseconds(200));
    }

    private void Advance(int milliseconds)
    {
        for (; milliseconds > 0; milliseconds -= 10)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
