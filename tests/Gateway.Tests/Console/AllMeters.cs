using System.Diagnostics.Metrics;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Tests.Events;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Console;

/// <summary>Every meter of the gateway, over figures that stand still.</summary>
internal sealed class AllMeters : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 4, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset CertificateEnds = new(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly (string Stream, long LastSeq)[] _journals = [("alarms", 10), ("health", 5)];

    private static readonly AlarmStatus[] _alarms =
    [
        new("3f-1", AlarmKind.Crowding, Ring.CommonArea, "square", "benches", ["staff"], Noon, 12, 2, true, null, null, null),
        new("3f-2", AlarmKind.CameraOffline, Ring.Perimeter, "fence", null, ["guards"], Noon, 0, 0, false, "chen", Noon, null),
        new("3f-3", AlarmKind.LineCrossed, Ring.Perimeter, "fence", "wall", ["guards"], Noon, 1, 0, false, null, null, Noon),
    ];

    private static readonly PlaceStatus[] _places =
        [new("fence/wall", Ring.Perimeter, false, "night", "chen", Noon), new("square/benches", Ring.CommonArea, true, "", null, null)];

    private static readonly CameraHealth[] _cameras =
    [
        new("north", true, 1920, 1080, "h264", 100, 3, 50, 24.98, 41, 1, 0, null, null)
        {
            Streams =
            [
                new(StreamRole.Main, true, 1920, 1080, "h264", "software", 90, 2, 40, 24.98, 5, 41, 1, 0.25, null),
                new(StreamRole.Sub, false, 0, 0, "", "", 10, 1, 10, 0, 0, null, 0, null, "no answer"),
            ],
        },
    ];

    private static readonly DeviceStatus[] _devices =
        [new("board", true, false, false, false, 4, null), new("reader", null, true, false, false, 0, null)];

    private readonly TimeProvider _time;

    public AllMeters(TimeProvider time)
    {
        _time = time;
        var counts = new EventCounters();
        foreach (var happened in EveryKind.Events.Concat(EveryKind.Events.OfType<PassageGranted>()))
        {
            counts.Count(happened);
        }

        All =
        [
            JournalMeter.Create(() => false, () => _journals),
            PeopleMeter.Create(() => 2100),
            DeviceMeter.Create(() => _devices),
            DoorMeter.Create(() => [("unit-1", true, 7), ("unit-2", false, 0)]),
            PerimeterMeter.Create(() => _alarms, () => _places, () => 7),
            CameraMeter.Create(() => _cameras, time),
            LinkMeter.Create(() => Link, () => _journals, time),
            ConsoleMeter.Create(() => 12.5, counts),
        ];
    }

    public IReadOnlyList<Meter> All { get; }

    private LinkStatus Link => new(true, Noon, null,
        [
            new StreamStatus("alarms", 10, 9, 6, 4, 7, _time.GetUtcNow() - TimeSpan.FromSeconds(12.5)),
            new StreamStatus("health", 5, 5, 5, 0, null, null),
        ],
        LinkPromise.HubStore, CertificateEnds, new LinkTotals(3, 17, 2, 900, 100));

    public void Dispose()
    {
        foreach (var meter in All)
        {
            meter.Dispose();
        }
    }
}
