using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.People.Notices;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;

namespace Zhuhui.Edge.Gateway.Cli.Privacy;

/// <param name="WithoutFace">How one passes it without a face.</param>
internal sealed record DoorFacts(string Id, string Name, Ring Ring, IReadOnlyList<string> Cameras,
    IReadOnlyList<PassageMethod> WithoutFace);

/// <summary>What a camera is for, as the site file has it.</summary>
/// <param name="Doors">The doors it serves, by name.</param>
/// <param name="StillsMayBeSent">The hub may ask for single pictures of it.</param>
internal sealed record CameraFacts(string Id, Ring Ring, IReadOnlyList<string> Doors, bool MatchesFaces, bool ReadsQrCodes, int Lines,
    int Zones, bool StillsMayBeSent);

/// <summary>How many days what is kept.</summary>
internal sealed record RetentionFacts(int AfterRightEnded, int Passages, int Alarms, int Changes, int Health, int Searchable,
    int BackupsOfEachKind);

/// <param name="Hub">Host of the district's broker; null where nothing is sent.</param>
/// <param name="StillsBasis">The legal basis of single pictures; null where none are sent.</param>
/// <param name="Outside">Who is told of alarms outside the console.</param>
internal sealed record RecipientFacts(string? Hub, bool IsEncrypted, string? StillsBasis, IReadOnlyDictionary<string,
    IReadOnlyList<RemoteRight>> Orders, IReadOnlyList<OutsideFacts> Outside);

/// <param name="NamesBasis">The legal basis of names in what is sent; null where nobody is named.</param>
internal sealed record OutsideFacts(string Target, TargetKind Kind, string? NamesBasis);

/// <summary>The facts that the office's impact assessment (Personal Information Protection Law, art. 55 and 56) needs, read from the site
/// file and the registry as they are. It judges nothing.</summary>
/// <param name="Handler">Null where the site file does not say.</param>
internal sealed record ImpactFacts(string Gateway, string Software, string? Handler, string? Contact, string NoticeVersion,
    string NoticeDigest, PrivacyCounts Counts, IReadOnlyList<DoorFacts> Doors, IReadOnlyList<CameraFacts> Cameras,
    RetentionFacts RetentionDays, RecipientFacts Recipients)
{
    public static ImpactFacts Of(SiteFile site, PrivacyCounts counts)
    {
        var notice = Notice.InForce(site);
        return new ImpactFacts($"{site.District}/{site.Compound}/{site.Gateway}", ThisProgram.Version, Said(site.Privacy.Handler),
            Said(site.Privacy.Contact), notice.Version, notice.Digest, counts,
            [.. site.Doors.Select(door => new DoorFacts(door.Id, door.Name, door.Ring, door.Cameras, [.. door.Readers.Count == 0 ? []
                : door.Accepts.Where(method => method != PassageMethod.Face)]))],
            CamerasOf(site),
            new RetentionFacts(site.Privacy.EraseAfterDays, site.Ledger.Passages.KeepDays, site.Ledger.Alarms.KeepDays,
                site.Ledger.Registry.KeepDays, site.Ledger.Health.KeepDays, site.Buffer.MostDays, site.Registry.BackupsKept),
            new RecipientFacts(site.Link.Enabled ? site.Link.Host : null, site.Link is { Enabled: true, Tls: true },
                site.Link.RemoteStills ? site.Link.RemoteStillsBasis : null, site.Link.Authorities.ToDictionary(one => one.Id,
                one => one.May, StringComparer.Ordinal),
                [.. site.Outside.Targets.Select(one => new OutsideFacts(one.Id, one.Kind, one.Names ? one.NamesBasis : null))]));
    }

    public static IReadOnlyList<CameraFacts> CamerasOf(SiteFile site) =>
    [
        .. site.Cameras.Select(camera =>
        {
            string[] doors = [.. site.Doors.Where(door => door.Cameras.Contains(camera.Id, StringComparer.Ordinal))
                .Select(door => door.Name)];
            var ring = Rings.RingOf(site, camera);
            return new CameraFacts(camera.Id, ring, doors, camera.Faces, camera.QrCodes, camera.Lines.Count, camera.Zones.Count,
                site.Link.RemoteStills && ring == Ring.Perimeter && !camera.Faces && doors.Length == 0);
        }),
    ];

    private static string? Said(string text) => text.Length > 0 ? text : null;
}
