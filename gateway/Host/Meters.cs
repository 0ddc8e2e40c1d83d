using System.Diagnostics.Metrics;
using Zhuhui.Edge.Gateway.Cameras;
using Zhuhui.Edge.Gateway.Console;
using Zhuhui.Edge.Gateway.Devices;
using Zhuhui.Edge.Gateway.Doors;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Remote;

namespace Zhuhui.Edge.Gateway.Host;

/// <summary>Each room's meter, and the page that shows them all.</summary>
internal static class Meters
{
    public static IServiceCollection AddMeters(this IServiceCollection services) => services
        .AddSingleton(s => JournalMeter.Create(() => s.GetRequiredService<EventLedger>().IsDegraded, () => JournalsOf(s)))
        .AddSingleton(s => PeopleMeter.Create(() => s.GetRequiredService<ResidentDirectory>().Count))
        .AddSingleton(s => DeviceMeter.Create(() => s.GetRequiredService<DeviceHealth>().Devices))
        .AddSingleton(s => DoorMeter.Create(
            () => s.GetRequiredService<DoorsService>().Doors.Select(d => (d.Id, d.IsReleased, d.Missed))))
        .AddSingleton(s => PerimeterMeter.Create(
            () => s.GetRequiredService<PerimeterWatch>().Alarms,
            () => s.GetRequiredService<PerimeterWatch>().Places,
            () => s.GetRequiredService<PerimeterWatch>().Joined))
        .AddSingleton(s => CameraMeter.Create(() => s.GetRequiredService<CamerasService>().Health, s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => LinkMeter.Create(
            () => s.GetRequiredService<LinkService>().Status, () => JournalsOf(s), s.GetRequiredService<TimeProvider>()))
        .AddSingleton(s => ConsoleMeter.Create(
            () => s.GetRequiredService<StatusBoard>().UptimeSeconds, s.GetRequiredService<EventCounters>()))
        .AddSingleton(s => OldMetricNames.PageOf(s.GetServices<Meter>()));

    private static IEnumerable<(string Stream, long LastSeq)> JournalsOf(IServiceProvider s) =>
        s.GetRequiredService<EventLedger>().Journals.Select(j => (j.Stream, j.LastSeq));
}
