using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>The pins of one board. It owns the driver and knows what each open pin serves, so that no pin ever serves two parts.</summary>
internal sealed class BoardPins(BoardOptions options, GpioDriver driver, TimeProvider time, Action<DeviceReport>? report = null)
    : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, string> _users = [];
    private readonly GpioController _controller = new(driver);
    private readonly LevelWatch _levels = new(time);
    private readonly PinTroubles _troubles = new(options.Id, report);

    public int Count => _controller.PinCount;

    /// <summary>True where edges of different pins come in the order they happened; on a chip each pin has its own queue.</summary>
    public bool EdgesInOrder => options.Kind == BoardKind.Simulated;

    /// <exception cref="BoardException">The chip cannot be opened.</exception>
    public static LibGpiodDriver OpenChip(BoardOptions board)
    {
        try
        {
            return new LibGpiodDriver(board.Chip);
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or PlatformNotSupportedException)
        {
            throw new BoardException(
                $"Board '{board.Id}': libgpiod is not installed, so /dev/gpiochip{board.Chip} cannot be opened. "
                + "Install it: apt install libgpiod2.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BoardException(
                $"Board '{board.Id}': /dev/gpiochip{board.Chip} cannot be opened. Look for the chip's number with 'ls /dev/gpiochip*' "
                + $"and put the service's user in the group gpio. ({e.Message})",
                e);
        }
    }

    /// <summary>Opens a pin as an output that has <paramref name="level"/> from its first moment.</summary>
    /// <exception cref="BoardException">The pin does not exist, has another user, or cannot be opened.</exception>
    public BoardPin OpenOutput(int pin, PinValue level, string user) =>
        Open(pin, user, null, () => _controller.OpenPin(pin, PinMode.Output, level));

    /// <summary>Opens a pin whose edges are waited for.</summary>
    /// <exception cref="BoardException">The pin does not exist, has another user, or cannot be opened.</exception>
    public BoardPin OpenInput(int pin, PinMode mode, string user)
    {
        LeaveThreadForEdges();
        return Open(pin, user, null, () => _controller.OpenPin(pin, mode));
    }

    /// <summary>Opens a pin whose level counts. On a chip it is looked at: so one with a pull keeps it, and one that can't be read any
    /// more is known to be so, where a wait for its edges would end without a word (libgpiod's driver of System.Device.Gpio
    /// 4.2).</summary>
    /// <exception cref="BoardException">The pin does not exist, has another user, or cannot be opened.</exception>
    public BoardPin OpenLevel(int pin, PinMode mode, string user) => options.Kind == BoardKind.Gpio
        ? Open(pin, user, _levels, () => _controller.OpenPin(pin, mode))
        : OpenInput(pin, mode, user);

    public void Dispose()
    {
        _levels.Dispose();
        _controller.Dispose();
    }

    private BoardPin Open(int pin, string user, LevelWatch? levels, Action open)
    {
        lock (_gate)
        {
            if (pin >= Count)
            {
                throw new BoardException(
                    $"Board '{options.Id}' has no pin {pin} for {user}: its pins are 0 to {Count - 1}. Correct the pin in the site file.");
            }

            if (_users.TryGetValue(pin, out var other))
            {
                throw new BoardException(
                    $"Board '{options.Id}', pin {pin}: it is {other} already and cannot be {user} too. "
                    + "Give one of them another pin in the site file.");
            }

            try
            {
                open();
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                throw new BoardException(
                    $"Board '{options.Id}', pin {pin}: it cannot be opened as {user}. See with 'gpioinfo' whether another program or a "
                    + $"device-tree overlay holds it. ({e.Message})",
                    e);
            }

            _users.Add(pin, user);
            return new BoardPin(_controller, options.Id, pin, levels, Release, _troubles);
        }
    }

    /// <summary>libgpiod's driver waits for the edges of each pin on a pool thread it keeps. Beyond the cores the pool grows by one or two
    /// threads a second, and the pins opened last would stay deaf that long.</summary>
    private void LeaveThreadForEdges()
    {
        if (options.Kind == BoardKind.Gpio)
        {
            ThreadPool.GetMinThreads(out var workers, out var completions);
            ThreadPool.SetMinThreads(workers + 1, completions);
        }
    }

    private void Release(int pin)
    {
        lock (_gate)
        {
            _users.Remove(pin);
        }
    }
}
