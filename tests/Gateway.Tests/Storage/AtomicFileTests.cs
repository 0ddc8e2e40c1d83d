using Xunit;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zhuhui-edge-").FullName;

    private string File => Path.Combine(_folder, "kept");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_replaced_whole_and_only_its_own_user_may_read_it()
    {
        AtomicFile.Write(File, [1, 2, 3, 4]);
        AtomicFile.Write(File, [5]);

        Assert.Equal([5], System.IO.File.ReadAllBytes(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_fails_half_way_leaves_the_old_file_and_nothing_of_its_own()
    {
        AtomicFile.Write(File, [1, 2, 3]);

        Assert.Throws<IOException>(() => AtomicFile.Write(File, file =>
        {
            file.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));

        Assert.Equal([1, 2, 3], System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_half_made_one_that_a_kill_left_is_in_nobodys_way()
    {
        System.IO.File.WriteAllBytes(AtomicFile.Unfinished(File), [9, 9, 9, 9, 9]);

        AtomicFile.Write(File, [1]);

        Assert.Equal([1], System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_must_not_be_replaced_is_not()
    {
        AtomicFile.Write(File, [1]);

        Assert.Throws<IOException>(() => AtomicFile.Write(File, [2], overwrite: false));

        Assert.Equal([1], System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder));
    }
}
