using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rosters;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

/// <summary>Going back to an earlier state of the registry, with the journal that knows what happened since.</summary>
public sealed class RegistryBackupTests : RegistryBench
{
    [Fact]
    public void Of_each_kind_so_many_backups_are_kept_and_the_oldest_go()
    {
        Put(Person("p-1"));
        for (var i = 0; i < 5; i++)
        {
            _registry.MakeBackup(BackupReason.Daily);
            _time.Advance(TimeSpan.FromDays(1));
        }

        _registry.MakeBackup(BackupReason.Asked);
        Assert.Equal(["20261127T030000Z-asked", "20261126T030000Z-daily", "20261125T030000Z-daily", "20261124T030000Z-daily"],
            _registry.Backups().Select(backup => string.Join('-', backup.Name.Split('-')[..2])));
        Assert.All(_registry.Backups(), backup => Assert.Equal((1, true), (backup.People, backup.IsWhole)));
        Assert.False(_registry.HasRecentBackup(BackupReason.Daily, TimeSpan.FromDays(1)));
        Assert.True(_registry.HasRecentBackup(BackupReason.Daily, TimeSpan.FromDays(1.1)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackupFile()));
    }

    [Fact]
    public void A_backup_of_a_clock_that_was_years_ahead_is_newest_for_no_longer_than_it_is_by_the_journal()
    {
        Put(Person("p-1"));
        _registry.MakeBackup(BackupReason.Asked);
        var old = BackupFile();
        File.Move(old, _folder.At("backups/20360101T000000Z-asked.registry"));
        Put(Person("p-2"));
        var newest = _registry.MakeBackup(BackupReason.Asked).Name;
        Put(Person("p-3"));
        var ahead = _registry.MakeBackup(BackupReason.Daily).Name;
        File.Move(_folder.At($"backups/{ahead}.registry"), _folder.At($"backups/2037{ahead[4..]}.registry"));
        Put(Person("p-4"));
        var last = _registry.MakeBackup(BackupReason.Asked).Name;
        Assert.Equal([last, $"2037{ahead[4..]}", newest, "20360101T000000Z-asked"], _registry.Backups().Select(backup => backup.Name));
        for (var i = 0; i < 3; i++)
        {
            Put(Person($"p-{5 + i}"));
            _registry.MakeBackup(BackupReason.Asked);
        }

        // The three newest of those asked for stay, whatever their names say.
        Assert.DoesNotContain(_registry.Backups(), backup => backup.Name == "20360101T000000Z-asked" || backup.Name == newest);
        Assert.Equal(4, _registry.Backups().Count);
    }

    [Fact]
    public void A_roster_is_taken_over_after_a_backup_and_without_one_where_its_disk_is_away()
    {
        Put(Person("p-1"));
        _registry.ApplyRoster(new RosterChange(1, IsWhole: true) { People = [Person("p-2")] });
        Assert.Equal((BackupReason.Roster, 1), (_registry.Backups()[0].Reason, _registry.Backups()[0].People));
        for (var version = 2; version < 5; version++)
        {
            _registry.ApplyRoster(new RosterChange(version, IsWhole: false));
        }

        Assert.Single(_registry.Backups());
        _time.Advance(TimeSpan.FromHours(2));
        _registry.ApplyRoster(new RosterChange(5, IsWhole: false));
        Assert.Equal(2, _registry.Backups().Count);
        Directory.Delete(_folder.At("backups"), recursive: true);
        File.WriteAllText(_folder.At("backups"), "no folder");
        _registry.ApplyRoster(new RosterChange(6, IsWhole: true));
        Assert.Contains("no backup of the registry could be made", _registry.BackupProblem, StringComparison.Ordinal);
        Assert.Equal(6, _registry.Roster().Version);
        Assert.Equal("p-1", Assert.Single(_registry.All()).Id.Value);
    }

    [Fact]
    public void A_damaged_backup_is_listed_as_damaged_and_nothing_is_restored_from_it()
    {
        Put(Person("p-1"));
        var name = _registry.MakeBackup(BackupReason.Asked).Name;
        var sound = File.ReadAllBytes(BackupFile());
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            byte[] bytes = [.. sound];
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(BackupFile(), i % 4 == 0 ? sound[..random.Next(sound.Length)] : bytes);
            Assert.False(Assert.Single(_registry.Backups()).IsWhole);
            Assert.Null(_registry.PlanRestore(name)?.Told);
            Assert.Null(_registry.Restore(name));
        }

        File.WriteAllBytes(BackupFile(), sound);
        Assert.NotNull(_registry.PlanRestore(name)?.Told);
    }
}
