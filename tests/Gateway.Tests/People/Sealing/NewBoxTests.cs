using System.Diagnostics;
using Xunit;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Tests.EndToEnd;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>A sealed backup on a box that has nothing, on one that has something else, and on the one that it comes from.</summary>
public sealed class NewBoxTests : IDisposable
{
    private static readonly PersonId _zhao = new("p-zhao");
    private static readonly PersonId _qian = new("p-qian");
    private static readonly Consent _agreed = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), "2026-11", "clerk");

    private readonly TemporaryFolder _folder = new();
    private readonly RecoveryKey _recovery = RecoveryKey.Make();
    private readonly SiteFile _old;
    private readonly SiteFile _new;
    private readonly string _file;

    public NewBoxTests()
    {
        (_old, _new) = (Site("old"), Site("new"));
        using var gateway = OfflineGateway.OpenToChange(_old);
        var pins = PinDigests.Open(_old.DataFolder);
        PassSigner.Open(_old.DataFolder).Dispose();
        gateway.People.Writer.Write<object?>(() => (new PeopleChange
        {
            People =
            [
                new Resident(_zhao, "Zhao") { Cards = [new HeldCard(1)], PinDigest = pins.Compute("284617"), Consent = _agreed,
                    PhotoConsent = _agreed },
                new Resident(_qian, "Qian") { Cards = [new HeldCard(2)] },
            ],
            Faces = new Dictionary<PersonId, IReadOnlyList<FaceTemplate>> { [_zhao] = [new("pack", Face(5))] },
            PhotosKept = new Dictionary<PersonId, IReadOnlyList<byte[]>> { [_zhao] = [[1, 2, 3], [4]] },
        }, null));
        gateway.People.Writer.MakeFor(_recovery.Lock, "chief");
        _file = Directory.GetFiles(Path.Combine(_old.DataFolder, "backups"), "*.sealed").Single();
    }

    public void Dispose()
    {
        _recovery.Dispose();
        _folder.Dispose();
    }

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
            }, new CardReported("p-zhao", "1", true)) with { Gone = [_qian] }, null));
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

    [Fact]
    public void A_restore_that_was_laid_ready_and_not_made_leaves_all_as_it_was()
    {
        var before = Directory.GetFiles(Path.Combine(_old.DataFolder, "keys")).ToDictionary(file => file, File.ReadAllBytes);
        var stage = RestoreStage.Begin(_old.DataFolder);
        stage.Lay(new Dictionary<string, byte[]> { ["pin.key"] = new byte[32], ["../evil"] = new byte[32] });
        stage.Lay(_qian, [1]);
        using (RegistryStore.Open(_old))
        {
            Assert.Empty(Directory.GetDirectories(_old.DataFolder, "restore-*"));
        }

        Assert.All(before, key => Assert.Equal(key.Value, File.ReadAllBytes(key.Key)));
        Assert.False(File.Exists(Path.Combine(_old.DataFolder, "evil")));
        AssertWorks(_old);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_restore_that_was_made_is_finished_by_the_next_start_however_far_it_came(int keysInPlace)
    {
        var contents = SealedFile.Read(_file, _recovery);
        using (var gateway = OfflineGateway.OpenToChange(_new))
        {
            var people = gateway.People;
            var stage = RestoreStage.Begin(_new.DataFolder);
            stage.Lay(contents.Keys);
            SealedFile.Read(_file, _recovery, stage.Lay);
            var plan = people.Registry.PlanRestore(contents, stage.Id, _new.DataFolder).Plan;
            people.Writer.Write<object?>(() => (PeopleChange.Restoring(plan, [], "chief"), null));
        }

        var laid = Directory.GetDirectories(_new.DataFolder, "restore-*").Single();
        foreach (var key in Directory.GetFiles(Path.Combine(laid, "keys")).Take(keysInPlace))
        {
            File.Move(key, Path.Combine(_new.DataFolder, "keys", Path.GetFileName(key)), overwrite: true);
        }

        AssertWorks(_new);
        Assert.Empty(Directory.GetDirectories(_new.DataFolder, "restore-*"));
    }

    [Fact]
    [Trait("needs", "process")]
    public async Task Killed_at_any_moment_a_restore_is_all_there_or_not_at_all()
    {
        File.WriteAllText(_folder.At("site.jsonc"), """
            { "district": "d", "compound": "c", "gateway": "g", "dataFolder": "new", "boards": [{ "id": "box", "kind": "simulated" }],
              "doors": [{ "id": "gate", "name": "Gate", "relay": { "board": "box", "pin": 1 },
                "exitButton": { "board": "box", "pin": 2 } }], "link": { "enabled": false } }
            """);
        var whole = Stopwatch.StartNew();
        var (code, output, error) = await RestoreAsync();
        whole.Stop();
        Assert.True(code == 0, output + error);
        AssertWorks(_new);
        var (made, not) = (0, 0);
        for (var i = 0; i < 16; i++)
        {
            Directory.Delete(_new.DataFolder, recursive: true);
            using (var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "zhuhui-edge"),
                Words()) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!)
            {
                await process.StandardInput.WriteLineAsync(_recovery.Spell());
                process.StandardInput.Close();
                await Task.Delay(whole.Elapsed * (i + 6) / 22);
                process.Kill();
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            Directory.CreateDirectory(_new.DataFolder);
            bool isMade;
            using (var registry = RegistryStore.Open(_new))
            {
                isMade = registry.Holds(_zhao);
            }

            Assert.Empty(Directory.GetDirectories(_new.DataFolder, "restore-*"));
            if (isMade)
            {
                made++;
                AssertWorks(_new);
            }
            else
            {
                not++;
                Assert.False(DataKey.Pin.Read(_new.DataFolder) is { } pin && pin.SequenceEqual(DataKey.Pin.Read(_old.DataFolder)!));
                Assert.False(Directory.Exists(Path.Combine(_new.DataFolder, "photos")));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{made} were made, {not} were not");
        Assert.True(not > 0);
    }

    private string[] Words() => ["registry", "restore", "--site", _folder.At("site.jsonc"), "--sealed", _file, "--operator", "chief", "--yes"];

    private Task<(int Code, string Output, string Error)> RestoreAsync() => RunningProgram.RunOnAsync(_recovery.Spell() + "\n", "zhuhui-edge",
        Words());

    private static void AssertWorks(SiteFile site)
    {
        using var gateway = OfflineGateway.OpenToChange(site);
        var people = gateway.People.Registry.AllWithTemplates().ToDictionary(one => one.Resident.Id);
        Assert.Equal([_qian, _zhao], people.Keys.OrderBy(id => id.Value, StringComparer.Ordinal));
        var zhao = people[_zhao];
        Assert.Equal(1ul, zhao.Resident.Cards[0].Number);
        Assert.True(PinDigests.Same(zhao.Resident.PinDigest, PinDigests.Open(site.DataFolder).Compute("284617")));
        Assert.Equal([[1, 2, 3], [4]], gateway.People.Registry.Photos.PhotosOf(_zhao));
        var gallery = new FaceGallery();
        new PeopleWriter(site, gateway.People.Registry, new ResidentDirectory(), gallery, gateway.Ledger, policy: null).Begin("pack");
        var match = gallery.Search(Face(5));
        Assert.Equal(("p-zhao", true), (match.Person, match.Cosine > 0.99));
    }

    private SiteFile Site(string name) => new()
    {
        District = "d",
        Compound = "c",
        Gateway = "g",
        DataFolder = _folder.At(name),
        Doors = [new DoorOptions { Id = "gate" }],
    };

    private static float[] Face(int of)
    {
        var face = new float[FaceGallery.Size];
        face[of] = 1;
        return face;
    }
}
