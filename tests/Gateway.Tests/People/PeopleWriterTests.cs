using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.Journals;
using Zhuhui.Edge.Gateway.Tests.People.Kills;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Gateway.Tests.People;

/// <summary>What a change owes to the journal, and what becomes of it. Kills at every step: <see cref="KillTests"/>.</summary>
public sealed class PeopleWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_told_in_part_is_told_to_the_end_and_nothing_twice()
    {
        RegistryEvent[] records = [new ResidentEnrolled("p-1", 1, 0, null), new PersonBlocked("p-1", true),
            new CardReported("p-1", "9", true)];
        var person = new Resident(new PersonId("p-1"), "Wu") { Cards = [new HeldCard(9, Lost: true)], Blocked = true };
        KillWorld? world = null;
        using (world = new KillWorld(_folder.Path, step => TellSome(step)))
        {
            Assert.Throws<CutOffException>(() => world.Do(PeopleChange.Of(person, records)));
        }

        for (var start = 0; start < 2; start++)
        {
            using var again = new KillWorld(_folder.Path);
            Assert.Equal(records, again.Ledger.Last(EventStream.Registry, 100));
        }

        void TellSome(WriteStep step)
        {
            if (step == WriteStep.Erased)
            {
                world!.Ledger.AppendTogether([records[0], records[1]]);
                throw new CutOffException();
            }
        }
    }

    [Fact]
    public void A_version_that_does_not_know_what_is_owed_opens_the_registry_and_carries_it_along()
    {
        CutOff(PeopleChange.Of(new Resident(new PersonId("p-1"), "Wu") { Blocked = true }, new ResidentEnrolled("p-1", 0, 0, null),
            new PersonBlocked("p-1", true)));
        WriteAsAnEarlierVersion(new RegistryChange());

        // It may have given since what was taken then, and said so: of the two that are owed the one is told that takes away and is still
        // true.
        using var again = new KillWorld(_folder.Path);
        Assert.Equal([new PersonBlocked("p-1", true)], again.Ledger.Last(EventStream.Registry, 100));
    }

    [Fact]
    public void What_an_earlier_version_gave_back_meanwhile_is_not_taken_again()
    {
        CutOff(PeopleChange.Of(new Resident(new PersonId("p-1"), "Wu") { Blocked = true }, new PersonBlocked("p-1", true)));
        using (var file = new RegistryFile(_folder.At("registry.db"), static () => [], TimeProvider.System))
        {
            var document = file.Find(RegistryChange.Residents, "p-1")!;
            document["blocked"] = false;
            file.Change(_ => RegistryChange.ForDocument(RegistryChange.Residents, document), null);
        }

        using var again = new KillWorld(_folder.Path);
        Assert.Empty(again.Ledger.Last(EventStream.Registry, 100));
    }

    [Fact]
    public void A_registry_without_anything_owed_is_opened_as_before_and_tells_nothing()
    {
        using (var file = new RegistryFile(_folder.At("registry.db"), static () => [], TimeProvider.System))
        {
            file.Change(_ => RegistryChange.ForDocument(RegistryChange.Residents,
                RegistryDocuments.ToDocument(new Resident(new PersonId("p-1"), "Wu"), [], 0, 0)), null);
        }

        using var world = new KillWorld(_folder.Path);
        Assert.Equal("Wu", Assert.Single(world.Residents.All).Name);
        Assert.Empty(world.Ledger.Last(EventStream.Registry, 100));
    }

    [Fact]
    public void What_is_owed_is_in_no_backup_and_gone_from_the_registry_with_the_next_change()
    {
        using var world = new KillWorld(_folder.Path);
        var backup = world.Fill();
        Assert.Contains(RegistryCopy.Read(_folder.At("registry.copy"))!.Documents.Keys, OwedRecords.Is);
        Assert.DoesNotContain(RegistryCopy.Read(_folder.At("backups", backup + ".registry"))!.Documents.Keys, OwedRecords.Is);
        world.Do(PeopleChange.Of(new Resident(new PersonId("p-1"), "Wu"), new ResidentEnrolled("p-1", 0, 0, null)));
        var owed = RegistryCopy.Read(_folder.At("registry.copy"))!.Documents.Single(document => OwedRecords.Is(document.Key));
        Assert.Single(LiteDB.BsonSerializer.Deserialize(owed.Value)["records"].AsArray);
    }

    [Fact]
    public void A_roster_of_thousands_owes_more_than_one_document_holds()
    {
        var change = new PeopleChange()
        {
            People = [.. Enumerable.Range(0, 1200).Select(i => new Resident(new PersonId($"p-{i}"), "x"))],
            Records = [.. Enumerable.Range(0, 1200).Select(i => new ResidentEnrolled($"p-{i}", 0, 0, null))],
        };
        CutOff(change);
        using var again = new KillWorld(_folder.Path);
        Assert.Equal(change.Records, again.Ledger.Last(EventStream.Registry, 2000));
    }

    /// <summary>It held at the doors since the disk refused it. It comes to the disk with whatever is changed next of that person, and must
    /// not come there untold.</summary>
    [Fact]
    [Trait("needs", "process")]
    public void What_a_full_disk_refused_is_told_when_it_comes_there_with_another_change()
    {
        using var disk = new SmallDisk("4m");
        using (var world = new KillWorld(disk.Path))
        {
            world.Do(PeopleChange.Of(new Resident(new PersonId("p-1"), "Wu") { Cards = [new HeldCard(9)] }, new ResidentEnrolled("p-1",
                1, 0, null)));
            disk.Fill();
            for (var i = 0; i < 200 && !IsRefused(() => world.Ask(new RightsRequest.CardReport(9, null, true))); i++)
            {
                world.Ask(new RightsRequest.CardReport(9, null, false));
            }

            Assert.True(world.Residents.WithCard(9)!.Value.Card.Lost);
            disk.Free();
            world.Ask(new RightsRequest.RightsChange("p-1", null, ["gate"], null, null, null, null));
        }

        using var again = new KillWorld(disk.Path);
        Assert.True(again.Residents.WithCard(9)!.Value.Card.Lost);
        var last = again.Ledger.Last(EventStream.Registry, 1000).Where(one => one is CardReported or RightsChanged).TakeLast(2).ToArray();
        Assert.Equal(new CardReported("p-1", "9", true), last[0]);
        Assert.Equal(["doors"], Assert.IsType<RightsChanged>(last[1]).Changed);
    }

    [Fact]
    [Trait("needs", "process")]
    public void While_the_journal_takes_nothing_the_registry_owes_it_all_that_was_changed()
    {
        using var registryFolder = new TemporaryFolder();
        using var disk = new SmallDisk("1m");
        var time = new FakeTimeProvider();
        var registry = RegistryStore.Open(registryFolder.Path);
        RegistryEvent[] told = [new ResidentEnrolled("p-1", 0, 0, null), new PersonBlocked("p-1", true), new PersonBlocked("p-1", false)];
        var ledger = new EventLedger(disk.Path, time, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        disk.Fill();
        FillReserve(ledger);
        var writer = WriterOf(registry, ledger);
        var person = new Resident(new PersonId("p-1"), "Wu");
        foreach (var (one, blocked) in told.Zip(new[] { false, true, false }))
        {
            writer.Write(() => (PeopleChange.Of(person with { Blocked = blocked }, one), 0));
        }

        Assert.True(ledger.JournalOf(EventStream.Registry).IsDegraded);
        Assert.Equal(told, registry.Untold(ledger.JournalOf(EventStream.Registry)));
        registry.Dispose();

        // The process is gone with what it held in memory; there is room again.
        using var left = new TemporaryFolder();
        Copy(Path.Combine(disk.Path, "journal"), Path.Combine(left.Path, "journal"));
        using var next = EventLedger.OpenQuietly(left.Path);
        using var again = RegistryStore.Open(registryFolder.Path);
        WriterOf(again, next);
        Assert.Equal(told, next.Last(EventStream.Registry, 3));
        disk.Free();
        ledger.Dispose();
    }

    private static PeopleWriter WriterOf(RegistryStore registry, EventLedger ledger)
    {
        var writer = new PeopleWriter(new Gateway.Site.SiteFile(), registry, new ResidentDirectory(), new Vision.Gallery.FaceGallery(),
            ledger,
            policy: null);
        writer.Begin(pack: null);
        return writer;
    }

    /// <summary>The registry's journal has its next bytes laid out beforehand: these are used up.</summary>
    private static void FillReserve(EventLedger ledger)
    {
        var large = new string('x', 60_000);
        for (var i = 0; i < 200 && !ledger.JournalOf(EventStream.Registry).IsDegraded; i++)
        {
            ledger.Append(new KeyInstallationBegun([large], DateTimeOffset.UnixEpoch, "guard"));
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(target);
            source.CopyTo(copy);
        }
    }

    private static bool IsRefused(Action ask)
    {
        try
        {
            ask();
            return false;
        }
        catch (StorageException)
        {
            return true;
        }
    }

    /// <summary>The change is on the registry's disk, and the journal never hears of it.</summary>
    private void CutOff(PeopleChange change)
    {
        using var world = new KillWorld(_folder.Path, static step =>
        {
            if (step == WriteStep.Committed)
            {
                throw new CutOffException();
            }
        });
        Assert.Throws<CutOffException>(() => world.Do(change));
    }

    private void WriteAsAnEarlierVersion(RegistryChange change)
    {
        using var file = new RegistryFile(_folder.At("registry.db"), static () => [], TimeProvider.System);
        file.Change(_ => change, null);
    }

    /// <summary>The process is gone.</summary>
    private sealed class CutOffException : Exception;
}
