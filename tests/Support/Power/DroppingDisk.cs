namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>
/// A file system in memory that forgets, when its power is cut, what was not synced: a file's bytes and length until its fsync, a name
/// until its folder's fsync. Mounted over FUSE, so that any program can use it; needs root and /dev/fuse.
/// </summary>
/// <remarks>Harder than ext4, which brings a new file's name to the disk with the file, and keeps the order of all names: here a name
/// waits for its own folder. As soft as any journaling file system: a rename is whole or not at all, and permissions are kept.</remarks>
public sealed class DroppingDisk : IDisposable
{
    private readonly DiskTree _tree;
    private FuseSession? _session;

    private DroppingDisk(string place, TimeSpan slowest)
    {
        (Place, _tree) = (place, new DiskTree(slowest));
        Mount();
    }

    /// <summary>The folder where it is mounted.</summary>
    public string Place { get; }

    /// <summary>Bytes that programs wrote, by the path that the file had then; and how often a file was synced.</summary>
    public IReadOnlyDictionary<string, DiskUse> Uses => _tree.Uses;

    /// <summary>Whether names are on the disk with the next sync of whatever file, as ext4 does it.</summary>
    public bool NamesFollowFiles
    {
        get => _tree.NamesFollowFiles;
        set => _tree.NamesFollowFiles = value;
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing => FuseMount.Missing;

    /// <param name="place">An empty folder.</param>
    /// <param name="slowest">A sync takes up to so long, by chance.</param>
    public static DroppingDisk At(string place, TimeSpan slowest = default) => new(place, slowest);

    /// <summary>The power fails: from this moment on nothing that is asked is done or answered.</summary>
    public void Stop() => _tree.IsStopped = true;

    /// <summary>After <see cref="Stop"/>, when nobody uses it any more: what is on the disk is mounted again.</summary>
    /// <param name="chance">Null: all that was not synced is gone. Else any of its pages may be there, in part too, and any first ones of
    /// the changed names.</param>
    public void Cut(Random? chance)
    {
        Unmount();
        _tree.Cut(chance);
        _tree.IsStopped = false;
        Mount();
    }

    /// <summary>Everything that is there is on the disk.</summary>
    public void SyncAll() => _tree.SyncAll();

    /// <summary>Whoever still waits for an answer gets an error.</summary>
    public void Unmount()
    {
        _session?.Dispose();
        _session = null;
    }

    public void Dispose() => Unmount();

    private void Mount() => _session = new FuseSession(Place, new DiskAnswers(_tree));
}

/// <summary>What one file cost.</summary>
/// <param name="Bytes">As they were written.</param>
/// <param name="SyncedPages">Pages of 4 KiB that its syncs brought to the disk.</param>
public sealed record DiskUse(long Bytes, long Writes, long Syncs, long SyncedPages)
{
    public static DiskUse operator +(DiskUse one, DiskUse other) => new(one.Bytes + other.Bytes, one.Writes + other.Writes,
        one.Syncs + other.Syncs, one.SyncedPages + other.SyncedPages);

    public static DiskUse operator -(DiskUse one, DiskUse other) => new(one.Bytes - other.Bytes, one.Writes - other.Writes,
        one.Syncs - other.Syncs, one.SyncedPages - other.SyncedPages);

    public static DiskUse Add(DiskUse left, DiskUse right) => left + right;

    public static DiskUse Subtract(DiskUse left, DiskUse right) => left - right;
}
