using System.Device.Gpio;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

/// <summary>A chip as libgpiod's driver has it: a pin whose edges are waited for has no pull any more, and floats low where nothing drives
/// it.</summary>
internal sealed class FloatingPins : GpioDriver
{
    private readonly Dictionary<int, PinMode> _modes = [];

    /// <summary>What the contacts drive; null where one is open.</summary>
    public Dictionary<int, PinValue?> Driven { get; } = [];

    public int Reads { get; private set; }

    protected override int PinCount => 28;

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber) => _modes.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Reads++;
        return Driven.GetValueOrDefault(pinNumber) ?? (_modes[pinNumber] == PinMode.InputPullUp ? PinValue.High : PinValue.Low);
    }

    protected override void Write(int pinNumber, PinValue value) => throw new NotSupportedException();

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        _modes[pinNumber] = PinMode.Input;

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
    }
}
