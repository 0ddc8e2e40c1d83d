namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>One process a journal folder or registry: a file lock that the system gives back when the process dies, however it
/// dies.</summary>
internal static class FileLock
{
    private const int WouldBlock = 11;

    /// <param name="file">The file that stands for the lock; made where it is not there, with its folder.</param>
    /// <param name="what">What it locks, for messages: "the journal in /data/journal/alarms".</param>
    /// <exception cref="StorageException">Another process has it, or the system refuses the file.</exception>
    public static FileStream Acquire(string file, string what)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            throw new StorageException($"{what} is in use by another zhuhui-edge; stop that one, or give this one a data folder of its own",
                taken);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused(what, refusal);
        }
    }
}
