using Zhuhui.Edge.Drivers.Osdp.Frames;
using Zhuhui.Edge.Drivers.Readers;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// What a reader shows and sounds, and what it still has to be told. Signals come from any thread; the bus takes commands. A lasting signal
/// is shown again when the reader returns; a passing one that it missed is not, for its moment is over.
/// </summary>
internal sealed class OsdpSignals
{
    /// <summary>Signals come with decisions, a few a minute; of a burst the latest count.</summary>
    private const int MaxWaiting = 8;

    private readonly Lock _gate = new();
    private readonly Queue<ReaderSignal> _waiting = new();
    private readonly Queue<OsdpCommand> _commands = new();
    private ReaderSignal _lasting = ReaderSignal.Idle;

    public bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0 || _commands.Count > 0;
            }
        }
    }

    public void Show(ReaderSignal signal)
    {
        lock (_gate)
        {
            if (IsLasting(signal))
            {
                _lasting = signal;
            }

            if (_waiting.Count == MaxWaiting)
            {
                _waiting.Dequeue();
            }

            _waiting.Enqueue(signal);
        }
    }

    /// <summary>The reader is new or back: it shows the lasting signal.</summary>
    public void ShowAgain()
    {
        lock (_gate)
        {
            _commands.Clear();
            _waiting.Clear();
            _waiting.Enqueue(_lasting);
        }
    }

    /// <summary>The lasting signal is shown once more, unless something newer waits.</summary>
    public void Remind()
    {
        lock (_gate)
        {
            if (_waiting.Count + _commands.Count == 0)
            {
                _waiting.Enqueue(_lasting);
            }
        }
    }

    /// <summary>The command was not taken: it comes before what waits.</summary>
    public void PutBack(OsdpCommand command)
    {
        lock (_gate)
        {
            OsdpCommand[] others = [.. _commands];
            _commands.Clear();
            Array.ForEach([command, .. others], _commands.Enqueue);
        }
    }

    /// <summary>The next command for the reader, or null.</summary>
    public OsdpCommand? Next(OsdpCapabilities capabilities)
    {
        lock (_gate)
        {
            while (_commands.Count == 0 && _waiting.TryDequeue(out var signal))
            {
                foreach (var command in Commands(signal, capabilities))
                {
                    _commands.Enqueue(command);
                }
            }

            return _commands.TryDequeue(out var next) ? next : null;
        }
    }

    /// <summary>The table of signals. Times in tenths of a second.</summary>
    internal static IReadOnlyList<OsdpCommand> Commands(ReaderSignal signal, OsdpCapabilities can)
    {
        var colourful = can.Led >= 4;
        OsdpCommand[] all = signal switch
        {
            ReaderSignal.Idle => [OsdpCommand.Led(OsdpBlink.Steady(colourful ? OsdpColour.Blue : OsdpColour.Black)),
                OsdpCommand.BuzzerOff()],
            ReaderSignal.Granted => [OsdpCommand.Led(OsdpBlink.Steady(OsdpColour.Green), 30), OsdpCommand.Buzzer(3, 1, 1)],
            ReaderSignal.Denied => [OsdpCommand.Led(new OsdpBlink(2, 2, OsdpColour.Red, OsdpColour.Black), 20),
                OsdpCommand.Buzzer(1, 1, 3)],
            ReaderSignal.MoreNeeded =>
            [
                OsdpCommand.Led(new OsdpBlink(5, 5, colourful ? OsdpColour.Amber : OsdpColour.Green, OsdpColour.Black), 100),
                OsdpCommand.Buzzer(1, 1, 1),
            ],
            ReaderSignal.HeldOpenWarning =>
            [
                OsdpCommand.Led(new OsdpBlink(3, 3, OsdpColour.Red, OsdpColour.Green), 600),
                OsdpCommand.Buzzer(5, 5, 30),
            ],
            ReaderSignal.Unlocked => [OsdpCommand.Led(OsdpBlink.Steady(OsdpColour.Green)), OsdpCommand.BuzzerOff()],
            ReaderSignal.LockedDown => [OsdpCommand.Led(OsdpBlink.Steady(OsdpColour.Red)), OsdpCommand.BuzzerOff()],
            _ => [],
        };
        // A reader of level 1 knows no times and no colours: only its lasting signals can be shown.
        return [.. all.Where(command => command.Code == OsdpCommandCode.Led ? can.Led > (IsLasting(signal) ? 0 : 1) : can.Buzzer > 1)];
    }

    private static bool IsLasting(ReaderSignal signal) => signal is ReaderSignal.Idle or ReaderSignal.Unlocked or ReaderSignal.LockedDown;
}
