using System.Collections.Concurrent;

namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>Files, folders and names of a <see cref="DroppingDisk"/>; whoever reads or changes holds <see cref="Turn"/>.</summary>
internal sealed class DiskTree(TimeSpan slowest)
{
    private readonly ConcurrentDictionary<string, DiskUse> _uses = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, Node> _nodes = [];
    private readonly NameLog _names = new();
    private ulong _last = Root;

    public const ulong Root = 1;

    public Lock Turn { get; } = new();

    public bool IsStopped
    {
        get;
        set
        {
            lock (Turn)
            {
                field = value;
            }
        }
    }

    public bool NamesFollowFiles { get; set; }

    public IReadOnlyDictionary<string, DiskUse> Uses => _uses;

    public Node this[ulong id] => id == Root && !_nodes.ContainsKey(Root) ? _nodes[Root] = new Node(Root, Node.Folder | 0x1C0) : _nodes[id];

    public Node Make(Node folder, string name, uint mode, uint user, uint group)
    {
        var made = new Node(++_last, mode) { User = user, Group = group };
        _nodes[made.Id] = made;
        Name(folder, name, made);
        return made;
    }

    public void Name(Node folder, string name, Node? to) => Change(new NameChange(folder, name, to));

    public void Change(params NameChange[] together)
    {
        _names.Change(together);
        foreach (var change in together)
        {
            change.Folder.Changed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        }
    }

    public void Wrote(Node node, int bytes) => Used(node, new DiskUse(bytes, 1, 0, 0));

    /// <summary>Brings a file's bytes or a folder's names to the disk, which takes a while: what is written meanwhile is not with
    /// it.</summary>
    /// <returns>False where the power failed meanwhile.</returns>
    public bool Sync(Node node)
    {
        SyncedPages began;
        IReadOnlyCollection<NameChange[]> names;
        lock (Turn)
        {
            (began, names) = (node.Pages.Begin(), _names.Begin());
        }

        if (slowest > TimeSpan.Zero)
        {
#pragma warning disable CA5394 // A disk's moods are no secret.
            Thread.Sleep(slowest * Random.Shared.NextDouble());
#pragma warning restore CA5394
        }

        lock (Turn)
        {
            if (IsStopped)
            {
                return false;
            }

            if (node.IsFolder)
            {
                _names.Sync(node, names);
            }
            else
            {
                node.Pages.End(began);
                if (NamesFollowFiles)
                {
                    _names.SyncAll(names);
                }
            }

            Used(node, new DiskUse(0, 0, 1, began.Content.Count));
            return true;
        }
    }

    public void SyncAll()
    {
        lock (Turn)
        {
            _names.SyncAll(_names.Begin());
            foreach (var node in _nodes.Values)
            {
                node.Pages.End(node.Pages.Begin());
            }
        }
    }

    /// <summary>What is not on the disk is gone.</summary>
    public void Cut(Random? chance)
    {
        lock (Turn)
        {
            _names.Cut(chance);
            var left = new Dictionary<ulong, Node>();
            Cut(this[Root], chance, left);
            _nodes.Clear();
            foreach (var (id, node) in left)
            {
                _nodes[id] = node;
            }
        }
    }

    private static void Cut(Node node, Random? chance, Dictionary<ulong, Node> left)
    {
        if (!left.TryAdd(node.Id, node))
        {
            return;
        }

        node.Pages.Cut(chance);
        node.Names.Clear();
        foreach (var (name, to) in node.SyncedNames)
        {
            node.Names[name] = to;
            Cut(to, chance, left);
        }
    }

    private void Used(Node node, DiskUse use) => _uses.AddOrUpdate(PathOf(node), use, (_, before) => before + use);

    private string PathOf(Node node) => PathOf(this[Root], node, "") ?? "(no name)";

    private static string? PathOf(Node folder, Node node, string path)
    {
        if (folder == node)
        {
            return path.Length == 0 ? "/" : path;
        }

        foreach (var (name, to) in folder.Names)
        {
            if (to == node)
            {
                return $"{path}/{name}";
            }

            if (to.IsFolder && PathOf(to, node, $"{path}/{name}") is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
