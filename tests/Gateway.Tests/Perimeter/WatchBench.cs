using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Rights;
using Zhuhui.Edge.Gateway.Perimeter;
using Zhuhui.Edge.Gateway.Projections;
using Zhuhui.Edge.Gateway.Projections.Duty;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Vision.Options;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Perimeter;

/// <summary>A watch whose journal is a list, on a clock that stands still until it is told to go; it can be killed and started again on
/// what the list holds.</summary>
internal sealed class WatchBench
{
    /// <summary>20:00 in Shanghai.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly SiteFile _site;

    public WatchBench(SiteFile site)
    {
        _site = site;
        Watch = Start();
    }

    /// <summary>A fence camera of the perimeter with a line and a zone armed at night, one of the square, and one before a unit's
    /// door.</summary>
    public static SiteFile Compound { get; } = new()
    {
        Schedules =
        [
            new ScheduleOptions
            {
                Id = "night",
                Periods = [new PeriodOptions { Days = [DayKind.Mon, DayKind.Tue, DayKind.Wed, DayKind.Thu, DayKind.Fri, DayKind.Sat,
                    DayKind.Sun], From = "22:00", To = "06:00" }],
            },
        ],
        Cameras =
        [
            new SiteCamera { Id = "fence", Lines = [new SiteLine { Id = "wall" }], Zones = [new SiteZone { Id = "strip" },
                new SiteZone { Id = "shed", Schedule = "night" }] },
            new SiteCamera { Id = "square", Ring = Ring.CommonArea, Zones = [new SiteZone { Id = "benches" }, new SiteZone { Id = "pond",
                Armed = false }] },
            new SiteCamera { Id = "unit", Zones = [new SiteZone { Id = "porch" }] },
        ],
        Doors = [new DoorOptions { Id = "unit-3", Ring = Ring.UnitDoor, Cameras = ["unit"] }],
    };

    public SteppedClock Time { get; private set; } = new(Evening);

    public List<GatewayEvent> Journal { get; } = [];

    public List<DateTimeOffset> At { get; } = [];

    public PerimeterWatch Watch { get; private set; }

    /// <summary>The cameras' alarms as people act on them.</summary>
    public SiteAlarms Alarms { get; private set; } = null!;

    public IEnumerable<AlarmRaised> Raised => Journal.OfType<AlarmRaised>();

    public IEnumerable<AlarmEnded> Ended => Journal.OfType<AlarmEnded>();

    public void Saw(params IEnumerable<Sighting> sightings)
    {
        foreach (var sighting in sightings)
        {
            Watch.Handle(sighting);
        }
    }

    /// <summary>Time passes, and the beat with it.</summary>
    public void Wait(TimeSpan time)
    {
        Time.Advance(time);
        Watch.Tick();
    }

    public void Wait(int seconds) => Wait(TimeSpan.FromSeconds(seconds));

    /// <summary>Nothing of memory is left.</summary>
    public void KillAndStart(TimeSpan away = default)
    {
        Time.Advance(away);
        Time = Time.Restarted(TimeSpan.Zero);
        Watch = Start();
    }

    public static IncidentBegan Began(string camera, string zone, ZoneWatch watch, int count = 1, int incident = 1) =>
        new(camera, 0, incident, zone, watch, count, 0.7f);

    public static IncidentEnded Over(string camera, string zone, ZoneWatch watch, int seconds = 10, int most = 1, int incident = 1) =>
        new(camera, 0, incident, zone, watch, TimeSpan.FromSeconds(seconds), most);

    public static LineCrossed Crossed(string camera, string line, CrossingDirection direction = CrossingDirection.LeftToRight) =>
        new(camera, 0, 1, line, direction, 0.8f);

    private PerimeterWatch Start()
    {
        var clock = new RunClock(Time);
        var standing = new ArmingState(clock, null);
        for (var i = 0; i < Journal.Count; i++)
        {
            standing.Fold(Journal[i], clock.Before(At[i]));
        }

        var handled = new HandledAlarms(null);
        void Append(GatewayEvent happened)
        {
            Journal.Add(happened);
            At.Add(Time.GetUtcNow());
            standing.Fold(happened, clock.Now());
            handled.Fold(happened, clock.Now());
        }

        var watch = new PerimeterWatch(_site, PolicyFactory.From(_site, Calendar.Empty), standing, clock, Time, Guid.NewGuid(), Append);
        Alarms = new SiteAlarms(watch, new StandingAlarms(null), handled, Append);
        watch.Start();
        return watch;
    }
}
