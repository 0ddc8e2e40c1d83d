using LiteDB;

namespace Zhuhui.Edge.Gateway.Ledger;

/// <summary>
/// The journals' events where they can be searched: <c>{data}/buffer.db</c>. Owns that file and one loop that copies the journals into it. Holds
/// nothing of its own: a missing or damaged file is rebuilt from the journals, and a full disk only makes it late.
/// </summary>
internal sealed class EventBuffer : IDisposable
{
    private const int BatchRecords = 200;
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly IReadOnlyList<Journal> _journals;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long[] _reached;
    private BufferFile? _file;
    private TaskCompletionSource _startedAnew = new();
    private bool _isLate;

    public EventBuffer(string dataFolder, IReadOnlyList<Journal> journals, TimeProvider time, ILogger logger)
    {
        _path = Path.Combine(dataFolder, "buffer.db");
        _journals = journals;
        _reached = new long[journals.Count];
        _time = time;
        _logger = logger;
    }

    /// <summary>Follows the journals until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (TakeOver(cancellation))
            {
                case Progress.Some:
                    break;
                case Progress.None:
                    await AnyGrownAsync(cancellation);
                    break;
                case Progress.Refused:
                    await Task.Delay(RetryEvery, _time, cancellation);
                    break;
            }
        }
    }

    /// <summary>The newest events of all streams, newest first.</summary>
    public IReadOnlyList<BufferedEvent> Latest(int count) => Page(new EventQuery { Limit = count }).Events;

    /// <summary>Events that match, newest first; empty while the buffer is being rebuilt.</summary>
    public EventPage Page(EventQuery query) => EventSearch.Page(query, Read);

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    /// <summary>One batch from every journal that has something new.</summary>
    private Progress TakeOver(CancellationToken cancellation)
    {
        Progress progress = Progress.None;
        for (int i = 0; i < _journals.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            lock (_lock)
            {
                switch (TakeOver(_journals[i], out _reached[i]))
                {
                    case Progress.Refused:
                        return Progress.Refused;
                    case Progress.Some:
                        progress = Progress.Some;
                        break;
                }
            }
        }

        if (_isLate)
        {
            _isLate = false;
            _logger.LogWarning("event buffer {Path}: takes events again", _path);
        }

        return progress;
    }

    private Progress TakeOver(Journal journal, out long reached)
    {
        long followed = reached = 0;
        if (!OnFile(() => followed = (_file ??= Open()).Followed(journal.Stream, journal.Ledger)))
        {
            return Progress.Refused;
        }

        reached = followed <= journal.LastSeq ? followed : 0;
        IReadOnlyList<JournalRecord> records;
        try
        {
            records = journal.ReadAfter(reached, BatchRecords);
        }
        catch (IOException unreadable)
        {
            NoteLate(unreadable);
            return Progress.Refused;
        }

        if (records.Count == 0)
        {
            return Progress.None;
        }

        BsonDocument[] events = BufferFile.Documents(journal.Stream, records);
        return OnFile(() => _file!.Insert(journal.Stream, journal.Ledger, events, records[^1].Seq)) ? Progress.Some : Progress.Refused;
    }

    /// <summary>Does something on the file alone; false where the disk refused it or the file is damaged.</summary>
    private bool OnFile(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception refused) when (LiteDbDamage.IsRefusal(refused))
        {
            NoteLate(refused);
        }
        catch (Exception damage) when (LiteDbDamage.IsShownBy(damage))
        {
            StartAnew(damage);
        }

        return false;
    }

    private async Task AnyGrownAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task> grown;
        lock (_lock)
        {
            if (_file is null)
            {
                return;
            }

            _startedAnew = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            grown = [_startedAnew.Task, .. _journals.Select((journal, i) => journal.GrownAsync(_reached[i], others.Token))];
        }

        await Task.WhenAny(grown);
        await others.CancelAsync();
    }

    private List<BufferedEvent> Read(string lowest, string highest, int limit)
    {
        lock (_lock)
        {
            try
            {
                return _file?.Newest(lowest, highest, limit) ?? [];
            }
            catch (Exception refused) when (LiteDbDamage.IsRefusal(refused))
            {
                NoteLate(refused);
            }
            catch (Exception damage) when (LiteDbDamage.IsShownBy(damage))
            {
                StartAnew(damage);
            }

            return [];
        }
    }

    private BufferFile Open()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        try
        {
            return new BufferFile(_path);
        }
        catch (Exception damage) when (LiteDbDamage.IsShownBy(damage))
        {
            StartAnew(damage);
            return new BufferFile(_path);
        }
    }

    /// <summary>Moves the file aside, so that another can be begun; where the disk refuses even that, the buffer is late until it does not.</summary>
    private void StartAnew(Exception damage)
    {
        Close();
        _startedAnew.TrySetResult();
        try
        {
            if (File.Exists(_path))
            {
                File.Move(_path, _path + ".damaged", overwrite: true);
            }

            File.Delete(Path.Combine(Path.GetDirectoryName(_path)!, "buffer-log.db"));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NoteLate(refused);
            return;
        }

        _logger.LogWarning("event buffer {Path} is damaged ({Reason}); moved aside to {Aside} and being rebuilt from the journals", _path, damage.Message, _path + ".damaged");
    }

    private void NoteLate(Exception refused)
    {
        // After a failed write LiteDB's engine stays dead until it is opened again.
        Close();
        if (!_isLate)
        {
            _isLate = true;
            _logger.LogError("event buffer {Path}: the disk takes no events ({Reason}); the journals keep them, the console is late", _path, refused.Message);
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (Exception again) when (LiteDbDamage.IsRefusal(again) || LiteDbDamage.IsShownBy(again))
        {
            _logger.LogDebug(again, "event buffer {Path}: closing it failed as well", _path);
        }

        _file = null;
    }

    private enum Progress
    {
        None,
        Some,
        Refused,
    }
}
