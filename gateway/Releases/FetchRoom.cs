using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>Whether a disk has room for a release, and goes on having some for what the running gateway writes.</summary>
internal static class FetchRoom
{
    private const long Left = 256L << 20;

    /// <returns>What it lacks; null where there is room, or the system does not tell.</returns>
    public static Wording? Lack(string folder, long bytes) => DiskSpace.At(folder) is var (free, _) && free < bytes + Left
        ? ReleaseTexts.NoRoom(folder, (bytes + Left) >> 20, free >> 20) : null;
}
