using System.Device.Gpio;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>
/// A GPIO driver whose pins are bytes of a file. It owns their modes and edges and behaves as a chip does: an output appears at its initial
/// level without a blip, an input idles at its pull until something outside has driven it, a closed pin keeps its level, edges call back in
/// the order they happened.
/// </summary>
internal sealed class SimulatedGpioDriver(PinFile pins) : GpioDriver
{
    /// <summary>Held while the outside world moves pins, so that trains of two clients never interleave; taken before <see
    /// cref="_gate"/>.</summary>
    private readonly Lock _outside = new();
    private readonly Lock _gate = new();
    private readonly PinFaults _faults = new();
    private readonly PinMode?[] _modes = new PinMode?[PinFile.PinCount];
    private volatile PinChangeEventHandler?[] _rising = new PinChangeEventHandler?[PinFile.PinCount];
    private volatile PinChangeEventHandler?[] _falling = new PinChangeEventHandler?[PinFile.PinCount];

    /// <summary>No pin can be set or read, as on a chip that is gone from its bus; all waits for edges end without a word.</summary>
    public bool IsGone
    {
        set => (_faults.IsChipGone, _rising, _falling) = (value, new PinChangeEventHandler?[PinFile.PinCount],
            new PinChangeEventHandler?[PinFile.PinCount]);
    }

    protected override int PinCount => PinFile.PinCount;

    /// <summary>Puts a level on an input from outside; the edge's callbacks have returned when this returns.</summary>
    public DriveOutcome Drive(int pin, PinValue level)
    {
        lock (_outside)
        {
            PinChangeEventHandler? handlers;
            lock (_gate)
            {
                var outcome = OutcomeOn(pin);
                if (outcome != DriveOutcome.Driven || pins[pin] == level)
                {
                    return outcome;
                }

                pins.Set(pin, level);
                handlers = (level == PinValue.High ? _rising : _falling)[pin];
            }

            var edge = level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
            handlers?.Invoke(this, new PinValueChangedEventArgs(edge, pin));
            return DriveOutcome.Driven;
        }
    }

    /// <summary>Pulses two idle-high lines low, one pulse a bit: the first line for '0', the second for '1'.</summary>
    public DriveOutcome Pulse(int data0, int data1, string bits)
    {
        lock (_outside)
        {
            // A killed sender may have left a line low, and a line that is low already has no falling edge.
            var outcome = Drive(data0, PinValue.High);
            outcome = outcome == DriveOutcome.Driven ? Drive(data1, PinValue.High) : outcome;
            if (outcome != DriveOutcome.Driven)
            {
                return outcome;
            }

            foreach (var bit in bits)
            {
                var line = bit == '1' ? data1 : data0;
                Drive(line, PinValue.Low);
                Drive(line, PinValue.High);
            }

            return DriveOutcome.Driven;
        }
    }

    /// <summary>From now on an output does this in place of what it is told. What it was told meanwhile is lost.</summary>
    public DriveOutcome Fault(int pin, PinFault fault)
    {
        lock (_gate)
        {
            var outcome = OutcomeOn(pin);
            if (outcome != DriveOutcome.IsOutput)
            {
                return outcome == DriveOutcome.Driven ? DriveOutcome.IsInput : outcome;
            }

            _faults[pin] = fault;
            return DriveOutcome.Driven;
        }
    }

    /// <summary>The level of a pin, or null for a pin that does not exist or was never opened.</summary>
    public PinValue? LevelOf(int pin)
    {
        lock (_gate)
        {
            return pin is >= 0 and < PinFile.PinCount ? pins[pin] : null;
        }
    }

    /// <summary>All levels, as the file holds them.</summary>
    public string Levels()
    {
        lock (_gate)
        {
            return pins.ToString();
        }
    }

    protected override void OpenPin(int pinNumber)
    {
        lock (_gate)
        {
            _modes[pinNumber] ??= PinMode.Input;
        }
    }

    protected override void ClosePin(int pinNumber)
    {
        lock (_gate)
        {
            _modes[pinNumber] = null;
            _faults[pinNumber] = PinFault.None;
            _rising[pinNumber] = null;
            _falling[pinNumber] = null;
        }
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        var pull = mode == PinMode.InputPullUp ? PinValue.High : PinValue.Low;
        SetPinMode(pinNumber, mode, LevelOf(pinNumber) ?? pull);
    }

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        lock (_gate)
        {
            pins.Set(pinNumber, initialValue);
            _modes[pinNumber] = mode;
        }
    }

    protected override PinMode GetPinMode(int pinNumber)
    {
        lock (_gate)
        {
            return _modes[pinNumber] ?? throw new InvalidOperationException($"Pin {pinNumber} is not open.");
        }
    }

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) =>
        mode is PinMode.Input or PinMode.InputPullUp or PinMode.InputPullDown or PinMode.Output;

    protected override PinValue Read(int pinNumber)
    {
        lock (_gate)
        {
            _faults.RequireReadable(pinNumber);
            return pins[pinNumber] ?? throw new InvalidOperationException($"Pin {pinNumber} has no level.");
        }
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        lock (_gate)
        {
            if (_faults.Takes(pinNumber))
            {
                pins.Set(pinNumber, value);
            }
        }
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        using var happened = new ManualResetEventSlim();
        var seen = PinEventTypes.None;
        AddCallbackForPinValueChangedEvent(pinNumber, eventTypes, OnEdge);
        try
        {
            happened.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return new WaitForEventResult { TimedOut = true };
        }
        finally
        {
            RemoveCallbackForPinValueChangedEvent(pinNumber, OnEdge);
            // An edge whose handlers were taken before the removal still calls back: wait for it before the event goes.
            lock (_outside)
            {
            }
        }

        return new WaitForEventResult { EventTypes = seen };

        void OnEdge(object sender, PinValueChangedEventArgs edge)
        {
            seen = edge.ChangeType;
            happened.Set();
        }
    }

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            if (eventTypes.HasFlag(PinEventTypes.Rising))
            {
                _rising[pinNumber] += callback;
            }

            if (eventTypes.HasFlag(PinEventTypes.Falling))
            {
                _falling[pinNumber] += callback;
            }
        }
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (_gate)
        {
            _rising[pinNumber] -= callback;
            _falling[pinNumber] -= callback;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            pins.Dispose();
        }

        base.Dispose(disposing);
    }

    private DriveOutcome OutcomeOn(int pin) => pin switch
    {
        < 0 or >= PinFile.PinCount => DriveOutcome.NoSuchPin,
        _ when _modes[pin] is null => DriveOutcome.NotOpen,
        _ when _modes[pin] == PinMode.Output => DriveOutcome.IsOutput,
        _ => DriveOutcome.Driven,
    };
}
