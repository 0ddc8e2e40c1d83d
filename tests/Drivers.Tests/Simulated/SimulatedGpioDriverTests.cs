using System.Device.Gpio;
using Xunit;
using Zhuhui.Edge.Drivers.Simulated;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Simulated;

public sealed class SimulatedGpioDriverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SimulatedGpioDriver _driver;
    private readonly GpioController _controller;

    public SimulatedGpioDriverTests()
    {
        _driver = new SimulatedGpioDriver(PinFile.Open("roof", _folder.Path));
        _controller = new GpioController(_driver);
    }

    public void Dispose()
    {
        _controller.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_edge_calls_back_those_who_asked_for_it_in_order()
    {
        List<PinEventTypes> falling = [];
        List<PinEventTypes> both = [];
        _controller.OpenPin(1, PinMode.InputPullUp);
        _controller.RegisterCallbackForPinValueChangedEvent(1, PinEventTypes.Falling, (_, edge) => falling.Add(edge.ChangeType));
        _controller.RegisterCallbackForPinValueChangedEvent(1, PinEventTypes.Falling | PinEventTypes.Rising, (_, edge) =>
            both.Add(edge.ChangeType));

        _driver.Drive(1, PinValue.High);
        _driver.Drive(1, PinValue.Low);
        _driver.Drive(1, PinValue.Low);
        _driver.Drive(1, PinValue.High);

        Assert.Equal([PinEventTypes.Falling], falling);
        Assert.Equal([PinEventTypes.Falling, PinEventTypes.Rising], both);
    }

    [Fact]
    public async Task A_waiting_thread_is_woken_by_the_edge_it_waits_for()
    {
        _controller.OpenPin(1, PinMode.InputPullDown);
        var waiting = _controller.WaitForEventAsync(1, PinEventTypes.Rising, TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted)
        {
            _driver.Drive(1, PinValue.High);
            _driver.Drive(1, PinValue.Low);
            await Task.Yield();
        }

        var woken = await waiting;
        Assert.Equal((false, PinEventTypes.Rising), (woken.TimedOut, woken.EventTypes));
    }

    [Fact]
    public void A_wait_that_is_cancelled_says_so()
    {
        _controller.OpenPin(1, PinMode.Input);
        Assert.True(_controller.WaitForEvent(1, PinEventTypes.Rising, new CancellationToken(canceled: true)).TimedOut);
    }

    [Fact]
    public void The_outside_cannot_drive_an_output_or_a_closed_pin()
    {
        _controller.OpenPin(1, PinMode.Output, PinValue.Low);
        Assert.Equal(DriveOutcome.IsOutput, _driver.Drive(1, PinValue.High));
        Assert.Equal(DriveOutcome.NotOpen, _driver.Drive(2, PinValue.High));
        Assert.Equal(DriveOutcome.NoSuchPin, _driver.Drive(64, PinValue.High));
        Assert.Equal(PinValue.Low, _controller.Read(1));
    }

    [Fact]
    public void A_closed_output_keeps_its_level()
    {
        _controller.OpenPin(1, PinMode.Output, PinValue.High);
        _controller.ClosePin(1);
        Assert.Equal(PinValue.High, _driver.LevelOf(1));
    }
}
