using LiteDB;
using Xunit;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Search;

public sealed class CheckedPagesTests : IDisposable
{
    private const int Page = 8192;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.At("pages");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_a_stream_as_any_other()
    {
        var random = new Random(1);
        using var plain = new MemoryStream();
        using (var pages = new CheckedPages(File))
        {
            for (var i = 0; i < 400; i++)
            {
                var bytes = new byte[random.Next(1, 3 * Page)];
                random.NextBytes(bytes);
                plain.Position = pages.Position = random.Next(0, 20 * Page);
                plain.Write(bytes);
                pages.Write(bytes);
            }
        }

        plain.SetLength((plain.Length + Page - 1) / Page * Page);
        using var again = new CheckedPages(File);
        Assert.Equal(plain.Length, again.Length);
        var all = new byte[plain.Length];
        again.ReadExactly(all);
        Assert.Equal(plain.ToArray(), all);
        again.SetLength(2 * Page);
        again.SetLength(5 * Page);
        again.Position = 0;
        all = new byte[5 * Page];
        again.ReadExactly(all);
        Assert.Equal(plain.ToArray()[..(2 * Page)], all[..(2 * Page)]);
        Assert.All(all[(2 * Page)..], one => Assert.Equal(0, one));
    }

    [Fact]
    public void Not_one_altered_byte_a_lost_page_or_a_page_in_the_place_of_another_is_given_out()
    {
        var random = new Random(2);
        var bytes = new byte[4 * Page];
        random.NextBytes(bytes);
        using (var pages = new CheckedPages(File))
        {
            pages.Write(bytes);
        }

        var sound = System.IO.File.ReadAllBytes(File);
        var stored = sound.Length / 4;
        for (var i = 0; i < 300; i++)
        {
            byte[] damaged = [.. sound];
            switch (i % 3)
            {
                case 0:
                    damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
                    break;
                case 1:
                    damaged.AsSpan(random.Next(4) * stored, stored).Clear();
                    break;
                default:
                    sound.AsSpan(0, stored).CopyTo(damaged.AsSpan(random.Next(1, 4) * stored));
                    break;
            }

            System.IO.File.WriteAllBytes(File, damaged);
            using var pages = new CheckedPages(File);
            Assert.Throws<InvalidDataException>(() => pages.ReadExactly(new byte[4 * Page]));
        }
    }

    [Fact]
    public void The_log_is_on_the_disk_before_a_page_of_the_file_changes()
    {
        using var log = new CheckedPages(_folder.At("log"));
        using var data = new CheckedPages(File, log);
        log.Write(new byte[Page]);
        Assert.False(log.IsOnDisk);
        data.Write(new byte[Page]);
        Assert.True(log.IsOnDisk);
        Assert.False(data.IsOnDisk);
        log.SetLength(0);
        data.SetLength(2 * Page);
        Assert.True(log.IsOnDisk);
        data.Flush();
        Assert.True(data.IsOnDisk);
    }

    /// <summary>What the order above is kept for: LiteDB leaves the log of a commit to the operating system.</summary>
    [Fact]
    public void A_commit_of_LiteDB_s_flushes_nothing_and_its_checkpoint_flushes_the_file()
    {
        using var log = new CheckedPages(_folder.At("log"));
        using var data = new CheckedPages(File, log);
        using var database = LiteDbOpening.Open(data, log);
        database.GetCollection("c").Insert(new BsonDocument { ["_id"] = 1 });
        Assert.False(log.IsOnDisk);
        database.Checkpoint();
        Assert.True(data.IsOnDisk);
    }
}
