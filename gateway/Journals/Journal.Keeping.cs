using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Recovery;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>One segment, for whoever decides what is kept.</summary>
/// <param name="Last">The last number it can hold.</param>
internal readonly record struct JournalExtent(long First, long Last, long Bytes, string Path);

/// <summary>What becomes of a journal's older segments: deleted on purpose, or found damaged.</summary>
internal sealed partial class Journal
{
    /// <summary>Told of damage that was not known before, on the thread that met it; the segment is kept aside by then.</summary>
    public event Action<JournalRecovery>? DamageFound;

    /// <summary>All segments, oldest first. The last of them, which grows, ends at <see cref="LastSeq"/>.</summary>
    public IReadOnlyList<JournalExtent> Extents()
    {
        LoseAbsent();
        JournalFile[] files;
        long last;
        lock (_gate)
        {
            (files, last) = ([.. _segments.Files], _last);
        }

        return [.. files.Select((file, i) => new JournalExtent(file.First, i + 1 < files.Length ? files[i + 1].First - 1 : last, LengthOf(file.Path), file.Path))];
    }

    /// <summary>Deletes the oldest segments as far as they hold nothing above a number; the segment of the newest record stays in any case. Whoever calls has put
    /// on record what goes.</summary>
    /// <exception cref="IOException">The disk refuses; what was not deleted is there again after the next start.</exception>
    public void DeleteThrough(long through)
    {
        JournalFile[] gone;
        lock (_gate)
        {
            gone = _segments.Forget(Math.Min(through, _durable), _last);
        }

        // The oldest first: a crash in between leaves a journal without a hole.
        foreach (JournalFile file in gone)
        {
            File.Delete(file.Path);
            File.Delete(file.Path + DamagedCopy.Extension);
        }

        if (gone.Length > 0)
        {
            FolderSync.Sync(_folder);
        }
    }

    /// <summary>When the record that begins a segment was written, everything before it being earlier, and whether the clock was to be believed then.</summary>
    /// <returns>null where it can't be read.</returns>
    public static (DateTimeOffset At, bool IsDated)? BeganAt(JournalExtent extent)
    {
        using SafeFileHandle file = File.OpenHandle(extent.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using JournalScan scan = new(file, 0);
        return scan.Next() ? (scan.Envelope.At, !scan.Envelope.IsUndated) : null;
    }

    /// <summary>Takes note of damage, and keeps the segments aside.</summary>
    /// <param name="where">Numbers within the segments that are damaged.</param>
    public void NoteDamage(JournalRecovery found, SeqRange where)
    {
        List<string> kept = [.. DamagedCopy.Find(_folder, where)];
        bool isNew = false;
        foreach (JournalExtent extent in kept.Count > 0 ? [] : Extents().Where(e => e.First <= where.Last && e.Last >= where.First))
        {
            (string path, bool isNewCopy) = DamagedCopy.Keep(extent.Path);
            kept.Add(path);
            isNew |= isNewCopy;
        }

        lock (_gate)
        {
            Recovery = Recovery with
            {
                Missing = [.. Recovery.Missing.Union(found.Missing)],
                ChainBreaks = [.. Recovery.ChainBreaks.Union(found.ChainBreaks)],
                KeptAside = [.. Recovery.KeptAside.Union(kept)],
            };
        }

        if (isNew)
        {
            var damage = found with { KeptAside = kept };
            _logger.Damaged(Stream, damage);
            DamageFound?.Invoke(damage);
        }
    }

    /// <summary>Goes on without segments that somebody deleted by hand, as a start would: who reads or keeps the others is not to stumble over them for ever.</summary>
    /// <returns>Whether there were any.</returns>
    private bool LoseAbsent()
    {
        JournalFile[] files;
        lock (_gate)
        {
            files = [.. _segments.Files];
        }

        // Not the one that grows: it is held open.
        HashSet<long> absent = [.. files.SkipLast(1).Where(file => !File.Exists(file.Path)).Select(file => file.First)];
        int lost = 0;
        if (absent.Count > 0)
        {
            lock (_gate)
            {
                lost = _segments.Lose(absent);
            }
        }

        if (lost > 0)
        {
            _logger.SegmentsGone(Stream, lost, _folder);
        }

        return lost > 0;
    }

    private static long LengthOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0;
    }
}
