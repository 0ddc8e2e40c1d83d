using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>Whether the disk refused an fsync of the buffer's files. Linux then drops what it could not write and gives it out of its
/// memory all the same, until a power cut: such a file reads well and is to be believed no more.</summary>
/// <param name="sync">Of a file; the system's own where null.</param>
internal sealed class SyncDoubt(Action<FileStream>? sync = null)
{
    public bool Stands { get; private set; }

    /// <exception cref="IOException">The disk refuses it.</exception>
    public void Sync(FileStream file)
    {
        try
        {
            (sync ?? FileSync.Sync)(file);
        }
        catch (IOException)
        {
            Stands = true;
            throw;
        }
    }

    /// <summary>Nothing is left of those files.</summary>
    public void Settle() => Stands = false;
}
