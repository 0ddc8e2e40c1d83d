using Zhuhui.Edge.CloudBridge.Topics;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;

namespace Zhuhui.Edge.Gateway.Admin.Health;

/// <summary>How the box is, for the list of the district: counts by kind, ends and sizes; no name of a device and nobody.</summary>
internal sealed class BoxReport(SiteFile site, DeviceHealth devices, CamerasService cameras, DoorsService doors, EventLedger ledger,
    VisionModels models, LinkService link, Slots slots)
{
    private const char Deeper = '/';

    private readonly Dictionary<string, string> _kinds = site.Boards.Select(board => (board.Id, Kind: "board"))
        .Concat(site.Buses.Select(bus => (bus.Id, Kind: "bus")))
        .Concat(site.Readers.Select(reader => (reader.Id, Kind: "reader")))
        .DistinctBy(one => one.Id).ToDictionary(one => one.Id, one => one.Kind, StringComparer.Ordinal);

    /// <summary>When the certificate ends that the console and the API show; asked each time.</summary>
    public Func<DateTimeOffset?> WebCertificateEnds { get; set; } = () => null;

    public BoxStatus Now()
    {
        var (parts, seen, opened) = (devices.Devices, cameras.Health, doors.Doors);
        var impaired = parts.Where(device => device.Online != true || device.Impaired || device.Tampered || device.PowerFailed
                || device.KeyRefused).Select(device => KindOf(device.Id))
            .Concat(seen.Where(camera => !camera.Online).Select(_ => "camera"))
            .Concat(opened.Where(door => door.IsReleaseFailed).Select(_ => "door"))
            .Concat(ledger.IsDegraded ? ["journal"] : [])
            .Concat(models.Problem is null ? [] : (string[])["models"])
            .CountBy(kind => kind).OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Value,
                StringComparer.Ordinal);
        var hub = link.Status;
        return new BoxStatus(parts.Count + seen.Count + opened.Count, impaired)
        {
            ClockTrusted = ledger.Time.Doubt is null,
            LinkCertificateEnds = hub?.CertificateExpires,
            WebCertificateEnds = WebCertificateEnds(),
            DiskFree = DiskSpace.At(site.DataFolder)?.Free,
            Backlog = ledger.Journals.Sum(journal => Math.Max(0, journal.LastSeq - Math.Max(AcknowledgedOf(journal.Stream),
                journal.FirstSeq - 1))),
            Trial = slots.Trial?.Version,
        };

        long AcknowledgedOf(string stream) => hub?.Streams.FirstOrDefault(one => one.Name == stream)?.Acknowledged ?? 0;
    }

    /// <summary>Of what the site file does not name, the first word of its id: <c>outside</c>, <c>fire-contact</c>.</summary>
    private string KindOf(string device) => _kinds.GetValueOrDefault(device) ?? device.Split(Deeper)[0];
}
