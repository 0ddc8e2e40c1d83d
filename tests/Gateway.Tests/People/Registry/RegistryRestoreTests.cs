using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Rosters;

namespace Zhuhui.Edge.Gateway.Tests.People.Registry;

/// <summary>What a restore brings back, and what it leaves shut.</summary>
public sealed class RegistryRestoreTests : RegistryBench
{
    [Fact]
    public void A_restore_says_what_it_restores_and_loses_and_opens_no_card_that_was_shut_since()
    {
        Put(Person("p-lost", 1), Person("p-back", 2), Person("p-blocked", 3), Person("p-moved", 4) with { PinDigest = "old" },
            Person("p-gone", 5), Person("p-two", 6, 7));
        _registry.ApplyRoster(new RosterChange(5, IsWhole: false));
        var backup = _registry.MakeBackup(BackupReason.Asked).Name;
        _time.Advance(TimeSpan.FromHours(1));
        Change(Person("p-lost", 1) with { Cards = [new HeldCard(1, Lost: true)] }, new CardReported("p-lost", "1", true));
        Change(Person("p-blocked", 3) with { Blocked = true }, new PersonBlocked("p-blocked", true));
        var moved = Person("p-moved", 4) with { Doors = ["unit-3"], ValidTo = _time.GetUtcNow(), PinDigest = "old" };
        Change(moved, new RightsChanged("p-moved", ["doors", "to"], moved.Rights));
        Change(moved with { PinDigest = "new" }, new RightsChanged("p-moved", ["pin"]));
        Change(Person("p-two", 6), new CardWithdrawn("p-two", "7"));
        Remove("p-gone");
        Change(Person("p-new", 8), new ResidentEnrolled("p-new", 1, 0, null));
        _registry.ApplyRoster(new RosterChange(6, IsWhole: false));

        _time.Advance(TimeSpan.FromMinutes(1));
        var would = _registry.PlanRestore(backup)!.Told;
        Assert.Equal(6, _registry.All().Count);
        var done = _registry.Restore(backup)!;
        Assert.Equal(would.Lost, done.Lost);
        Assert.Equal(["p-new"], done.Lost);
        Assert.Empty(done.Returned);
        Assert.Equal(5, done.People);
        Assert.Equal(["p-moved: the PIN was changed and has to be set again"], done.Check);
        Assert.Equal(5, _registry.Roster().Version);
        for (var restarted = 0; restarted < 2; restarted++)
        {
            var all = _registry.All().ToDictionary(person => person.Id.Value);
            Assert.Equal(["p-back", "p-blocked", "p-lost", "p-moved", "p-two"], all.Keys.Order(StringComparer.Ordinal));
            Assert.True(all["p-lost"].Cards[0].Lost);
            Assert.True(all["p-blocked"].Blocked);
            Assert.Null(all["p-moved"].PinDigest);
            Assert.Equal((moved.ValidTo, "unit-3"), (all["p-moved"].ValidTo, Assert.Single(all["p-moved"].Doors)));
            Assert.Equal(6ul, Assert.Single(all["p-two"].Cards).Number);
            Restart();
        }

        Assert.Null(_registry.Restored);
        Assert.Equal(BackupReason.Restore, _registry.Backups()[0].Reason);
    }

    [Fact]
    public void With_registry_and_copy_gone_the_newest_backup_is_taken_the_alarm_names_what_is_lost_and_a_lost_card_stays_lost()
    {
        Put(Person("p-1", 1), Person("p-2", 2));
        _registry.MakeBackup(BackupReason.Daily);
        Change(Person("p-1", 1) with { Cards = [new HeldCard(1, Lost: true)] }, new CardReported("p-1", "1", true));
        Remove("p-2");
        Change(Person("p-3", 3), new ResidentEnrolled("p-3", 1, 0, null));
        Change(Person("p-1", 1) with { Cards = [new HeldCard(1, Lost: true), new HeldCard(9)] }, new ResidentEnrolled("p-1", 2, 0, null));
        Stop();
        File.WriteAllBytes(_folder.At("registry.db"), [1, 2, 3]);
        File.Delete(_folder.At("registry.copy"));
        (_ledger, _registry) = Start();
        var alarm = _registry.Restored!;
        Assert.Contains("the backup 20261122T030000Z-daily-", alarm.Finding, StringComparison.Ordinal);
        Assert.Equal(["p-3"], alarm.Missing);
        Assert.Equal(["p-1: was given cards or faces"], alarm.Check);
        Assert.True(Assert.Single(_registry.All()).Cards[0].Lost);

        // Killed before it was told: the next start tells it.
        Restart();
        Assert.Equal(alarm.Finding, _registry.Restored?.Finding);
        Assert.Equal(["p-3"], _registry.Restored?.Missing);
        _registry.ReportRestored(_ledger);
        Assert.Equal(alarm.Finding, Assert.IsType<RegistryRestored>(Assert.Single(_ledger.Last(EventStream.Alarms, 10))).Finding);
        Restart();
        Assert.Null(_registry.Restored);
        Assert.True(Assert.Single(_registry.All()).Cards[0].Lost);
    }

    [Fact]
    public void Where_setting_a_PIN_was_the_last_change_before_the_backup_it_stays()
    {
        Put(Person("p-1") with { PinDigest = "first" });
        var second = Person("p-1") with { PinDigest = "second" };
        _registry.Put(second);
        var backup = _registry.MakeBackup(BackupReason.Asked).Name;
        _ledger.Append(new RightsChanged("p-1", ["pin"], second.Rights));
        Assert.Empty(_registry.PlanRestore(backup)!.Told.Check);
        _registry.Restore(backup);
        Assert.Equal("second", Assert.Single(_registry.All()).PinDigest);
    }

    [Fact]
    public void A_journal_that_is_another_one_is_said()
    {
        Put(Person("p-1", 1));
        var backup = _registry.MakeBackup(BackupReason.Asked).Name;
        Stop();
        Directory.Delete(_folder.At("journal"), recursive: true);
        (_ledger, _registry) = Start();
        Assert.Contains("the journal is another one", Assert.Single(_registry.PlanRestore(backup)!.Told.Check), StringComparison.Ordinal);
    }

    private void Restart()
    {
        Stop();
        (_ledger, _registry) = Start();
    }
}
