using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>What readers of other makers do otherwise than the standard has it. Most of it was met in the field or in foreign
/// code.</summary>
public sealed class SimulatedOsdpHabits
{
    /// <summary>A command that comes spoiled ends its session: the repetition is answered with NAK 6.</summary>
    public bool LosesSessionWhenSpoiled { get; set; }

    /// <summary>It keeps no last answer: a repeated command is a new one to it, whose MAC is then wrong. A card in an answer that was lost
    /// is lost with it.</summary>
    public bool KeepsNoAnswer { get; set; }

    /// <summary>It has checksums alone, and is deaf to commands with a CRC.</summary>
    public bool HasChecksumsOnly { get; set; }

    /// <summary>The type of the security block of its initial MAC; the standard's is 14.</summary>
    public byte InitialMacBlock { get; set; } = (byte)OsdpSecurity.InitialMac;

    /// <summary>The type of the security block under which answers to <see cref="InClear"/> come.</summary>
    public byte ClearBlock { get; set; } = (byte)OsdpSecurity.SignedReply;

    /// <summary>Commands, by their code, that are answered under a right MAC with data that is not encrypted.</summary>
    public ISet<byte> InClear { get; } = new HashSet<byte>();

    /// <summary>Commands, by their code, to which it says nothing.</summary>
    public ISet<byte> Ignored { get; } = new HashSet<byte>();

    /// <summary>What it answers in place of the right thing, by the command's code: a reply code and data.</summary>
    public IDictionary<byte, (byte Code, byte[] Data)> Instead { get; } = new Dictionary<byte, (byte Code, byte[] Data)>();
}
