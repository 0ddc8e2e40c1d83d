using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Registry;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

/// <summary>Who is erased is erased from the backups too, whatever a kill or a disk left behind.</summary>
public sealed class RegistryErasureTests : RegistryBench
{
    [Fact]
    public void Whoever_is_erased_is_erased_from_every_backup_byte_for_byte_and_does_not_come_back()
    {
        var template = new float[64];
        Array.Fill(template, 1);
        _registry.Put(Person("p-1") with { Name = "Zhao Xiaoming" }, [new FaceTemplate("pack", template)]);
        _registry.Put(Person("p-2") with { Name = "Qian Meili", Consent = new Consent(_time.GetUtcNow(), "2026-11", "clerk") },
            [new FaceTemplate("pack", template)]);
        var names = Enumerable.Range(0, 3).Select(_ => _registry.MakeBackup(BackupReason.Asked).Name).ToArray();
        var faces = SealedTemplate("p-2");
        Assert.All(Files(), file => Assert.True(Holds(file, "Zhao Xiaoming"u8) && Holds(file, faces)));

        Remove("p-1");
        Assert.DoesNotContain(Files(), file => Holds(file, "Zhao Xiaoming"u8));
        _registry.EraseFaces(_registry.All().Single(person => person.Id.Value == "p-2") with { Consent = null });
        _ledger.Append(new ConsentWithdrawn("p-2", 1));
        Assert.DoesNotContain(Files(), file => Holds(file, faces));
        Assert.All(_registry.Backups(), backup => Assert.Equal((1, true), (backup.People, backup.IsWhole)));
        _registry.Restore(names[0]);
        var left = Assert.Single(_registry.AllWithTemplates());
        Assert.Equal(("Qian Meili", 0, null), (left.Resident.Name, left.Templates.Count, left.Resident.Consent));
    }

    [Fact]
    public void A_backup_that_a_kill_left_half_written_is_gone_with_the_first_who_is_erased()
    {
        Put(Person("p-1"));
        _registry.MakeBackup(BackupReason.Asked);
        var unfinished = BackupFile() + ".new";
        File.Copy(BackupFile(), unfinished);
        _registry.Remove(new PersonId("p-1"));
        Assert.False(File.Exists(unfinished));
    }

    [Fact]
    public void A_photo_that_a_kill_left_half_written_is_known_and_goes_with_the_person()
    {
        _registry.Photos.Keep(new PersonId("p-1"), [[1, 2, 3]]);
        var photo = _folder.At(Path.Combine("photos", "p-1.sealed"));
        File.Move(photo, photo + ".new");
        Assert.Equal([new PersonId("p-1")], _registry.Photos.People);
        _registry.Photos.Erase(new PersonId("p-1"));
        Assert.Empty(Directory.GetFiles(_folder.At("photos")));
    }

    [Fact]
    public void Whoever_was_erased_while_the_disk_of_the_backups_was_away_is_erased_from_them_when_it_is_back()
    {
        Put(Person("p-1") with { Name = "Zhao Xiaoming" }, Person("p-2"));
        _registry.MakeBackup(BackupReason.Daily);
        Directory.Move(_folder.At("backups"), _folder.At("away"));
        Remove("p-1");
        Directory.Move(_folder.At("away"), _folder.At("backups"));
        Assert.True(Holds(BackupFile(), "Zhao Xiaoming"u8));
        _registry.EraseToldFromBackups(_time.GetUtcNow());
        Assert.False(Holds(BackupFile(), "Zhao Xiaoming"u8));
        Assert.Equal((1, true), (_registry.Backups()[0].People, _registry.Backups()[0].IsWhole));
    }

    [Fact]
    public void Of_a_household_that_is_no_more_backups_keep_the_home_alone_and_nobody_is_left_without_one()
    {
        var home = new Household(new HouseholdId("h-1"), new Home("3", "2", "501"))
        {
            Notes = "key with Zhao",
            Vehicles = [Vehicle.Parse("湘D12345")!],
        };
        _registry.Commit(new PeopleChange { Households = [home], People = [Person("p-1") with { Household = home.Id }] });
        var backup = _registry.MakeBackup(BackupReason.Asked).Name;
        Assert.All(Files(), file => Assert.True(Holds(file, "key with Zhao"u8) && Holds(file, "湘D12345"u8)));
        var change = new PeopleChange { HouseholdsGone = [home.Id], People = [Person("p-1")] };
        _registry.Commit(change);
        _registry.EraseFromBackups(change);
        Assert.DoesNotContain(Files(), file => Holds(file, "key with Zhao"u8) || Holds(file, "湘D12345"u8));
        Assert.True(Assert.Single(_registry.Backups()).IsWhole);
        _registry.Restore(backup);
        Assert.Equal(home with { Notes = null, Vehicles = [] }, Assert.Single(_registry.Households()) with { Vehicles = [] });
        Assert.Equal(home.Id, Assert.Single(_registry.All()).Household);
    }

    private static bool Holds(string file, ReadOnlySpan<byte> bytes)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var all = new byte[open.Length];
        open.ReadExactly(all);
        return all.AsSpan().IndexOf(bytes) >= 0;
    }
    private string[] Files() => [_folder.At("registry.db"), _folder.At("registry.copy"), .. Directory.GetFiles(_folder.At("backups"))];

    private byte[] SealedTemplate(string person)
    {
        var bson = RegistryCopy.Read(_folder.At("registry.copy"))!.Documents[new RegistryKey("residents", person)];
        return LiteDB.BsonSerializer.Deserialize(bson)["templates"].AsArray[0]["sealed"].AsBinary[..64];
    }
}
