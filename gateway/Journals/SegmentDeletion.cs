using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>Deletes segments of a journal from the disk. Which and when is decided by the retention.</summary>
internal sealed class SegmentDeletion(string folder, JournalTail tail, JournalSync sync)
{
    /// <summary>Deletes the oldest segments as far as they hold nothing above a number; the segment of the newest record stays in any case.
    /// The caller has put on record what goes.</summary>
    /// <exception cref="IOException">The disk refuses; what was not deleted is there again after the next start.</exception>
    public void DeleteThrough(long through)
    {
        JournalFile[] gone;
        lock (tail.Gate)
        {
            gone = tail.Segments.TakeOffOldest(Math.Min(through, sync.Durable), tail.Last);
        }

        // The oldest first: a crash in between leaves a journal without a hole.
        foreach (var file in gone)
        {
            File.Delete(file.Path);
            File.Delete(file.Path + DamagedCopy.Extension);
        }

        if (gone.Length > 0)
        {
            FolderSync.Sync(folder);
        }
    }
}
