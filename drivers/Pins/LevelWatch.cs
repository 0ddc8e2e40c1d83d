using System.Device.Gpio;

namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>
/// Looks at pins a hundred times a second in place of waiting for their edges: libgpiod's driver asks the kernel anew for a pin whose edges
/// are waited for, without the pull that it was opened with (System.Device.Gpio 4.2), and from then on the kernel's chip driver alone
/// decides whether the pin floats.
/// </summary>
internal sealed class LevelWatch : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    private const int UnreadableEvery = 10;

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Watched[] _pins = [];
    private bool _disposed;

    public LevelWatch(TimeProvider time) =>
        _timer = time.CreateTimer(static state => ((LevelWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Calls back, on the watch's own thread, whenever the pin reads otherwise than before, or can't be read any more. Disposing
    /// ends it; after that the pin is not read any more.</summary>
    public IDisposable Add(Func<PinValue?> read, Action onChange)
    {
        var pin = new Watched(this, read, onChange);
        lock (_gate)
        {
            _pins = [.. _pins, pin];
            Arm();
        }

        return pin;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Look()
    {
        foreach (var pin in Volatile.Read(ref _pins))
        {
            pin.Look();
        }

        lock (_gate)
        {
            Arm();
        }
    }

    private void Arm()
    {
        if (!_disposed && _pins.Length > 0)
        {
            _timer.Change(Every, Timeout.InfiniteTimeSpan);
        }
    }

    private void Remove(Watched pin)
    {
        lock (_gate)
        {
            _pins = [.. _pins.Where(other => other != pin)];
        }
    }

    private sealed class Watched(LevelWatch watch, Func<PinValue?> read, Action onChange) : IDisposable
    {
        private readonly Lock _gate = new();
        private PinValue? _last = read();
        private int _skipped;
        private bool _isOver;

        public void Look()
        {
            lock (_gate)
            {
                // One that can't be read costs an exception each time, and is looked at less often.
                if (_isOver || (_last is null && ++_skipped % UnreadableEvery != 0) || read() is var level && level == _last)
                {
                    return;
                }

                _last = level;
            }

            onChange();
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isOver = true;
            }

            watch.Remove(this);
        }
    }
}
