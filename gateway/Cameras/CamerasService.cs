using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People.Enrolments;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Vision.Cameras;
using Zhuhui.Edge.Vision.Frames;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Models;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;
using Zhuhui.Edge.Vision.Zones;

namespace Zhuhui.Edge.Gateway.Cameras;

/// <summary>Runs the cameras and hands what they see to whom it concerns: faces and codes to the doors, people, things and tampering to the
/// perimeter watch, outages to that and to the journal; a face that the office takes to none of them. Before the start there are
/// none.</summary>
internal sealed class CamerasService(SiteFile site, SiteInForce inForce, VisionModels models, FaceGallery gallery, DoorQueues doors,
    PerimeterWatch perimeter, FaceTakes takes, EventLedger ledger, TimeProvider time, ILoggerFactory logs, ExitCode exit)
    : LoopService(exit)
{
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(10);

    private readonly CameraRecords _records = new(ledger.Append, time);
    private volatile CameraSet? _cameras;

    public IReadOnlyList<CameraHealth> Health => _cameras?.Health ?? [];

    public Task<byte[]?> StillAsync(string camera, CancellationToken cancellationToken) =>
        _cameras?.StillAsync(camera, cancellationToken) ?? Task.FromResult<byte[]?>(null);

    public Task<LivePicture?> LiveAsync(string camera, CancellationToken cancellationToken) =>
        _cameras?.LiveAsync(camera, cancellationToken) ?? Task.FromResult<LivePicture?>(null);

    /// <returns>The camera's next frame, of which others may have a share; null where there is no such camera or it is offline.</returns>
    public Task<Frame?> FrameAsync(string camera, CancellationToken cancellationToken) => _cameras?.FrameAsync(camera, cancellationToken)
        ?? Task.FromResult<Frame?>(null);

    /// <returns>Where people walked before the camera within the last hour; null where nobody is looked for.</returns>
    public TrackHistory? Tracks(string camera) => _cameras?.Tracks(camera);

    /// <summary>The cameras and their models are opened here and not when this is made, so that no door waits for them.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (models.Pack is not null)
        {
            _cameras = new CameraSet(site.Vision, Resolved(inForce.Now), Secrets.Find, WatchOf, gallery, Route, time, logs);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <summary>From now on the cameras are those of this site: the named ones, and those that are gone or new, are stopped and begun; all
    /// others run on.</summary>
    /// <exception cref="ModelPackException">A camera needs the model pack, and it is missing or altered; all is as before.</exception>
    /// <param name="whileStill">Called while those cameras stand still.</param>
    public async Task TakeAsync(SiteFile next, IReadOnlySet<string> changed, Action whileStill, CancellationToken cancellationToken)
    {
        if (_cameras is { } cameras)
        {
            await cameras.ChangeAsync(Resolved(next), changed, whileStill, cancellationToken);
        }
        else
        {
            whileStill();
        }
    }

    /// <summary>Whether cameras can be changed while the gateway runs: one that began without any has no models.</summary>
    public bool CanChange => models.Pack is not null;

    public override void Dispose()
    {
        _cameras?.Dispose();
        base.Dispose();
    }

    protected override Task KeepAsync(CancellationToken cancellationToken) => _cameras is { } cameras
        ? LoopGroup.RunUntilStoppedAsync(all => [cameras.RunAsync(all), LookAsync(all)], cancellationToken) : Task.CompletedTask;

    private static CameraOptions[] Resolved(SiteFile site) => [.. site.Cameras.Select(camera => Rings.Resolved(site, camera))];

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_lookEvery, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            _records.Look();
        }
    }

    /// <summary>A camera looks for the people of its door; one without a door names nobody.</summary>
    private GalleryScope WatchOf(string camera)
    {
        var i = site.Doors.ToList().FindIndex(d => d.Cameras.Contains(camera, StringComparer.Ordinal));
        return i < 0 ? new GalleryScope(Partition: null, Liveness: false) : new GalleryScope(i, site.Doors[i].Liveness != LivenessUse.Off);
    }

    private void Route(Sighting sighting)
    {
        switch (sighting)
        {
            case LineCrossed or IncidentBegan or IncidentEnded or CameraTampered or CameraTamperEnded:
                perimeter.Handle(sighting);
                break;
            case CameraOnline or CameraOffline:
                _records.Handle(sighting);
                perimeter.Handle(sighting);
                break;
            case CameraNoted:
                _records.Handle(sighting);
                break;
            case var _ when takes.Takes(sighting):
                break;
            default:
                doors.PostFromCamera(sighting);
                break;
        }
    }
}
