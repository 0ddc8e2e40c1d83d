using Xunit;
using Zhuhui.Edge.Gateway.Cli.Releases;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.Releases;

public sealed class RehearsalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_rehearsal_leaves_the_first_one_s_copy_alone()
    {
        var copy = RehearsalCopy.Of(_folder.At("release"));
        Directory.CreateDirectory(copy);
        using (RehearsalCopy.Take(_folder.At("release")))
        {
            Assert.Throws<StorageException>(() => Rehearsal.Run(new SiteFile { DataFolder = _folder.Path }));
        }

        Assert.True(Directory.Exists(copy));
    }
}
