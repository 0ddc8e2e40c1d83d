using Xunit;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>A sealed backup on a box that has nothing, on one that has something else, and on the one that it comes from.</summary>
public sealed class NewBoxTests : NewBoxBench
{
    [Fact]
    public void A_plan_for_an_empty_box_writes_nothing_and_says_everything()
    {
        var plan = new NewBox(_new, _file, _recovery).Plan();
        Assert.False(Directory.Exists(_new.DataFolder));
        Assert.Equal(new SealedCounts(2, 2, 0, 1, 1, 1, 0, true), plan.Counts);
        Assert.Equal((true, false), (plan.IsAnotherJournal, plan.ReplacesKeys));
        Assert.Equal(["pack"], plan.Packs);
        Assert.Empty(plan.DeadFaces);
        Assert.Equal(["p-qian", "p-zhao"], plan.Plan.Told.Returned);
        Assert.Contains("the journal is another one", Assert.Single(plan.Plan.Told.Check), StringComparison.Ordinal);
    }

    [Fact]
    public void On_an_empty_box_cards_PINs_faces_photos_and_passes_are_as_they_were()
    {
        using var pass = PassSigner.Open(_old.DataFolder);
        var shown = pass.Sign(new VisitorPass("0a0b0c0d0e0f", "p-zhao", ["gate"], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1));
        new NewBox(_new, _file, _recovery).Restore("chief");
        AssertWorks(_new);
        using var signer = PassSigner.Open(_new.DataFolder);
        Assert.NotNull(signer.Read(shown));
        Assert.Equal(_recovery.Lock, RecoveryLock.Read(_new.DataFolder));
        Assert.All(Directory.GetFiles(Path.Combine(_new.DataFolder, "keys")), key =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key)));
        using var gateway = OfflineGateway.OpenToChange(_new);
        Assert.Equal("chief", Assert.Single(gateway.Ledger.Last(EventStream.Registry, 20).OfType<RegistryPutBack>()).Operator);
    }

    [Fact]
    public void On_a_box_with_people_of_its_own_they_are_named_as_lost_and_its_keys_go()
    {
        using (var gateway = OfflineGateway.OpenToChange(_new))
        {
            gateway.People.Writer.Write<object?>(() => (new PeopleChange
            {
                People = [new Resident(new PersonId("p-sun"), "Sun") { Consent = _agreed, PhotoConsent = _agreed }],
                PhotosKept = new Dictionary<PersonId, IReadOnlyList<byte[]>> { [new PersonId("p-sun")] = [[9]] },
            }, null));
        }

        var plan = new NewBox(_new, _file, _recovery).Plan();
        Assert.Equal((true, true), (plan.IsAnotherJournal, plan.ReplacesKeys));
        Assert.Equal(["p-sun"], plan.Plan.Told.Lost);
        using (var gateway = OfflineGateway.OpenToChange(_new))
        {
            Assert.Equal("p-sun", Assert.Single(gateway.People.Registry.All()).Id.Value);
            Assert.Single(gateway.People.Registry.Photos.PhotosOf(new PersonId("p-sun")));
        }

        new NewBox(_new, _file, _recovery).Restore("chief");
        AssertWorks(_new);
        Assert.Equal(["p-zhao.sealed"], Directory.GetFiles(Path.Combine(_new.DataFolder, "photos")).Select(Path.GetFileName));
    }

    [Fact]
    public void On_the_box_it_comes_from_nothing_that_was_taken_away_since_comes_back()
    {
        // As an administrator keeps it: the one in the folder goes with the erasure.
        var kept = _folder.At("usb.sealed");
        File.Copy(_file, kept);
        using (var gateway = OfflineGateway.OpenToChange(_old))
        {
            var zhao = gateway.People.Registry.All().Single(person => person.Id == _zhao);
            gateway.People.Writer.Write<object?>(() => (PeopleChange.Of(zhao with
            {
                Consent = null,
                PhotoConsent = null,
                Cards = [new HeldCard(1, Lost: true)],
            }, new CardReported("p-zhao", "1", true)) with
            { Gone = [_qian] }, null));
        }

        var plan = new NewBox(_old, kept, _recovery).Plan();
        Assert.Equal(new SealedCounts(1, 1, 0, 0, 1, 0, 0, true), plan.Counts);
        Assert.Equal((false, false), (plan.IsAnotherJournal, plan.ReplacesKeys));
        new NewBox(_old, kept, _recovery).Restore("chief");
        using var registry = RegistryStore.Open(_old);
        var left = Assert.Single(registry.AllWithTemplates());
        Assert.Equal((_zhao, 0, true), (left.Resident.Id, left.Templates.Count, left.Resident.Cards[0].Lost));
        Assert.Empty(Directory.GetFiles(Path.Combine(_old.DataFolder, "photos")));
    }

    [Fact]
    public void Uses_that_were_counted_on_the_old_box_count_on_the_new_one_and_go_on_to_the_next()
    {
        using var registry = RegistryStore.Open(_old);
        var contents = SealedFile.Read(_file, _recovery) with { Uses = new Dictionary<string, int> { ["0a0b"] = 2 } };
        var next = _folder.At("next.sealed");
        AtomicFile.Write(next, file => SealedContents.Write(file, _recovery.Lock, contents, registry.Photos.SealedOf));
        new NewBox(_new, next, _recovery).Restore("chief");
        using (var moved = RegistryStore.Open(_new))
        {
            Assert.Equal(2, moved.UsesBefore["0a0b"]);
            moved.Sealed.Make(BackupReason.Asked, new SealedBeside(null, new CountedUses(() => new Dictionary<string, int>
            {
                ["0a0b"] = 3,
                ["0c"] = 1
            })));
        }

        var third = SealedFile.Read(Directory.GetFiles(Path.Combine(_new.DataFolder, "backups"), "*.sealed").Single(), _recovery);
        Assert.Equal((5, 1), (third.Uses["0a0b"], third.Uses["0c"]));
    }
}
