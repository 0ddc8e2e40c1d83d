using Xunit;
using Zhuhui.Edge.Gateway.Cli.Offline;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry.Sealing;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Tests.People.Sealing;

/// <summary>An old box with two people, everything that a person can have, and a sealed backup of it; and a folder for a new one.</summary>
public abstract class NewBoxBench : IDisposable
{
    private protected static readonly PersonId _zhao = new("p-zhao");
    private protected static readonly PersonId _qian = new("p-qian");
    private protected static readonly Consent _agreed = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), "2026-11", "clerk");

    private protected readonly TemporaryFolder _folder = new();
    private protected readonly RecoveryKey _recovery = RecoveryKey.Make();
    private protected readonly SiteFile _old;
    private protected readonly SiteFile _new;
    private protected readonly string _file;

    protected NewBoxBench()
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
        GC.SuppressFinalize(this);
    }

    private protected static void AssertWorks(SiteFile site)
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
