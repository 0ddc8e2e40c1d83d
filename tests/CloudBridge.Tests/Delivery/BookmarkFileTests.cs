using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.CloudBridge.Delivery;

namespace Zhuhui.Edge.CloudBridge.Tests.Delivery;

public sealed class BookmarkFileTests : IDisposable
{
    private static readonly Guid _ledger = Guid.NewGuid();
    private readonly HubFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_saved_bookmark_has_its_name_on_the_disk_too_once_it_stands_there()
    {
        List<(string Folder, string[] Files, long Acknowledged)> synced = [];
        BookmarkFile file = null!;
        file = new BookmarkFile(_folder.Path, "passages", NullLogger.Instance, folder =>
            synced.Add((folder, Directory.GetFiles(folder), file.Load(_ledger).Acknowledged)));

        Assert.True(file.TrySave(new Bookmark(_ledger, 41, 41, [])));
        Assert.True(file.TrySave(new Bookmark(_ledger, 42, 42, [])));

        Assert.Equal([41, 42], synced.Select(each => each.Acknowledged));
        Assert.All(synced, each => Assert.Equal((_folder.Path, 1), (each.Folder, each.Files.Length)));
    }

    [Fact]
    public void A_folder_that_cannot_be_synced_is_a_bookmark_that_was_not_saved()
    {
        var file = new BookmarkFile(_folder.Path, "passages", NullLogger.Instance, _ => throw new IOException("Input/output error"));

        Assert.False(file.TrySave(new Bookmark(_ledger, 41, 41, [])));
    }

    [Fact]
    public void The_folder_is_really_asked_of_the_system()
    {
        AtomicFile.SyncFolder(_folder.Path);
        Assert.Throws<IOException>(() => AtomicFile.SyncFolder(Path.Combine(_folder.Path, "nowhere")));
    }
}
