using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>
/// One open pin of a board. It owns the pin's registration: disposing it stops the edges, closes the pin and lets another part of the board
/// open it. Disposing never happens under a lock that an edge handler takes: libgpiod waits for a running handler to return.
/// </summary>
/// <param name="levels">Looks at the pin in place of its edges; null where edges are waited for.</param>
internal sealed class BoardPin(GpioController controller, string board, int number, LevelWatch? levels, Action<int> released) : IDisposable
{
    private PinChangeEventHandler? _watch;
    private IDisposable? _looks;
    private bool _disposed;

    public PinValue Read() => controller.Read(number);

    public void Write(PinValue level) => controller.Write(number, level);

    /// <summary>Calls back on every such edge, or where levels are looked at on every change that was seen, on the board's own thread; the
    /// handler must be short and must not throw.</summary>
    /// <exception cref="BoardException">The pin has no interrupt, or the kernel refuses it.</exception>
    public void Watch(PinEventTypes edges, Action onEdge)
    {
        if (levels is not null)
        {
            _looks = levels.Add(Read, onEdge);
            return;
        }

        PinChangeEventHandler watch = (_, _) => onEdge();
        try
        {
            controller.RegisterCallbackForPinValueChangedEvent(number, edges, watch);
        }
        catch (IOException e)
        {
            throw new BoardException(
                $"Board '{board}', pin {number}: its edges cannot be watched. "
                + $"Choose a pin with an interrupt. ({e.Message})",
                e);
        }

        _watch = watch;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _looks?.Dispose();
        if (_watch is { } watch)
        {
            controller.UnregisterCallbackForPinValueChangedEvent(number, watch);
        }

        controller.ClosePin(number);
        released(number);
    }
}
