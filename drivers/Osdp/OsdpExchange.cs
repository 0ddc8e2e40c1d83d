using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// One command and its answer. A repetition is the same bytes under the same number, so that the reader can tell it from a new command and
/// repeats its answer instead of acting twice; the number moves on only once an answer has been taken, which also tells the reader that
/// this answer arrived. Number 0 starts afresh: the reader forgets its last answer.
/// </summary>
internal sealed class OsdpExchange
{
    private byte[]? _bytes;

    /// <summary>The number of the command that waits for its answer, or of the next one.</summary>
    public int Sequence { get; private set; }

    public OsdpCommandCode Code { get; private set; }

    /// <summary>When the command was first sent: an answer may date from then, whichever repetition brought it.</summary>
    public long FirstSentAt { get; private set; }

    /// <summary>How often the command that waits was sent.</summary>
    public int Tries { get; private set; }

    public bool IsWaiting => _bytes is not null;

    public byte[] Begin(OsdpCommandCode code, byte[] bytes, long now)
    {
        Code = code;
        FirstSentAt = now;
        Tries = 1;
        return _bytes = bytes;
    }

    public byte[] Repeat()
    {
        Tries++;
        return _bytes ?? throw new InvalidOperationException("Nothing waits for an answer.");
    }

    public void Complete()
    {
        _bytes = null;
        Sequence = Sequence % 3 + 1;
    }

    public void Restart()
    {
        _bytes = null;
        Sequence = 0;
    }
}
