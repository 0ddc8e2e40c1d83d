using System.Globalization;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>A file that stands while the disk refuses fsync, with the last number that is on it. It is for a program that is started on the
/// same running system, which reads what it finds out of memory. It needs no fsync of its own: a power cut that takes the mark takes all
/// else that is not on the disk, and what is read then is what is there.</summary>
internal sealed class UnsyncedMark(string folder)
{
    private readonly string _path = Path.Combine(folder, "unsynced");

    /// <returns>The last number that is on the disk; null where there is no such mark, 0 where it can't be read.</returns>
    public long? Read()
    {
        try
        {
            return !File.Exists(_path) ? null
                : long.TryParse(File.ReadAllText(_path), NumberStyles.None, CultureInfo.InvariantCulture, out var durable) ? durable : 0;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public void Write(long durable) => Try(() => File.WriteAllText(_path, durable.ToString(CultureInfo.InvariantCulture)));

    public void Delete() => Try(() => File.Delete(_path));

    /// <summary>A mark that can't be written is missed by a start alone; one that can't be deleted costs a start some writing.</summary>
    private static void Try(Action change)
    {
        try
        {
            change();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The disk refuses this as well, and is known to.
        }
    }
}
