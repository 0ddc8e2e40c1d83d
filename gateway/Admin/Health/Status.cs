using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Vision.Gallery;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <param name="State">The state's name in the door's or barrier's table, for example <c>heldOpen</c>.</param>
/// <param name="Released">It is released, as its relay was read back or its lock says; not what it was told.</param>
/// <param name="ReleaseFailed">The last release was not carried out, and none was since.</param>
internal sealed record DoorStatus(string Id, string Name, string State, DoorMode Mode, bool Released, long Missed,
    bool ReleaseFailed = false);

/// <param name="Acknowledged">As the link's promise has it: by the hub, whose store has it, or by the broker.</param>
/// <param name="First">The lowest number that is still kept.</param>
/// <param name="OldestWaitsSeconds">The age of the oldest event that is not acknowledged; null where none is known to wait.</param>
internal sealed record JournalStatus(string Stream, long Journaled, long Published, long Acknowledged, long First = 1,
    double? OldestWaitsSeconds = null);

internal sealed record WaitStatus(Percentiles? Face, Percentiles? Card, Percentiles? QrCode);

/// <param name="People">Whom the door admits, of those whose face is enrolled.</param>
/// <param name="Threshold">The score it asks for.</param>
/// <param name="Assumed">How much of it is assumed for want of people, 1 to 0; null where the site file fixes it.</param>
internal sealed record FaceDoorStatus(string Door, int People, double Threshold, double? Assumed = null);

/// <param name="LookAlikes">Pairs of people, by their ids, whom the model can hardly tell apart.</param>
internal sealed record FaceStatus(int People, int Templates, double WantedRate, IReadOnlyList<FaceDoorStatus> Doors,
    IReadOnlyList<LookAlike> LookAlikes)
{
    /// <summary>Null until the thresholds were made for the first time.</summary>
    /// <param name="isFixed">The site file fixes the threshold.</param>
    public static FaceStatus? From(FaceGallery gallery, IReadOnlyList<DoorOptions> doors, bool isFixed = false) =>
        gallery.Calibration is { } made
        ? new FaceStatus(gallery.People, gallery.Templates, made.Rate,
            [.. made.Partitions.Where(p => p.Partition < doors.Count && doors[p.Partition].Cameras.Count > 0)
                .Select(p => new FaceDoorStatus(doors[p.Partition].Id, p.People, Math.Round(gallery.ThresholdAt(p.Partition), 4), isFixed
                    ? null : Math.Round(p.Assumed, 2)))],
            made.LookAlikes)
        : null;
}

/// <summary>What a change of the model pack has left to do.</summary>
/// <param name="Renewing">So many people's templates are being made anew from kept photos.</param>
/// <param name="MustEnrolAgain">People, by their ids, whom no camera knows until their photos are taken again.</param>
internal sealed record FaceRenewalStatus(int Renewing, IReadOnlyList<string> MustEnrolAgain);

/// <param name="Time">The site's time.</param>
/// <param name="Shown">What the machine's clock shows.</param>
/// <param name="Doubt">Why it is not believed; null where it is.</param>
/// <param name="LastCertain">Where nobody knows the time: the last moment that is certain.</param>
internal sealed record ClockStatus(DateTimeOffset Time, DateTimeOffset Shown, ClockDoubtReason? Doubt, DateTimeOffset? LastCertain);

/// <summary>How the gateway is, at one moment: what the page shows, <c>/status.json</c> returns and the last status on disk
/// keeps.</summary>
internal sealed record Status(string Version, string Gateway, double UptimeSeconds, bool Healthy, bool LedgerDegraded, bool HubConnected,
    string? HubError,
    IReadOnlyList<DoorStatus> Doors, IReadOnlyList<DeviceStatus> Devices, IReadOnlyList<CameraHealth> Cameras, int Residents,
    IReadOnlyList<JournalStatus> Streams, WaitStatus Waits,
    SortedDictionary<string, long> GrantedByMethod, SortedDictionary<string, long> DeniedByReason,
    SortedDictionary<string, long> AlarmsByKind,
    IReadOnlyList<AlarmStatus> Alarms, IReadOnlyList<PlaceStatus> Places, long AlarmsSuppressed, FaceStatus? Faces = null,
    FaceRenewalStatus? FaceRenewal = null, LinkStatus? Link = null, ClockStatus? Clock = null,
    IReadOnlyList<ChangedFile>? NotInForce = null, IReadOnlyList<StandingNotice>? Notices = null)
{
    public const string FileName = "last-status.json";
}
