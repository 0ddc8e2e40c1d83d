using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Segments;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Journals.Recovery;

/// <summary>
/// Finds where a journal goes on after whatever happened to it: verifies the last segment, cuts an unfinished write, keeps damage aside.
/// A number that may have reached the hub is never given twice: where records cannot be read, as many numbers as could have fitted are left
/// out.
/// </summary>
internal sealed class JournalOpening
{
    private readonly string _folder;
    private readonly List<SeqRange> _missing = [];
    private readonly List<long> _chainBreaks = [];
    private readonly List<string> _keptAside = [];
    private long _cutBytes;

    private JournalOpening(string folder)
    {
        _folder = folder;
        Files = JournalFile.In(folder);
        foreach (var unfinished in Directory.EnumerateFiles(folder, AtomicFile.Unfinished("*" + JournalSegment.Extension)))
        {
            File.Delete(unfinished);
        }
    }

    public List<JournalFile> Files { get; }

    public Guid Ledger { get; private set; }

    public long LastSeq { get; private set; }

    /// <summary>The last number whose record can be read; below <see cref="LastSeq"/> where numbers behind it are left out.</summary>
    public long LastReadable { get; private set; }

    /// <summary>The hash the next record is chained to.</summary>
    public string LastHash { get; private set; } = new('0', JournalPayload.HashHexBytes);

    /// <summary>The segment to go on with; null where a new one must begin.</summary>
    public (string Path, long Length)? Tail { get; private set; }

    /// <summary>Everything up to this number is on the disk. What a kill left in the newest segments is with the operating system, and
    /// is synced before it is believed.</summary>
    public long Durable { get; private set; }

    /// <summary>The disk refused the fsync of what comes after <see cref="Durable"/> to an earlier run.</summary>
    public bool IsInDoubt { get; private set; }

    public JournalRecovery Recovery { get; private set; } = JournalRecovery.Clean;

    public static JournalOpening Open(string folder)
    {
        var opening = new JournalOpening(folder);
        var cutAfter = opening.Find();
        var unsynced = new UnsyncedMark(folder).Read();
        opening.IsInDoubt = unsynced is not null;
        opening.Durable = unsynced > 0 ? unsynced.Value : opening.Files is [.., var before, _] ? before.First - 1 : 0;
        opening.Ledger = opening.Ledger == default ? Guid.NewGuid() : opening.Ledger;
        opening.Recovery = new JournalRecovery
        {
            CutBytes = opening._cutBytes,
            CutAfter = opening._cutBytes > 0 ? cutAfter : 0,
            Missing = [.. opening._missing.OrderBy(range => range.First)],
            ChainBreaks = opening._chainBreaks,
            KeptAside = opening._keptAside,
        };
        return opening;
    }

    private long Find()
    {
        while (Files.Count > 0)
        {
            var newest = Files[^1];
            var found = JournalVerification.Verify(newest);
            Ledger = Ledger != default ? Ledger : found.HeaderLedger ?? found.RecordLedger;
            if (found.LastSeq > 0)
            {
                Adopt(newest, found);
                return found.LastSeq;
            }

            PutAway(newest, found);
        }

        return 0;
    }

    private void Adopt(JournalFile file, JournalVerification found)
    {
        LastHash = found.LastHash;
        LastReadable = found.LastSeq;
        _missing.AddRange(found.Missing);
        _chainBreaks.AddRange(found.ChainBreaks);
        var behind = found.Length - found.GoodEnd;
        var endIsDamaged = behind > 0 && !found.EndsInUnfinishedWrite;
        var isDamaged = found.IsDamagedInside || endIsDamaged || found.ChainBreaks.Count > 0;
        if (isDamaged)
        {
            // Where there is no room for the copy, the segment itself stays: it is not written any more.
            _keptAside.Add(DamagedCopy.Keep(file.Path).Path);
        }

        if (endIsDamaged)
        {
            LeaveOut(found.LastSeq + 1, behind);
        }

        if (behind > 0)
        {
            Cut(file.Path, found.GoodEnd);
            _cutBytes += behind;
        }

        LastSeq = Math.Max(LastSeq, found.LastSeq);
        var nothingFollows = LastSeq == found.LastSeq;
        Tail = isDamaged || !nothingFollows ? null : (file.Path, found.GoodEnd);
    }

    /// <summary>A segment without one readable record: begun and never written, or damaged from end to end.</summary>
    private void PutAway(JournalFile file, JournalVerification found)
    {
        Files.RemoveAt(Files.Count - 1);
        var behind = Math.Max(0, found.Length - JournalFrame.SegmentHeaderBytes);
        if (found.EndsInUnfinishedWrite)
        {
            _cutBytes += behind;
            File.Delete(file.Path);
            LastSeq = Math.Max(LastSeq, file.First - 1);
            return;
        }

        var aside = file.Path + DamagedCopy.Extension;
        File.Move(file.Path, aside, overwrite: true);
        _keptAside.Add(aside);
        LastSeq = Math.Max(LastSeq, file.First - 1);
        LeaveOut(file.First, behind);
    }

    private void LeaveOut(long first, long bytes)
    {
        var last = first + (bytes / JournalFrame.MinFrame) - 1;
        if (last >= first)
        {
            _missing.Add(new SeqRange(first, last));
            LastSeq = Math.Max(LastSeq, last);
        }
    }

    private static void Cut(string path, long length)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // It is brought to the disk with the segment itself, and a disk that refuses that keeps no gateway from starting.
        RandomAccess.SetLength(file, length);
    }
}
