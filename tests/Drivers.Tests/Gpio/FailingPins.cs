using System.Device.Gpio;

namespace Zhuhui.Edge.Drivers.Tests.Gpio;

/// <summary>A chip of outputs, one of which may take no more writes, as the kernel has it when an expander falls off its bus.</summary>
internal sealed class FailingPins : GpioDriver
{
    public int? Broken { get; set; }

    public Dictionary<int, PinValue> Levels { get; } = [];

    protected override int PinCount => 8;

    protected override void Write(int pinNumber, PinValue value)
    {
        if (pinNumber == Broken)
        {
            throw new IOException("Remote I/O error");
        }

        Levels[pinNumber] = value;
    }

    protected override PinValue Read(int pinNumber) => Levels[pinNumber];

    protected override void Toggle(int pinNumber) => Write(pinNumber, !Read(pinNumber));

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber)
    {
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
    }

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
    }

    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode == PinMode.Output;

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException();

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException();
}
