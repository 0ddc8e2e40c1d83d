using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;

namespace Zhuhui.Edge.Gateway.Tests.People;

/// <summary>A desk with real photos, models, registry and journal, that can be started anew, with another model pack too.</summary>
internal sealed class FaceBench : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    private FaceEnroller? _enroller;
    private EventLedger _ledger = null!;
    private PassSigner _passes = null!;
    private EnrolmentService _enrolling = null!;
    private PeopleWriter _writer = null!;

    public FaceBench(string folder)
    {
        Site = new SiteFile
        {
            DataFolder = folder,
            Doors = [new DoorOptions { Id = "gate" }, new DoorOptions { Id = "unit-1" },
            new DoorOptions { Id = "unit-2" }]
        };
        Start(Material.Models);
    }

    public SiteFile Site { get; }

    public EventList Happened { get; } = new();

    public RegistryStore Registry { get; private set; } = null!;

    public ResidentDirectory Residents { get; private set; } = null!;

    public FaceGallery Gallery { get; private set; } = null!;

    public RightsChanges Rights { get; private set; } = null!;

    public FaceRenewal Renewal { get; private set; } = null!;

    public static EnrolmentRequest Request(string name, string photo) => new(name, null, false, [], [],
        [new EnrolmentPhoto(Path.GetFileName(photo), File.ReadAllBytes(photo))], "clerk", null);

    /// <summary>A pack that is called otherwise and holds the same models.</summary>
    public static string OtherPack(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Material.Models))
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            if (Path.GetFileName(file) == "pack.json")
            {
                File.WriteAllText(copy, File.ReadAllText(file).Replace($"\"{ModelPack.Open(Material.Models).Id}\"", "\"another-pack\"",
                    StringComparison.Ordinal));
            }
            else
            {
                File.CreateSymbolicLink(copy, file);
            }
        }

        return folder;
    }

    public async Task<string> EnrolAsync(EnrolmentRequest request) => Assert.IsType<EnrolmentOutcome.Enrolled>(
        await DoAsync(request)).Resident.Id.Value;

    public Task<EnrolmentOutcome> DoAsync(EnrolmentRequest request) => _enrolling.EnrolAsync(request,
        TestContext.Current.CancellationToken);

    /// <summary>Stops it and starts it anew.</summary>
    public void Restart(string? models = null)
    {
        Stop();
        Start(models ?? Material.Models);
    }

    public void Dispose()
    {
        Stop();
        _enroller?.Dispose();
    }

    private void Start(string models)
    {
        var pack = ModelPack.Open(models);
        if (_enroller?.Pack != pack.Id)
        {
            _enroller?.Dispose();
            _enroller = new FaceEnroller(pack, new VisionOptions());
        }

        (Registry, _ledger, _passes) = (RegistryStore.Open(Site.DataFolder), EventLedger.OpenQuietly(Site.DataFolder),
            PassSigner.Open(Site.DataFolder));
        _ledger.Appended += Happened.Add;
        (Residents, Gallery) = (new ResidentDirectory(), new FaceGallery());
        _writer = new PeopleWriter(Site, Registry, Residents, Gallery, _ledger, policy: null);
        _writer.Begin(pack.Id);
        _enrolling = new EnrolmentService(Site, Registry, Residents, Gallery, _writer, () => _enroller, frames: null, _time);
        Rights = new RightsChanges(Site, Registry, Residents, _writer, PinDigests.Open(Site.DataFolder), _passes, _time);
        Renewal = new FaceRenewal(new VisionModels(pack, null), Registry, Residents, Gallery, _writer, () => _enroller, TimeProvider.System,
            NullLogger<FaceRenewal>.Instance, new ExitCode());
    }

    private void Stop()
    {
        Renewal.Dispose();
        _enrolling.Dispose();
        _passes.Dispose();
        _ledger.Dispose();
        Registry.Dispose();
    }
}
