using LiteDB;
using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

/// <summary>A disk that refuses the fsync of a change.</summary>
public sealed class RegistryRefusedSyncTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Resident _person = new(new PersonId("p-1"), "p-1");

    private string Copy => _folder.At("registry.copy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_change_whose_fsync_is_refused_is_not_made_and_leaves_nothing_that_would_make_it_later()
    {
        using (var bench = RegistryStore.Open(_folder.Path))
        {
            bench.Put(_person);
        }

        var (state, whole) = (RegistryCopy.Read(Copy)!, File.ReadAllBytes(Copy));
        var copy = RegistryCopy.GoOn(Copy, state, _ => throw new IOException("Input/output error"));
        var change = RegistryChange.ForDocument(RegistryChange.Residents, new BsonDocument { ["_id"] = "p-new" });
        Assert.Throws<IOException>(() => copy.Append(change, state.Mark with { Generation = state.Mark.Generation + 1 }, state.Database));
        Assert.Equal(whole, File.ReadAllBytes(Copy));
    }

    [Fact]
    public void What_a_change_that_was_cut_off_or_refused_left_is_written_anew_though_it_reads_well()
    {
        using (var bench = RegistryStore.Open(_folder.Path))
        {
            bench.Put(_person);
        }

        var generation = RegistryCopy.Read(Copy)!.Mark.Generation;
        RegistryStore.Open(_folder.Path).Dispose();
        Assert.Equal(generation, RegistryCopy.Read(Copy)!.Mark.Generation);
        string[] files = [Copy, _folder.At("registry.db")];
        var longAgo = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Assert.All(files, file => File.SetLastWriteTimeUtc(file, longAgo));
        File.WriteAllBytes(_folder.At("registry.changing"), []);
        using (var registry = RegistryStore.Open(_folder.Path))
        {
            Assert.Equal(_person.Id, Assert.Single(registry.All()).Id);
        }

        Assert.All(files, file => Assert.NotEqual(longAgo, File.GetLastWriteTimeUtc(file)));
        Assert.Equal(generation, RegistryCopy.Read(Copy)!.Mark.Generation);
        Assert.False(File.Exists(_folder.At("registry.changing")));
    }
}
