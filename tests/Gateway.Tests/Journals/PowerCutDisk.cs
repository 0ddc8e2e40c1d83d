using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Zhuhui.Edge.Gateway.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Journals;

/// <summary>What of a journal's files would outlive a power cut, by the rules of Linux: a written page is on the disk after an fsync that
/// succeeded; one whose fsync failed is forgotten by the system, stays readable, and comes to the disk only when it is written again. What
/// nobody synced may be there or not. Files are told apart by inode, names are on the disk after the folder's fsync.</summary>
internal sealed class PowerCutDisk(Random random)
{
    private const int Page = 4096;
    private readonly Dictionary<long, Inode> _inodes = [];
    private Dictionary<string, Inode> _names = [];

    /// <summary>So many of the next fsyncs are refused.</summary>
    public int Refuses { get; set; }

    public JournalOptions Of(JournalOptions options) => options with { Write = Write, Sync = Sync, SyncFolder = SyncFolder };

    /// <summary>Cuts the power: what is on the disk then, as files in another folder.</summary>
    public void CutPower(string folder, string target)
    {
        // The folder's own blocks may have been written without anybody's asking.
        var names = random.Next(2) == 0 ? _names : NamesIn(folder);
        foreach (var (name, inode) in names)
        {
            inode.Lose(random);
            File.WriteAllBytes(Path.Combine(target, Path.GetFileName(name)), inode.Durable());
        }
    }

    private void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        RandomAccess.Write(file, bytes, offset);
        var number = NumberOf(file);
        if (offset == 0)
        {
            // A new file, of a number that another may have had.
            _inodes[number] = new Inode();
        }

        for (var page = offset / Page; page <= (offset + bytes.Length - 1) / Page; page++)
        {
            var content = new byte[Page];
            var there = RandomAccess.Read(file, content, page * Page);
            _inodes[number].Dirty[page] = content[..there];
        }
    }

    private void Sync(SafeFileHandle file)
    {
        var inode = _inodes[NumberOf(file)];
        if (Refuses > 0)
        {
            Refuses--;
            inode.Lose(random);
            throw new IOException("Input/output error");
        }

        inode.Keep();
    }

    private void SyncFolder(string folder)
    {
        if (Refuses > 0)
        {
            Refuses--;
            throw new IOException("Input/output error");
        }

        _names = NamesIn(folder);
    }

    private Dictionary<string, Inode> NamesIn(string folder) => Directory.EnumerateFiles(folder, "*.journal").ToDictionary(path => path,
        path =>
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return _inodes[NumberOf(file)];
        });

    private static long NumberOf(SafeFileHandle file) => long.Parse(
        File.ReadLines($"/proc/self/fdinfo/{file.DangerousGetHandle()}")
            .First(line => line.StartsWith("ino:", StringComparison.Ordinal))[4..],
        CultureInfo.InvariantCulture);

    private sealed class Inode
    {
        private readonly Dictionary<long, byte[]> _durable = [];

        public Dictionary<long, byte[]> Dirty { get; } = [];

        public void Keep()
        {
            foreach (var (page, content) in Dirty)
            {
                _durable[page] = content;
            }

            Dirty.Clear();
        }

        /// <summary>Most of what is not on the disk does not come there.</summary>
        public void Lose(Random random)
        {
            foreach (var (page, content) in Dirty.Where(_ => random.Next(4) == 0))
            {
                _durable[page] = content;
            }

            Dirty.Clear();
        }

        public byte[] Durable()
        {
            var bytes = new byte[_durable.Count == 0 ? 0 : _durable.Max(page => (page.Key * Page) + page.Value.Length)];
            foreach (var (page, content) in _durable)
            {
                content.CopyTo(bytes, page * Page);
            }

            return bytes;
        }
    }
}
