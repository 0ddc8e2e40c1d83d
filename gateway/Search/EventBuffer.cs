using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>
/// The journals' events where they can be searched: <see cref="BufferFiles"/>. Owns those files and one loop that copies the journals into
/// them, some hundreds of events at a time or what a minute brings, for each write wears an SD card; what is not in them yet is answered
/// from the journals. Holds nothing of its own: a missing or damaged file is rebuilt from the journals, as far as the buffer's bound lets
/// it, and a full disk only makes it late. After an fsync that the disk refused they are begun anew.
/// </summary>
internal sealed class EventBuffer(string dataFolder, IReadOnlyList<Journal> journals, TimeProvider time, ILogger logger,
    BufferOptions? options = null, Action<FileStream>? sync = null) : IDisposable
{
    private static readonly TimeSpan _retryEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly BufferOptions _options = options ?? new BufferOptions();
    private readonly BufferFiles _files = new(dataFolder, options ?? new BufferOptions(), new SyncDoubt(sync));
    private readonly BufferGathering _gathering = new(journals);
    private readonly CopyPace _pace = new(journals, time);
    private readonly FreshEvents _fresh = new(journals, logger);
    private readonly long[] _reached = new long[journals.Count];
    private bool _isBegun;
    private bool _isLate;

    /// <summary>How many events wait to be copied.</summary>
    public long Behind
    {
        get
        {
            lock (_lock)
            {
                return journals.Select((journal, i) => journal.LastSeq - _reached[i]).Sum();
            }
        }
    }

    /// <summary>Follows the journals until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (CopyAll())
            {
                case CopyResult.Much:
                    break;
                case CopyResult.Little:
                    await _pace.EnoughAsync(Waiting, cancellationToken);
                    break;
                case CopyResult.Refused:
                    await Task.Delay(_retryEvery, time, cancellationToken);
                    break;
            }
        }
    }

    /// <summary>Copies what there is, for a program that only reads.</summary>
    public void CatchUp()
    {
        while (CopyAll() == CopyResult.Much)
        {
        }
    }

    /// <summary>The newest events of all streams, newest first.</summary>
    public IReadOnlyList<BufferedEvent> Latest(int count) => Page(new EventQuery { Limit = count }).Events;

    /// <summary>Events that match, newest first. While the buffer is being rebuilt only the newest of each stream are here.</summary>
    public EventPage Page(EventQuery query)
    {
        var fresh = _fresh.Above(Reached());
        var eldest = time.GetUtcNow().AddDays(-_options.MostDays);
        return EventSearch.Page(query with { From = query.From > eldest ? query.From : eldest }, (lowest, highest, limit) =>
            FreshEvents.Merge(Read(lowest, highest, limit), fresh, lowest, highest, limit));
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _files.Dispose();
        }
    }

    /// <summary>One batch of what is new in the journals.</summary>
    private CopyResult CopyAll()
    {
        lock (_lock)
        {
            // Files that were found damaged are begun anew at once, and only once.
            if (!OnFiles(Begin) && (_isLate || !OnFiles(Begin)))
            {
                return CopyResult.Refused;
            }

            List<BufferedEvent> events;
            long[] reached;
            try
            {
                (events, reached) = _gathering.Next();
            }
            catch (IOException unreadable)
            {
                NoteLate(unreadable);
                return CopyResult.Refused;
            }

            if (events.Count > 0)
            {
                if (!OnFiles(() => _files.Insert(events, [.. journals.Select((journal, i) => new StreamReached(journal.Stream,
                    journal.Ledger, reached[i]))], time.GetUtcNow())))
                {
                    return CopyResult.Refused;
                }

                reached.CopyTo(_reached, 0);
            }

            if (_isLate)
            {
                _isLate = false;
                logger.TakesEventsAgain(_files.Path);
            }

            return events.Count >= CopyPace.EnoughAtOnce ? CopyResult.Much : CopyResult.Little;
        }
    }

    /// <summary>Opens the files where they are not, and finds where each journal is to be gone on with.</summary>
    private void Begin()
    {
        if (_isBegun)
        {
            return;
        }

        _files.Open();

        // Read once: the journals grow meanwhile, and what is counted from two readings is behind the first and before the second.
        var last = journals.Select(journal => journal.LastSeq).ToArray();
        var followed = journals.Select((journal, i) => _files.Followed(journal.Stream, journal.Ledger) is { } seq && seq <= last[i]
            ? seq : (long?)null).ToArray();
        var shares = BufferGathering.Shares([.. journals.Select((journal, i) => followed[i] is null
            ? Math.Max(0, last[i] - journal.FirstSeq + 1) : 0)], _options.MostEvents);
        for (var i = 0; i < _reached.Length; i++)
        {
            _reached[i] = followed[i] ?? (last[i] - shares[i]);
        }

        _gathering.BeginAt(_reached);
        _isBegun = true;
    }

    /// <summary>Does something on the files alone; false where the disk refused it or they are damaged.</summary>
    private bool OnFiles(Action work)
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
        catch (Exception damage) when (LiteDbDamage.IsShownBy(damage) || damage is InvalidDataException)
        {
            StartAnew(damage);
        }

        return false;
    }

    /// <summary>What waits to be copied; null where the files are not begun.</summary>
    private long? Waiting()
    {
        lock (_lock)
        {
            return _isBegun ? Behind : null;
        }
    }

    private long[] Reached()
    {
        lock (_lock)
        {
            return [.. _reached];
        }
    }

    private List<BufferedEvent> Read(string lowest, string highest, int limit)
    {
        lock (_lock)
        {
            List<BufferedEvent> found = [];
            return _isBegun && OnFiles(() => found = _files.NewestBetween(lowest, highest, limit)) ? found : [];
        }
    }

    /// <summary>Moves the files aside, so that others can be begun; where the disk refuses even that, the buffer is late until it does
    /// not.</summary>
    private void StartAnew(Exception damage)
    {
        Close();
        _pace.Interrupt();
        try
        {
            _files.PutAside();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            NoteLate(refused);
            return;
        }

        Array.Clear(_reached);
        var aside = _files.Path + ".damaged";
        logger.BufferDamaged(_files.Path, damage.Message, aside);
    }

    private void NoteLate(Exception refused)
    {
        // After a failed write LiteDB's engine stays dead until it is opened again.
        Close();
        if (!File.Exists(_files.Path))
        {
            Array.Clear(_reached);
        }

        if (!_isLate)
        {
            _isLate = true;
            logger.TakesNoEvents(_files.Path, refused.Message);
        }
    }

    private void Close()
    {
        _files.Close();
        _isBegun = false;
    }
}
