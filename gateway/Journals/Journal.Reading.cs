using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Recovery;

namespace Zhuhui.Edge.Gateway.Journals;

/// <summary>Reading a journal back, and waiting for it to grow.</summary>
internal sealed partial class Journal
{
    /// <summary>
    /// Up to <paramref name="max"/> records above a number, in order. Only what a power cut cannot take back is given out (it is synced first where
    /// need be), so that no number ever means two records; where the disk refuses the fsync all is given, for the hub may be the only place left.
    /// What was deleted on purpose is passed over in silence.
    /// </summary>
    public IReadOnlyList<JournalRecord> ReadAfter(long seq, int max)
    {
        long durable = Volatile.Read(ref _durable);
        if (durable < LastSeq && durable - seq < max)
        {
            Flush();
        }

        while (true)
        {
            JournalFile[] files;
            long upTo;
            lock (_gate)
            {
                files = [.. _segments.Files];
                upTo = _syncFails ? _last : _durable;
            }

            try
            {
                return seq >= upTo ? [] : _reading.Read(files, seq, upTo, max, NoteMissing);
            }
            catch (FileNotFoundException) when (FirstSeq > files[0].First || LoseAbsent())
            {
                // Its oldest segments were deleted meanwhile, or somebody deleted one by hand.
            }
        }
    }

    /// <summary>Completes once there is a record to read above a number.</summary>
    public Task GrownAsync(long after, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_lastReadable > after)
            {
                return Task.CompletedTask;
            }

            _grown ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _grown.Task.WaitAsync(cancellation);
        }
    }

    private void NoteMissing(SeqRange range)
    {
        if (Recovery.Missing.Contains(range))
        {
            return;
        }

        _logger.Unreadable(Stream, range.First, range.Last);
        NoteDamage(new JournalRecovery { Missing = [range] }, range);
    }
}
