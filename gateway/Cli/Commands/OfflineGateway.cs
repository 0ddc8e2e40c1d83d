using Microsoft.Extensions.Logging.Abstractions;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Credentials;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Registry;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Search;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Faces;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>The files of a gateway that doesn't run, opened as it opens them at its start, and what a command can do on them. No command puts ledger, registry and
/// people together itself.</summary>
internal sealed class OfflineGateway : IDisposable
{
    private readonly SiteFile _site;
    private RegistryStore? _registry;

    private OfflineGateway(SiteFile site) => (_site, Ledger) = (site, EventLedger.OpenQuietly(site.DataFolder));

    public EventLedger Ledger { get; }

    /// <summary>Opened when it is first asked for, with the alarm where it had to be put back.</summary>
    /// <exception cref="StorageException">Another process has it, it is damaged, or the system refuses a file.</exception>
    public RegistryStore Registry => _registry ??= RegistryStore.OpenHere(_site, Ledger);

    /// <summary>For what only reads: a data folder that is not there is not made.</summary>
    /// <exception cref="StorageException">The journal is not there, another process has it, or the system refuses a file.</exception>
    public static OfflineGateway Open(SiteFile site) => new(site);

    /// <summary>For what changes something, on a gateway that may never have run.</summary>
    /// <exception cref="StorageException">Another process has the files, or the system refuses one.</exception>
    public static OfflineGateway OpenToChange(SiteFile site)
    {
        DataFolder.Make(site);
        return new OfflineGateway(site);
    }

    /// <exception cref="ModelPackException">There are photos, and no models for them.</exception>
    public async Task<EnrolmentAnswer> EnrolAsync(EnrolmentRequest request)
    {
        using var faces = request.Photos.Count > 0 ? new FaceEnroller(ModelPack.Open(_site.Vision.ModelFolder), _site.Vision) : null;
        using var enrolling = new EnrolmentService(
            _site, Registry, new ResidentDirectory(), new FaceGallery(_site.Vision), Ledger, () => faces!, frames: null, TimeProvider.System);
        enrolling.Load(faces?.Pack);
        return EnrolmentEndpoint.Answer(await enrolling.EnrolAsync(request, CancellationToken.None));
    }

    public RightsAnswer Change(RightsRequest request)
    {
        using var passes = PassSigner.Open(_site.DataFolder);
        return new RightsChanges(
            _site, Registry, Residents(), new FaceGallery(), Ledger, PinDigests.Open(_site.DataFolder), passes, TimeProvider.System).Handle(request);
    }

    public BackupAnswer Handle(BackupRequest request) => RegistryEndpoint.Handle(Registry, Ledger, request, _site.Language);

    public EventsAnswer Find(EventsRequest request, TimeProvider time)
    {
        var residents = Residents();
        using var buffer = new EventBuffer(_site.DataFolder, Ledger.Journals, time, NullLogger.Instance, _site.Buffer);
        buffer.CatchUp();
        return new EventLookup(buffer, new EventFormatter(_site, residents), residents, Ledger).Find(request);
    }

    public ResidentDirectory Residents()
    {
        var residents = new ResidentDirectory();
        residents.Replace(Registry.All());
        return residents;
    }

    public void Dispose()
    {
        _registry?.Dispose();
        Ledger.Dispose();
    }
}
