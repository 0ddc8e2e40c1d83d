using System.Device.Gpio;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>
/// One open pin of a board. It owns the pin's registration: disposing it stops the edges, closes the pin and lets another part of the board
/// open it. Disposing never happens under a lock that an edge handler takes: libgpiod waits for a running handler to return.
/// </summary>
/// <param name="levels">Looks at the pin in place of its edges; null where edges are waited for.</param>
/// <param name="troubles">Hears whether the kernel lets it be set and read; null where nobody listens.</param>
internal sealed class BoardPin(GpioController controller, string board, int number, LevelWatch? levels, Action<int> released,
    PinTroubles? troubles = null) : IDisposable
{
    private readonly Lock _noting = new();
    private string? _unset;
    private string? _unread;
    private PinChangeEventHandler? _watch;
    private PinEventTypes _edges;
    private IDisposable? _looks;
    private bool _disposed;

    /// <summary>Why the kernel did not let the pin be set or read, the last time it was asked; null where it did.</summary>
    public string? Refusal
    {
        get
        {
            lock (_noting)
            {
                return _unset ?? _unread;
            }
        }
    }

    /// <summary>The level; null where the kernel refuses it.</summary>
    public PinValue? Read()
    {
        try
        {
            var level = controller.Read(number);
            Note(ref _unread, null);
            return level;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            Note(ref _unread, $"cannot be read ({refused.Message})");
            return null;
        }
    }

    /// <summary>Sets the level where the kernel lets it. That no refusal came proves nothing: libgpiod's driver of System.Device.Gpio 4.2
    /// passes over what the kernel answers to a write, so that only a read tells.</summary>
    public void TryWrite(PinValue level)
    {
        try
        {
            controller.Write(number, level);
            Note(ref _unset, null);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            Note(ref _unset, $"cannot be set ({refused.Message})");
        }
    }

    /// <exception cref="IOException">The kernel refuses it.</exception>
    public void Write(PinValue level) => controller.Write(number, level);

    /// <summary>What System.Device.Gpio throws where the kernel refuses a pin that was fine before; a wait for edges that has failed
    /// throws it at its end, wrapped.</summary>
    public static bool IsRefusal(Exception e) => e is IOException or InvalidOperationException or NotSupportedException
        || (e is AggregateException all && all.InnerExceptions.All(IsRefusal));

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

        (_watch, _edges) = (watch, edges);
    }

    /// <summary>Waits anew for the edges that <see cref="Watch"/> waits for: the wait for those of a chip that was gone may have ended. Not
    /// to be called under a lock that an edge handler takes.</summary>
    /// <returns>Why it can't be; null where it is, and where levels are looked at.</returns>
    public string? WatchAnew()
    {
        if (_watch is not { } watch)
        {
            return null;
        }

        try
        {
            controller.UnregisterCallbackForPinValueChangedEvent(number, watch);
        }
        catch (Exception ended) when (IsRefusal(ended))
        {
            // There was none any more.
        }

        try
        {
            controller.RegisterCallbackForPinValueChangedEvent(number, _edges, watch);
            return null;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return $"cannot be waited for ({refused.Message})";
        }
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Note(ref _unset, null);
        Note(ref _unread, null);
        _looks?.Dispose();
        if (_watch is { } watch)
        {
            controller.UnregisterCallbackForPinValueChangedEvent(number, watch);
        }

        controller.ClosePin(number);
        released(number);
    }

    private void Note(ref string? what, string? refusal)
    {
        lock (_noting)
        {
            var before = _unset ?? _unread;
            what = refusal;
            var now = _unset ?? _unread;
            if ((before is null) != (now is null))
            {
                troubles?.Note(number, now);
            }
        }
    }
}
