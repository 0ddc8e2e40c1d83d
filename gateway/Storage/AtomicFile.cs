namespace Zhuhui.Edge.Gateway.Storage;

/// <summary>Puts files in place whole or not at all, whenever the process is killed or the power fails: written beside, brought to the
/// disk, renamed, and the folder synced, so that the name survives too. Only the service's own user may read them.</summary>
internal static class AtomicFile
{
    private const string UnfinishedEnding = ".new";

    /// <summary>Where a file is written until it is whole; a kill may leave it there.</summary>
    public static string Unfinished(string path) => path + UnfinishedEnding;

    /// <param name="overwrite">false: a file that is there meanwhile is left, and this one refused.</param>
    /// <exception cref="IOException">The disk refuses it; what was there is there still.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is another user's.</exception>
    public static void Write(string path, byte[] content, bool overwrite = true) => Write(path, file => file.Write(content), overwrite);

    /// <inheritdoc cref="Write(string, byte[], bool)"/>
    /// <param name="write">Writes the content; what it throws flies, and nothing is left of the file.</param>
    public static void Write(string path, Action<FileStream> write, bool overwrite = true)
    {
        var next = Unfinished(path);
        try
        {
            using (var file = new FileStream(next, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                BufferSize = 1 << 16,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                write(file);
                FileSync.Sync(file);
            }

            PutInPlace(path, overwrite);
        }
        catch
        {
            TryDelete(next);
            throw;
        }
    }

    /// <summary>Puts in place what stands, whole and on the disk, at <see cref="Unfinished"/>.</summary>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public static void PutInPlace(string path, bool overwrite = true)
    {
        File.Move(Unfinished(path), path, overwrite);
        FolderSync.Sync(Path.GetDirectoryName(path)!);
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // What kept it from being written is what the caller must hear of.
        }
    }
}
