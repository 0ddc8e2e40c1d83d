using Zhuhui.Edge.Gateway.People.Imports.Tables;

namespace Zhuhui.Edge.Gateway.Console.Lists;

/// <summary>A list of people that was handed in.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Map">The text of an import map; null for none.</param>
/// <param name="Photos">A ZIP archive; null for none.</param>
internal sealed record HeldList(string Id, string Account, string Name, byte[] File, string? Map = null,
    byte[]? Photos = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(HeldList);
}

/// <summary>Holds a list between the look at it and its being taken up: in memory alone, one of an account, for some minutes. Thread
/// safe.</summary>
internal sealed class HeldLists(TimeProvider time) : IDisposable
{
    /// <summary>Together with <see cref="TableReader.MostBytes"/> all that it costs.</summary>
    public const int Most = 4;

    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(20);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (HeldList List, ITimer End)> _held = new(StringComparer.Ordinal);

    /// <returns>Null where as many others hold one each as may, or somebody else holds photos already.</returns>
    public HeldList? Hold(string account, string name, byte[] file, byte[]? photos = null)
    {
        var list = new HeldList(Guid.NewGuid().ToString("N"), account, name, file, Photos: photos);
        lock (_lock)
        {
            Drop(account);
            return _held.Count < Most && (photos is null || _held.Values.All(held => held.List.Photos is null)) ? Keep(list) : null;
        }
    }

    /// <returns>Null where it is held no more, or is somebody else's.</returns>
    public HeldList? Find(string account, string id)
    {
        lock (_lock)
        {
            return _held.TryGetValue(account, out var held) && held.List.Id == id ? held.List : null;
        }
    }

    /// <summary>With another map, from now on as long again.</summary>
    public void Change(HeldList list)
    {
        lock (_lock)
        {
            if (Find(list.Account, list.Id) is not null)
            {
                Drop(list.Account);
                Keep(list);
            }
        }
    }

    public void Drop(string account)
    {
        lock (_lock)
        {
            if (_held.Remove(account, out var held))
            {
                held.End.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var account in _held.Keys.ToArray())
            {
                Drop(account);
            }
        }
    }

    private HeldList Keep(HeldList list)
    {
        _held[list.Account] = (list, time.CreateTimer(_ => End(list), null, Kept, Timeout.InfiniteTimeSpan));
        return list;
    }

    private void End(HeldList list)
    {
        lock (_lock)
        {
            if (_held.TryGetValue(list.Account, out var held) && ReferenceEquals(held.List, list))
            {
                Drop(list.Account);
            }
        }
    }
}
