using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>What a door's readers show: an answer to the one that was used, and how the door stands to all.</summary>
internal sealed class ReaderLights(DoorOptions door, Action<string, ReaderSignal> signal)
{
    private ReaderSignal? _shown;

    /// <summary>Answers whoever used the reader; null where it was a camera.</summary>
    public void Answer(string? reader, ReaderSignal answer)
    {
        if (reader is not null)
        {
            signal(reader, answer);
            if (answer == ReaderSignal.Granted)
            {
                _shown = null;
            }
        }
    }

    /// <summary>How the door stands. Told where it has changed, or where a reader has shown its last answer for as long as the door was released.</summary>
    public void Show(ReaderSignal standing)
    {
        if (standing == _shown)
        {
            return;
        }

        _shown = standing;
        foreach (var reader in door.Readers.Concat(door.ExitReaders))
        {
            signal(reader, standing);
        }
    }
}
