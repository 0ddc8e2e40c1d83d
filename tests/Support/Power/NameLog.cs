namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>Changes of names in the order in which they were made, until each is on the disk. A rename is one change: both names or
/// neither, as with every journaling file system.</summary>
internal sealed class NameLog
{
    private readonly List<NameChange[]> _open = [];

    public int Count => _open.Count;

    /// <summary>Changes names for whoever looks; the disk follows.</summary>
    public void Change(params NameChange[] together)
    {
        foreach (var change in together)
        {
            Set(change.Folder.Names, change);
        }

        _open.Add(together);
    }

    /// <summary>A folder's sync: those of the first changes that are of this folder are on the disk.</summary>
    /// <param name="first">How many there were when the sync began; counted from the oldest.</param>
    public void Sync(Node folder, IReadOnlyCollection<NameChange[]> first)
    {
        foreach (var together in first.Where(t => t.Any(change => change.Folder == folder)))
        {
            if (_open.Remove(together))
            {
                Settle(together);
            }
        }
    }

    /// <summary>Everything so far is on the disk, as ext4 does it with the sync of any file.</summary>
    public void SyncAll(IReadOnlyCollection<NameChange[]> first)
    {
        foreach (var together in first)
        {
            if (_open.Remove(together))
            {
                Settle(together);
            }
        }
    }

    public IReadOnlyCollection<NameChange[]> Begin() => [.. _open];

    /// <summary>The power fails: of the open changes the first few are on the disk, or none.</summary>
    public void Cut(Random? chance)
    {
#pragma warning disable CA5394 // A cut is to be had again by its seed.
        foreach (var together in _open.Take(chance?.Next(_open.Count + 1) ?? 0))
#pragma warning restore CA5394
        {
            Settle(together);
        }

        _open.Clear();
    }

    private static void Settle(NameChange[] together)
    {
        foreach (var change in together)
        {
            Set(change.Folder.SyncedNames, change);
        }
    }

    private static void Set(SortedDictionary<string, Node> names, NameChange change)
    {
        if (change.To is { } node)
        {
            names[change.Name] = node;
        }
        else
        {
            names.Remove(change.Name);
        }
    }
}

/// <param name="To">Null where the name is gone.</param>
internal sealed record NameChange(Node Folder, string Name, Node? To);
