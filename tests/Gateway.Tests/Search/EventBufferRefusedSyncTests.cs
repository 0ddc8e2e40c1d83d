using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;

namespace Zhuhui.Edge.Gateway.Tests.Search;

/// <summary>After an fsync that failed Linux gives out of its memory what is not on the disk, and says of the next one that all is
/// well.</summary>
public sealed class EventBufferRefusedSyncTests : IDisposable
{
    private readonly JournalBench _bench = new() { Options = new JournalOptions() };
    private bool _refuses;
    private int _refused;

    private string Current => _bench.Folder.At("buffer.db");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_of_which_the_disk_refused_an_fsync_are_begun_anew_and_lack_nothing(bool isStoppedThen)
    {
        var buffer = Buffer();
        try
        {
            _bench.Append(20);
            buffer.CatchUp();
            using var before = new FileStream(Current, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _refuses = true;
            _bench.Append(20);
            buffer.CatchUp();
            Assert.True(_refused > 0);
            Assert.Equal(40, buffer.Latest(100).Count);
            _refuses = false;
            if (isStoppedThen)
            {
                buffer.Dispose();
                buffer = Buffer();
            }

            buffer.CatchUp();
            _bench.Append(500);
            buffer.CatchUp();
            Assert.Equal(540, buffer.Latest(1000).Count);

            // What was written since is in another file: the one before has not grown.
            Assert.True(new FileInfo(Current).Length > before.Length, $"{before.Length}");
        }
        finally
        {
            buffer.Dispose();
        }

        using var file = new BufferFile(Current);
        Assert.Equal(540, file.Count);
    }

    [Fact]
    public void Without_a_refusal_the_file_grows_on()
    {
        using var buffer = Buffer();
        _bench.Append(20);
        buffer.CatchUp();
        using var before = new FileStream(Current, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _bench.Append(500);
        buffer.CatchUp();
        Assert.Equal(new FileInfo(Current).Length, before.Length);
    }

    private EventBuffer Buffer() => new(_bench.Folder.Path, [_bench.Journal], _bench.Time, _bench.Log, sync: file =>
    {
        if (_refuses)
        {
            _refused++;
            throw new IOException("fsync: Input/output error");
        }

        FileSync.Sync(file);
    });
}
