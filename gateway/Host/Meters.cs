using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Admin.Health;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Loops;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Each room's meter, and the page that shows them all.</summary>
internal static class Meters
{
    public static IServiceCollection AddMeters(this IServiceCollection services) => services
        .AddFrom((EventLedger ledger) => JournalMeter.Create(() => ledger.IsDegraded, () => JournalsOf(ledger)))
        .AddFrom((ResidentDirectory residents) => PeopleMeter.Create(() => residents.Count))
        .AddFrom((DeviceHealth health) => DeviceMeter.Create(() => health.Devices))
        .AddFrom((DoorsService doors) => DoorMeter.Create(() => doors.Doors.Select(d => (d.Id, d.IsSeenReleased, d.Missed))))
        .AddFrom((PerimeterWatch watch, SiteAlarms alarms) =>
            PerimeterMeter.Create(() => alarms.All, () => watch.Places, () => watch.Joined))
        .AddFrom((CamerasService cameras, TimeProvider time) => CameraMeter.Create(() => cameras.Health, time))
        .AddFrom((LinkService link, EventLedger ledger, TimeProvider time) => LinkMeter.Create(() => link.Status, () => JournalsOf(ledger),
            time))
        .AddFrom((StatusBoard board, EventCounters counters) => ConsoleMeter.Create(() => board.UptimeSeconds, counters))
        .AddFrom((IEnumerable<Meter> meters) => OldMetricNames.PageOf(meters));

    private static IEnumerable<(string Stream, long LastSeq)> JournalsOf(EventLedger ledger) => ledger.Journals.Select(j =>
        (j.Stream, j.LastSeq));
}
