using Xunit;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Power;

namespace Zhuhui.Edge.Gateway.Tests.Storage;

/// <summary>A disk that forgets what was not synced forgets just that; and what this house calls safe is safe on it.</summary>
[Trait("needs", "process")]
public sealed class DroppingDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DroppingDisk _disk;

    public DroppingDiskTests()
    {
        Assert.SkipWhen(DroppingDisk.Missing is not null, $"no disk can be mounted whose power could be cut: {DroppingDisk.Missing}");
        _disk = DroppingDisk.At(_folder.Path);
    }

    public void Dispose()
    {
        _disk?.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_not_synced_is_gone_and_what_was_is_there()
    {
        using (var file = File.Create(At("kept")))
        {
            file.Write(new byte[10_000]);
            FileSync.Sync(file);
            FolderSync.Sync(_folder.Path);
            file.Write(new byte[10_000]);
            file.Flush();
        }

        File.WriteAllBytes(At("unsynced"), [1]);
        Assert.Equal(20_000, new FileInfo(At("kept")).Length);
        Cut();

        Assert.Equal(10_000, new FileInfo(At("kept")).Length);
        Assert.False(File.Exists(At("unsynced")));
    }

    [Fact]
    public void A_file_that_was_synced_has_no_name_until_its_folder_was()
    {
        using (var file = File.Create(At("nameless")))
        {
            FileSync.Sync(file);
        }

        Cut();
        Assert.False(File.Exists(At("nameless")));
    }

    [Fact]
    public void Any_part_of_what_was_not_synced_may_be_there_and_it_is_had_again_by_its_seed()
    {
        byte[] Left(int seed)
        {
            File.WriteAllBytes(At("file"), new byte[100 * 4096]);
            _disk.SyncAll();
            File.WriteAllBytes(At("file"), [.. Enumerable.Repeat((byte)1, 100 * 4096)]);
            Cut(new Random(seed));
            return File.ReadAllBytes(At("file"));
        }

        Assert.Equal(Left(1), Left(1));
        Assert.Contains(Enumerable.Range(1, 10), seed => Left(seed) is var left && left.Contains((byte)0) && left.Contains((byte)1));
    }

    [Fact]
    public void A_file_that_is_put_in_place_is_the_old_or_the_new_one_and_the_new_one_once_it_is_said()
    {
        AtomicFile.Write(At("file"), [1]);
        AtomicFile.Write(At("file"), [2]);
        File.WriteAllBytes(AtomicFile.Unfinished(At("file")), [3]);
        File.Move(AtomicFile.Unfinished(At("file")), At("file"), overwrite: true);
        Cut();
        Assert.Equal([2], File.ReadAllBytes(At("file")));
    }

    [Fact]
    public void A_folder_that_is_made_is_there_with_what_was_put_into_it()
    {
        FolderSync.Make(At("one", "two"));
        AtomicFile.Write(At("one", "two", "file"), [1]);
        Cut();
        Assert.Equal([1], File.ReadAllBytes(At("one", "two", "file")));

        Directory.CreateDirectory(At("bare"));
        AtomicFile.Write(At("bare", "file"), [1]);
        Cut();
        Assert.False(Directory.Exists(At("bare")));
    }

    [Fact]
    public void The_first_record_of_a_new_journal_is_there_once_it_was_called_durable()
    {
        FolderSync.Make(At("data"));
        var journal = Journal();
        journal.AppendDurably("resident.enrolled", "{}"u8);
        Cut();
        journal.Dispose();
        using var again = Journal();
        Assert.Equal(1, again.LastSeq);
    }

    private static Gateway.Journals.Journal Open(string folder) => Gateway.Journals.Journal.Open(folder, "registry", Guid.NewGuid(),
        TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private Gateway.Journals.Journal Journal() => Open(At("data", "journal"));

    private string At(params string[] parts) => _folder.At(parts);

    private void Cut(Random? chance = null)
    {
        _disk.Stop();
        _disk.Cut(chance);
    }
}
