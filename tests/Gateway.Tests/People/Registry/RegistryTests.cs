using Xunit;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

public sealed class RegistryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.At("registry.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("needs", "process")]
    public void The_registry_works_again_after_a_full_disk()
    {
        using var disk = new SmallDisk("1m");
        using (var registry = RegistryStore.Open(disk.Path))
        {
            registry.Put(Person("p-1"), []);
            disk.Fill();
            var refused = Assert.Throws<StorageException>(() => PutMany(registry));
            Assert.Contains("takes no change", refused.Message, StringComparison.Ordinal);
            Assert.Contains("not full", refused.Message, StringComparison.Ordinal);

            disk.Free();
            Assert.Contains(registry.All(), person => person.Id.Value == "p-1");
            registry.Put(Person("p-2"), []);
        }

        using var again = RegistryStore.Open(disk.Path);
        Assert.Superset(new HashSet<string> { "p-1", "p-2" }, again.All().Select(person => person.Id.Value).ToHashSet());
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task On_a_disk_that_stays_full_every_change_is_refused_and_none_waits_for_ever()
    {
        using var disk = new SmallDisk("1m");
        var registry = RegistryStore.Open(disk.Path);
        registry.Put(Person("p-1"), []);
        disk.Fill();
        for (var i = 0; i < 20; i++)
        {
            await Task.Run(() => Assert.Throws<StorageException>(() => PutMany(registry))).WaitAsync(TimeSpan.FromSeconds(60));
        }

        disk.Free();
        registry.Put(Person("p-2"), []);
        Assert.Superset(new HashSet<string> { "p-1", "p-2" }, registry.All().Select(person => person.Id.Value).ToHashSet());
        registry.Dispose(); // Not where it failed: a registry that waits for ever would be waited for here.
    }

    [Fact]
    [Trait("needs", "process")]
    public void On_a_full_disk_a_damaged_registry_lets_everybody_in_out_of_its_copy_and_is_made_anew_once_there_is_room()
    {
        using var disk = new SmallDisk("1m");
        using (var registry = RegistryStore.Open(disk.Path))
        {
            registry.Put(Person("p-1"), []);
            registry.Put(Person("p-2"), []);
        }

        var file = Path.Combine(disk.Path, "registry.db");
        var bytes = File.ReadAllBytes(file);
        bytes[^5000] ^= 1;
        File.WriteAllBytes(file, bytes);
        disk.Fill();
        using (var registry = RegistryStore.Open(disk.Path))
        {
            Assert.Equal(["p-1", "p-2"], registry.All().Select(person => person.Id.Value).Order(StringComparer.Ordinal));
            Assert.Throws<StorageException>(() => registry.Put(Person("p-3"), []));
            Assert.Equal(2, registry.All().Count);
            disk.Free();
            registry.Put(Person("p-3"), []);
        }

        using var again = RegistryStore.Open(disk.Path);
        Assert.Equal(3, again.All().Count);
        Assert.Contains("is damaged", again.Restored?.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filled from page 1")]
    [InlineData("garbage")]
    [InlineData("emptied")]
    [InlineData("cut short")]
    [InlineData("gone")]
    public void A_damaged_registry_is_kept_aside_its_copy_takes_its_place_and_nobody_is_left_outside(string damage)
    {
        using (var registry = RegistryStore.Open(_folder.Path))
        {
            Assert.Null(registry.Restored);
            registry.Put(Person("p-1"), []);
            registry.Put(Person("p-2"), []);
        }

        var sound = File.ReadAllBytes(Database);
        switch (damage)
        {
            case "filled from page 1":
                File.WriteAllBytes(Database, [.. sound[..8192], .. Enumerable.Repeat((byte)0x5A, sound.Length - 8192)]);
                break;
            case "garbage":
                File.WriteAllBytes(Database, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 37))]);
                break;
            case "emptied":
                File.WriteAllBytes(Database, []);
                break;
            case "cut short":
                File.WriteAllBytes(Database, sound[..10_000]);
                break;
            default:
                File.Delete(Database);
                break;
        }

        using var restored = RegistryStore.Open(_folder.Path);
        Assert.Contains("is damaged", restored.Restored?.Finding, StringComparison.Ordinal);
        Assert.Equal(["p-1", "p-2"], restored.All().Select(person => person.Id.Value).Order(StringComparer.Ordinal));
        Assert.Equal(damage != "gone", File.Exists(Database + ".damaged"));
    }

    [Fact]
    public void A_file_that_is_no_registry_is_not_called_in_use()
    {
        File.WriteAllText(Database, new string('x', 20_000));
        var message = Assert.Throws<StorageException>(() => RegistryStore.Open(_folder.Path)).Message;
        Assert.Contains("is damaged", message, StringComparison.Ordinal);
        Assert.Contains("restore it from a backup", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_refuses_the_lock_file_is_not_called_a_running_gateway()
    {
        Directory.CreateDirectory(Database + ".lock");
        var message = Assert.Throws<StorageException>(() => RegistryStore.Open(_folder.Path)).Message;
        Assert.StartsWith($"the registry {Database} ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("in use", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_named_with_the_remedy()
    {
        File.WriteAllText(_folder.At("file"), "");
        var place = _folder.At("file", "data");
        var message = Assert.Throws<StorageException>(() => DataFolder.Make(new SiteFile { DataFolder = place })).Message;
        Assert.StartsWith($"the data folder {place} cannot be opened", message, StringComparison.Ordinal);
        Assert.Contains("its disk is mounted, writable and not full", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_another_user_are_named_with_the_remedy() =>
        Assert.Contains("as the service's user", StorageException.Refused("the registry /data/registry.db",
            new UnauthorizedAccessException("Access denied")).Message, StringComparison.Ordinal);

    private static void PutMany(RegistryStore registry)
    {
        for (var i = 0; i < 1000; i++)
        {
            registry.Put(Person($"q-{i}"), [new FaceTemplate("pack", new float[512])]);
        }
    }

    private static Resident Person(string id) => new(new PersonId(id), id) { Cards = [new HeldCard(1)] };
}
