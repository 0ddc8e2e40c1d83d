using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>A journal's segments as they are on the disk, and what was found damaged or gone of them. Any thread.</summary>
internal sealed class JournalDamage
{
    private readonly string _folder;
    private readonly string _stream;
    private readonly JournalTail _tail;
    private readonly ILogger _logger;

    /// <param name="recovery">What was amiss when the journal was opened.</param>
    public JournalDamage(string folder, string stream, JournalTail tail, JournalRecovery recovery, ILogger logger)
    {
        (_folder, _stream, _tail, Recovery, _logger) = (folder, stream, tail, recovery, logger);
    }

    /// <summary>What was amiss when the journal was opened, and unreadable records met since.</summary>
    public JournalRecovery Recovery { get; private set; }

    /// <summary>Told of damage that was not known before, on the thread that met it; the segment is kept aside by then.</summary>
    public event Action<JournalRecovery>? DamageFound;

    /// <summary>All segments, oldest first. The last of them, which grows, ends at <see cref="Journal.LastSeq"/>.</summary>
    public IReadOnlyList<JournalExtent> Extents()
    {
        LoseAbsent();
        JournalFile[] files;
        long last;
        lock (_tail.Gate)
        {
            (files, last) = ([.. _tail.Segments.Files], _tail.Last);
        }

        return [.. files.Select((file, i) => new JournalExtent(file.First, i + 1 < files.Length ? files[i + 1].First - 1 : last,
            LengthOf(file.Path), file.Path))];
    }

    /// <summary>Takes note of damage, and keeps the segments aside.</summary>
    /// <param name="where">Numbers within the segments that are damaged.</param>
    public void NoteDamage(JournalRecovery found, SeqRange where)
    {
        List<string> kept = [.. DamagedCopy.Find(_folder, where)];
        var isNew = false;
        foreach (var extent in kept.Count > 0 ? [] : Extents().Where(e => e.First <= where.Last && e.Last >= where.First))
        {
            var (path, isNewCopy) = DamagedCopy.Keep(extent.Path);
            kept.Add(path);
            isNew |= isNewCopy;
        }

        lock (_tail.Gate)
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
            _logger.Damaged(_stream, damage);
            DamageFound?.Invoke(damage);
        }
    }

    /// <summary>Goes on without segments that somebody deleted by hand, as a start would: who reads or keeps the others is not to stumble
    /// over them for ever.</summary>
    /// <returns>Whether there were any.</returns>
    public bool LoseAbsent()
    {
        JournalFile[] files;
        lock (_tail.Gate)
        {
            files = [.. _tail.Segments.Files];
        }

        // Not the one that grows: it is held open.
        HashSet<long> absent = [.. files.SkipLast(1).Where(file => !File.Exists(file.Path)).Select(file => file.First)];
        var lost = 0;
        if (absent.Count > 0)
        {
            lock (_tail.Gate)
            {
                lost = _tail.Segments.TakeOff(absent);
            }
        }

        if (lost > 0)
        {
            _logger.SegmentsGone(_stream, lost, _folder);
        }

        return lost > 0;
    }

    private static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }
}
