using System.Numerics;

namespace Zhuhui.Edge.Drivers.Osdp;

/// <summary>
/// How long one reader's answer is waited for. The standard's time, unless the line spoils much: there a command that did not arrive is
/// answered by nobody, and to wait for that takes more from the other readers than to ask again. Then it is what this reader has taken at
/// most so far, twice over; and every third try waits the whole time, for a reader that has become slow.
/// </summary>
internal sealed class OsdpPatience(OsdpTimings timings)
{
    /// <summary>Of the last 32 commands, so many went without a good answer: the line is bad. A reader that is dead was not lately
    /// served.</summary>
    private const int BadLine = 4;

    private const int WholeTime = 3;

    /// <summary>Between a reader's last bit and the panel's clock lie adapters and a machine that does other things too.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromMilliseconds(30);

    private uint _failed;
    private TimeSpan _slowest;

    /// <summary>Much of what is said to this reader, or by it, is spoiled on its way.</summary>
    public bool IsLineBad => BitOperations.PopCount(_failed) >= BadLine;

    /// <param name="tries">How often the command was sent.</param>
    /// <param name="wasServedLately">The reader was in service a moment ago.</param>
    public TimeSpan Wait(int tries, bool wasServedLately)
    {
        var shorter = _slowest * 2 + _margin;
        return wasServedLately && IsLineBad && tries % WholeTime != 0 && shorter < timings.Reply
            ? shorter
            : timings.Reply;
    }

    /// <param name="after">From the command's last bit to the answer's first.</param>
    public void Answered(TimeSpan after)
    {
        _failed <<= 1;
        // What was slow once will be so again: it is forgotten over some thousand answers.
        var faded = _slowest * 0.9995;
        _slowest = after > faded ? after : faded;
    }

    public void Unanswered() => _failed = (_failed << 1) | 1;
}
