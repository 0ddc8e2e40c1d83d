namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>What a name leads to: a folder, a file, a link or a socket. What it is now, and what of it is on the disk.</summary>
internal sealed class Node(ulong id, uint mode)
{
    public const uint KindBits = 0xF000;
    public const uint Folder = 0x4000;
    public const uint File = 0x8000;
    public const uint Link = 0xA000;

    public ulong Id { get; } = id;

    public uint Mode { get; set; } = mode;

    public uint User { get; set; }

    public uint Group { get; set; }

    public long Changed { get; set; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public bool IsFolder => (Mode & KindBits) == Folder;

    public bool IsFile => (Mode & KindBits) == File;

    /// <summary>Where a link leads.</summary>
    public byte[] Target { get; set; } = [];

    /// <summary>A file's bytes.</summary>
    public Pages Pages { get; } = new();

    /// <summary>A folder's names, as programs see them.</summary>
    public SortedDictionary<string, Node> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>A folder's names on the disk.</summary>
    public SortedDictionary<string, Node> SyncedNames { get; } = new(StringComparer.Ordinal);
}
