namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>A file's bytes, and of the pages that were written since the last sync what the disk still has in their place.</summary>
internal sealed class Pages
{
    public const int Size = 4096;
    private const int Sector = 512;

    private readonly Dictionary<int, byte[]> _synced = [];
    private byte[] _bytes = [];
    private long _syncedLength;

    public long Length { get; private set; }

    /// <summary>Whether the disk has all of it.</summary>
    public bool IsSynced => _synced.Count == 0 && _syncedLength == Length;

    public ReadOnlySpan<byte> Read(long at, int count) =>
        at >= Length ? [] : _bytes.AsSpan((int)at, (int)Math.Min(count, Length - at));

    public void Write(long at, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        Reserve(at + bytes.Length);
        KeepSynced(at, at + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan((int)at));
        Length = Math.Max(Length, at + bytes.Length);
    }

    /// <summary>Cuts it, or lengthens it with zeros.</summary>
    public void SetLength(long length)
    {
        if (length < Length)
        {
            KeepSynced(length, Length);
            _bytes.AsSpan((int)length, (int)(Length - length)).Clear();
        }

        Reserve(length);
        Length = length;
    }

    /// <summary>What a sync that begins now will bring to the disk.</summary>
    public SyncedPages Begin() => new(Length, _synced.Keys.ToDictionary(page => page, PageNow));

    /// <summary>A sync has ended: the disk has what was there when it began.</summary>
    public void End(SyncedPages began)
    {
        _syncedLength = began.Length;
        foreach (var (page, content) in began.Content)
        {
            if (PageNow(page).AsSpan().SequenceEqual(content))
            {
                _synced.Remove(page);
            }
            else
            {
                _synced[page] = content;
            }
        }
    }

    /// <summary>The power fails: the disk's bytes are what is left.</summary>
    /// <param name="chance">Null where nothing was written on its own account; else each page may have been, the last of them in part, and
    /// the length too.</param>
    public void Cut(Random? chance)
    {
#pragma warning disable CA5394 // A cut is to be had again by its seed.
        var share = chance?.NextDouble() ?? 0;
        var torn = chance is { } any && any.Next(2) == 0;
        foreach (var (page, before) in _synced)
        {
            if (chance is null || chance.NextDouble() >= share)
            {
                var from = torn && chance!.Next(4) == 0 ? chance.Next(Size / Sector) * Sector : 0;
                before.AsSpan(from).CopyTo(_bytes.AsSpan((page * Size) + from));
            }
        }

        var length = chance is null || chance.Next(2) == 0 ? _syncedLength : chance.Next(2) == 0 ? Length
            : Math.Min(Length, _syncedLength) + (long)(chance.NextDouble() * Math.Abs(Length - _syncedLength));
#pragma warning restore CA5394
        Reserve(length);
        _bytes.AsSpan((int)length).Clear();
        _synced.Clear();
        Length = _syncedLength = length;
    }

    private void KeepSynced(long from, long to)
    {
        for (var page = (int)(from / Size); page <= (to - 1) / Size; page++)
        {
            if (!_synced.ContainsKey(page))
            {
                _synced[page] = PageNow(page);
            }
        }
    }

    private byte[] PageNow(int page) => _bytes.AsSpan(page * Size, Size).ToArray();

    private void Reserve(long length)
    {
        if (length > _bytes.Length)
        {
            var whole = Math.Max(length, Math.Min(_bytes.Length * 2L, _bytes.Length + (8L << 20)));
            Array.Resize(ref _bytes, (int)((whole + Size - 1) / Size * Size));
        }
    }
}

/// <summary>A file's length and its unsynced pages at a moment.</summary>
internal sealed record SyncedPages(long Length, IReadOnlyDictionary<int, byte[]> Content);
