using Xunit;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.People.Registry;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>The sealed files that lie on the box: which there are, what is in them, and that nobody who was erased is.</summary>
public sealed class SealedBackupsTests : RegistryBench
{
    private readonly RecoveryKey _recovery = RecoveryKey.Make();
    private readonly PeopleWriter _writer;

    public SealedBackupsTests()
    {
        _writer = new PeopleWriter(new SiteFile { DataFolder = _folder.Path }, _registry, new ResidentDirectory(), new FaceGallery(),
            _ledger, policy: null, new CountedUses(() => new Dictionary<string, int> { ["0a0b"] = 3 }));
        _writer.Begin("pack");
    }

    [Fact]
    public void Without_a_recovery_key_none_is_made_and_with_one_the_two_newest_are_kept_and_are_the_owner_s_alone()
    {
        Write(Person("p-1", 1));
        Assert.Null(_writer.Seal(BackupReason.Daily));
        Assert.False(Directory.Exists(_folder.At("backups")));
        _writer.MakeFor(_recovery.Lock, "chief");
        Assert.Single(Files());
        for (var day = 0; day < 4; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.False(_registry.Sealed.IsRecent(TimeSpan.FromDays(1)));
            _writer.Seal(BackupReason.Daily);
            Assert.True(_registry.Sealed.IsRecent(TimeSpan.FromDays(1)));
        }

        Assert.Equal(["20261126T030000Z-daily", "20261125T030000Z-daily"], _registry.Sealed.List().Select(one => string.Join('-',
            one.Name.Split('-')[..2])));
        Assert.All(Files(), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        var contents = SealedFile.Read(Files()[0], _recovery);
        Assert.Equal(3, contents.Uses["0a0b"]);
        Assert.Equal(["template.key", "recovery.public"], contents.Keys.Keys);
        var told = _ledger.Last(EventStream.Registry, 20);
        Assert.Equal(4, told.OfType<RegistryBackedUp>().Count(one => one.Backup.EndsWith(".sealed", StringComparison.Ordinal)));
        Assert.Equal(new RecoveryKeyMade(_recovery.Lock.Id, "chief"), Assert.Single(told.OfType<RecoveryKeyMade>()));
    }

    [Fact]
    public void Whoever_is_erased_is_in_no_sealed_file_when_the_change_returns_and_the_others_are()
    {
        var consent = new Consent(_time.GetUtcNow(), "2026-11", "clerk");
        Write(Person("p-1", 1), Person("p-2", 2), Person("p-3", 3) with { PhotoConsent = consent, Consent = consent });
        _writer.Write<object?>(() => (PeopleChange.Of(Person("p-3", 3) with { PhotoConsent = consent, Consent = consent }) with
        {
            Faces = new Dictionary<PersonId, IReadOnlyList<FaceTemplate>> { [new PersonId("p-3")] = [new("pack", Face(3))] },
            PhotosKept = new Dictionary<PersonId, IReadOnlyList<byte[]>> { [new PersonId("p-3")] = [[1, 2, 3]] },
        }, null));
        _writer.MakeFor(_recovery.Lock, "chief");
        _time.Advance(TimeSpan.FromHours(1));
        _writer.Seal(BackupReason.Asked);
        Assert.Equal(2, Files().Length);
        Assert.All(Files(), file => Assert.Equal((3, 1, 1), (Counts(file).People, Counts(file).Faces, Counts(file).Photos)));

        _writer.Write<object?>(() => (new PeopleChange { Gone = [new PersonId("p-1")] }, null));
        Assert.Equal((2, 1, 1), (Counts(Assert.Single(Files())).People, Counts(Files()[0]).Faces, Counts(Files()[0]).Photos));
        _writer.Write<object?>(() => (PeopleChange.Of(Person("p-3", 3) with { Consent = consent }) with
        {
            PhotosErased = [new PersonId("p-3")]
        }, null));
        Assert.Equal((2, 1, 0), (Counts(Assert.Single(Files())).People, Counts(Files()[0]).Faces, Counts(Files()[0]).Photos));
        _writer.Write<object?>(() => (PeopleChange.Of(Person("p-3", 3)), null));
        Assert.Equal((2, 0, 0), (Counts(Assert.Single(Files())).People, Counts(Files()[0]).Faces, Counts(Files()[0]).Photos));
        Assert.Null(_registry.BackupProblem);
        Assert.DoesNotContain("p-1", SealedFile.Read(Files()[0], _recovery).Registry.Documents.Keys.Select(key => key.Id));
    }

    [Fact]
    public void Whoever_was_erased_while_the_backups_disk_was_away_is_in_none_once_it_is_back_and_nothing_is_made_again_and_again()
    {
        Write(Person("p-1", 1), Person("p-2", 2));
        _writer.MakeFor(_recovery.Lock, "chief");
        var file = Files()[0];
        var unfinished = file + ".new";
        Directory.Move(_folder.At("backups"), _folder.At("away"));
        _writer.Write<object?>(() => (new PeopleChange { Gone = [new PersonId("p-1")] }, null));
        if (Directory.Exists(_folder.At("backups")))
        {
            Directory.Delete(_folder.At("backups"), recursive: true);
        }

        Directory.Move(_folder.At("away"), _folder.At("backups"));
        File.Copy(file, unfinished);
        Assert.Equal(2, Counts(file).People);
        _time.Advance(TimeSpan.FromHours(1));
        _writer.CatchUp();
        Assert.False(File.Exists(unfinished));
        Assert.Equal(1, Counts(Assert.Single(Files())).People);
        var settled = Files();
        for (var hour = 0; hour < 3; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            _writer.CatchUp();
            Assert.Equal(settled, Files());
        }
    }

    [Fact]
    public void Where_a_new_one_cannot_be_made_the_old_ones_go_all_the_same_and_it_is_told()
    {
        var consent = new Consent(_time.GetUtcNow(), "2026-11", "clerk");
        Write(Person("p-1", 1), Person("p-2", 2) with { Consent = consent });
        _writer.Write<object?>(() => (PeopleChange.Of(Person("p-2", 2) with { Consent = consent }) with
        {
            Faces = new Dictionary<PersonId, IReadOnlyList<FaceTemplate>> { [new PersonId("p-2")] = [new("pack", Face(2))] },
        }, null));
        _writer.MakeFor(_recovery.Lock, "chief");

        // A key that is not the one in use: what is sealed with it would bring no face back, so nothing is.
        File.WriteAllBytes(_folder.At("keys", "template.key"), new byte[32]);
        Assert.Contains("the template key that the registry was written with is not here",
            Assert.Throws<StorageException>(() => _writer.Seal(BackupReason.Asked)).Message, StringComparison.Ordinal);
        Assert.Single(Files());
        _writer.Write<object?>(() => (new PeopleChange { Gone = [new PersonId("p-1")] }, null));
        Assert.Empty(Files());
        Assert.Contains("the template key", _registry.BackupProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_lost_recovery_key_opens_is_gone_once_another_was_made()
    {
        Write(Person("p-1", 1));
        _writer.MakeFor(_recovery.Lock, "chief");
        using var other = RecoveryKey.Make();
        _time.Advance(TimeSpan.FromMinutes(1));
        _writer.MakeFor(other.Lock, "chief");
        Assert.Equal(other.Lock.Id, SealedFile.ReadHead(Assert.Single(Files()))!.Recovery);
        Assert.Equal(1, SealedFile.Read(Files()[0], other).Head.Counts.People);
        Assert.Throws<StorageException>(() => SealedFile.Read(Files()[0], _recovery));
    }

    private void Write(params Resident[] people) => _writer.Write<object?>(() => (new PeopleChange { People = people }, null));

    private SealedCounts Counts(string file) => SealedFile.Read(file, _recovery).Head.Counts;

    private string[] Files() => [.. Directory.GetFiles(_folder.At("backups"), "*.sealed").Order(StringComparer.Ordinal)];

    private static float[] Face(int of)
    {
        var face = new float[FaceGallery.Size];
        face[of] = 1;
        return face;
    }
}
