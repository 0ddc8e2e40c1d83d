using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Search;

/// <summary>
/// The buffer's two files: <c>buffer.db</c>, which grows, and <c>buffer-old.db</c>, which <c>buffer.db</c> becomes once it holds half of
/// what the buffer may. The one that was old goes whole: LiteDB gives no room back, and to take events out one by one costs as much writing
/// as to put them in. Not thread safe.
/// </summary>
internal sealed class BufferFiles(string dataFolder, BufferOptions options, SyncDoubt doubt) : IDisposable
{
    private BufferFile? _current;
    private BufferFile? _old;

    public string Path { get; } = System.IO.Path.Combine(dataFolder, "buffer.db");

    private string OldPath { get; } = System.IO.Path.Combine(dataFolder, "buffer-old.db");

    /// <summary>Opens what there is, or begins anew.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public void Open()
    {
        if (_current is null)
        {
            Directory.CreateDirectory(dataFolder);
            if (doubt.Stands)
            {
                Delete();
            }

            _old = File.Exists(OldPath) ? new BufferFile(OldPath, doubt) : null;
            _current = new BufferFile(Path, doubt);
        }
    }

    /// <summary>The last number taken over from a journal; null where none of this ledger was.</summary>
    public long? Followed(string stream, Guid ledger) => _current!.Followed(stream, ledger) ?? _old?.Followed(stream, ledger);

    /// <summary>Stores events; before that makes room for them where the buffer holds what it may.</summary>
    public void Insert(IReadOnlyCollection<BufferedEvent> events, IReadOnlyList<StreamReached> reached, DateTimeOffset now)
    {
        if (_current!.Count > 0 && IsDue(_current, now))
        {
            TurnOver();
        }

        _current!.Insert(events, reached);
    }

    /// <summary>The newest events with a key from <paramref name="lowest"/> to <paramref name="highest"/>, both included, newest
    /// first.</summary>
    public List<BufferedEvent> NewestBetween(string lowest, string highest, int limit)
    {
        var found = _current?.NewestBetween(lowest, highest, limit) ?? [];
        if (_old is not { Newest: { } oldNewest } || (found.Count == limit && string.CompareOrdinal(found[^1].Cursor, oldNewest) > 0))
        {
            return found;
        }

        // A journal that was late, or a clock put back: their times overlap.
        return [.. found.Concat(_old.NewestBetween(lowest, highest, limit)).OrderByDescending(one => one.Cursor, StringComparer.Ordinal)
            .Take(limit)];
    }

    /// <summary>Moves what is damaged aside, so that all can be begun anew.</summary>
    /// <exception cref="IOException">The disk refuses even that.</exception>
    public void PutAside()
    {
        Close();
        foreach (var path in new[] { Path, OldPath })
        {
            if (File.Exists(path))
            {
                File.Move(path, path + ".damaged", overwrite: true);
            }

            File.Delete(LiteDbOpening.LogOf(path));
        }
    }

    /// <summary>Closes the files; whatever goes wrong with that is of no account, for the journals hold the events.</summary>
    public void Close()
    {
        foreach (var file in new[] { _current, _old })
        {
            try
            {
                file?.Dispose();
            }
            catch (Exception again) when (LiteDbDamage.IsRefusal(again) || LiteDbDamage.IsShownBy(again))
            {
                // It failed before, and that was told.
            }
        }

        (_current, _old) = (null, null);
        if (doubt.Stands)
        {
            try
            {
                // At once, for a program that is killed now knows nothing of it at its next start.
                Delete();
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                // The next opening tries it again.
            }
        }
    }

    public void Dispose() => Close();

    /// <summary>The journals hold all that is in them.</summary>
    private void Delete()
    {
        foreach (var path in new[] { Path, OldPath })
        {
            File.Delete(path);
            File.Delete(LiteDbOpening.LogOf(path));
        }

        doubt.Settle();
    }

    private bool IsDue(BufferFile file, DateTimeOffset now) => file.Count >= options.MostEvents / 2
        || file.Bytes >= options.MostMegabytes * (1L << 20) / 2
        || (IsPast(file.Oldest!, now) && (_old?.Newest is not { } newestOfOld || IsPast(newestOfOld, now)));

    /// <summary>One event dated without a clock, of 1970 perhaps, makes no file old: the other file goes by its newest.</summary>
    private bool IsPast(string key, DateTimeOffset now) => BufferFile.TimeOf(key) < now.AddDays(-options.MostDays / 2.0);

    private void TurnOver()
    {
        Close();
        File.Delete(LiteDbOpening.LogOf(OldPath));
        File.Delete(LiteDbOpening.LogOf(Path));
        File.Move(Path, OldPath, overwrite: true);
        Open();
    }
}
