using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>Puts bytes at an offset of a file; throws <see cref="IOException"/> where there is no room.</summary>
internal delegate void SegmentWrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

/// <summary>What differs between one stream's journal and another's.</summary>
internal sealed record JournalOptions
{
    /// <summary>A segment file takes no further record once it would grow past this many bytes.</summary>
    public long SegmentBytes { get; init; } = 16 << 20;

    /// <summary>The longest a record waits for its fsync: what a power cut may cost.</summary>
    public TimeSpan FlushWithin { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>true: the fsync of a record begins at once, on another thread than the one that appended it.</summary>
    public bool FlushAtOnce { get; init; }

    /// <summary>Whether the wall clock can be believed; null where nobody knows. Asked at every record, so it must not wait.</summary>
    public Func<ClockState?> Clock { get; init; } = () => null;

    /// <summary>How often a full disk is tried again.</summary>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So many records wait in memory while the disk takes none; past that the oldest are dropped and the drop is
    /// journaled.</summary>
    public int HeldRecords { get; init; } = 10_000;

    /// <summary>true: a new segment takes its whole room from the disk at once, so that the stream (alarms) goes on when others find no
    /// space.</summary>
    public bool ReserveSpace { get; init; }

    /// <summary>How bytes reach the file.</summary>
    public SegmentWrite Write { get; init; } = RandomAccess.Write;

    /// <summary>How a file's bytes are made to outlive a power cut; throws <see cref="IOException"/> where the disk refuses.</summary>
    public Action<SafeFileHandle> Sync { get; init; } = FileSync.Sync;

    /// <summary>The same for the names in a folder, and for its own: the stream's folder and that of all streams are as new as the first
    /// segment in them.</summary>
    public Action<string> SyncFolder { get; init; } = FolderSync.SyncWithAbove;

    /// <summary>So many bytes of records that are not on the disk are kept in memory, to be written anew where it refuses them.</summary>
    public long UnsyncedBytes { get; init; } = 8 << 20;
}
