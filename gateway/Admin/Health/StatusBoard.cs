using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin.Duty;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Care;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Vision.Gallery;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <summary>Asks every part how it is.</summary>
internal sealed class StatusBoard(SiteFile site, DoorsService doors, DeviceHealth devices, CamerasService cameras,
    ResidentDirectory residents, EventLedger ledger, LinkService link, PassageTimes times,
    EventCounters tally, VisionModels models, PerimeterWatch watch, AlarmBoard alarms, FaceGallery gallery, FaceRenewal renewal,
    ChangedFiles files, CareWatch care, TimeProvider time)
{
    private long _started = time.GetTimestamp();

    public double UptimeSeconds => Math.Round(time.GetElapsedTime(_started).TotalSeconds, 1);

    public IReadOnlyList<DoorStatus> Doors => [.. doors.Doors.Select(d => new DoorStatus(d.Id, d.Options.Name, d.State, d.Mode,
        d.IsSeenReleased, d.Missed, d.IsReleaseFailed))];

    /// <summary>Nothing that the site counts on is missing.</summary>
    public bool IsHealthy => !ledger.IsDegraded && ledger.Time.Doubt is null && models.Problem is null
        && cameras.Health.All(camera => camera.Online) && devices.Devices.All(device => device is { Online: true, Impaired: false })
        && doors.Doors.All(door => !door.IsReleaseFailed);

    public ClockStatus Clock => new(ledger.Time.GetUtcNow(), ledger.Time.Machine, ledger.Time.Doubt?.Reason, ledger.Time.LastCertain);

    /// <summary>The gateway begins to run.</summary>
    public void Start() => _started = time.GetTimestamp();

    public Status Now()
    {
        var hub = link.Status;
        var health = cameras.Health;
        var status = new Status(ThisProgram.Version, $"{site.District}/{site.Compound}/{site.Gateway}", UptimeSeconds,
            IsHealthy,
            ledger.IsDegraded, hub?.Connected ?? false, hub?.LastError,
            Doors, devices.Devices, health, residents.Count,
            [.. ledger.Journals.Select(j => JournalStatusOf(j, hub?.Streams.FirstOrDefault(s => s.Name == j.Stream)))],
            new WaitStatus(times.For(PassageMethod.Face), times.For(PassageMethod.Card), times.For(PassageMethod.QrCode)),
            tally.GrantedByMethod, tally.DeniedByReason, tally.AlarmsByKind, alarms.Newest, watch.Places, watch.Joined,
            FaceStatus.From(gallery, site.Doors, site.Vision.MatchThreshold > 0),
            new FaceRenewalStatus(renewal.Waiting, [.. renewal.MustEnrolAgain.Select(r => r.Id.Value)]), hub,
            Clock, files.Now(), care.Standing);
        ledger.FlushAlarms();
        return status;
    }

    private JournalStatus JournalStatusOf(Journal journal, StreamStatus? sent) => new(journal.Stream, journal.LastSeq, sent?.Published ?? 0,
        sent?.Acknowledged ?? 0, journal.FirstSeq,
        sent?.OldestAt is { } at ? Math.Max(0, Math.Round((time.GetUtcNow() - at).TotalSeconds, 1)) : null);
}
