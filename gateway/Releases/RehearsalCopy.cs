using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Releases;

/// <summary>The copy of a data folder that a staged version opens before it is tried. People's data lies in it: whoever makes it throws it
/// away, and the next start of the gateway does where that was killed.</summary>
internal static class RehearsalCopy
{
    private const string Name = "rehearsal";

    public static string Of(string releases) => Path.Combine(releases, Name);

    /// <summary>Whoever has it works on the copy.</summary>
    /// <exception cref="StorageException">Another process does, or the system refuses the file.</exception>
    public static FileStream Take(string releases) => FileLock.Acquire(Of(releases) + ".lock", "the copy of the data for a trial");

    /// <summary>Throws away what nobody works on; another time where the disk refuses it.</summary>
    public static void Clear(string releases)
    {
        var copy = Of(releases);
        if (!Directory.Exists(copy))
        {
            return;
        }

        try
        {
            using var own = Take(releases);
            Directory.Delete(copy, recursive: true);
        }
        catch (Exception inUse) when (inUse is StorageException or IOException or UnauthorizedAccessException)
        {
            // A rehearsal is on: it throws its copy away itself.
        }
    }
}
