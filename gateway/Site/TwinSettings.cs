using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Zhuhui.Edge.Gateway.Site.Rules;

namespace Zhuhui.Edge.Gateway.Site;

/// <summary>What of a site file may be changed from afar: hours, waits and sensitivities. Never what is wired to what, where data goes, who
/// may order, or what is secret. What is left out stays as the site file has it.</summary>
internal sealed record TwinSettings
{
    [Description("Periods of schedules of the site file; not of those that hold a door open or say when it asks for more than one thing.")]
    public IReadOnlyList<ScheduleOptions> Schedules { get; init; } = [];

    [Description("How long doors are released.")]
    public IReadOnlyList<TwinDoor> Doors { get; init; } = [];

    [Description("What is watched for, ring by ring.")]
    public TwinRings Rings { get; init; } = new();

    [Description("When lines and zones are armed.")]
    public IReadOnlyList<TwinCamera> Cameras { get; init; } = [];

    [Range(0.0001, 0.01)]
    [Description("The share of strangers at a door who may be taken for a resident.")]
    public double? FalsePositiveRate { get; init; }

    [Range(1, 100000)]
    [Description("So many events a second of a backlog are sent.")]
    public int? ReplayPerSecond { get; init; }

    /// <summary>The site with these settings in place of its own, or every problem.</summary>
    public (SiteFile? Site, IReadOnlyList<string> Problems) On(SiteFile site)
    {
        IReadOnlyList<string> strangers =
        [
            .. Strangers("schedules", Schedules.Select(s => s.Id), site.Schedules.Select(s => s.Id)),
            .. Strangers("doors", Doors.Select(d => d.Id), site.Doors.Select(d => d.Id)),
            .. Schedules.SelectMany(s => site.Doors.Where(d => d.UnlockSchedule == s.Id || d.Verify.Any(v => v.Schedule == s.Id))
                .Select(d => $"schedules: {s.Id} says when door {d.Id} is held open or asks for more, which only "
                + "the site file may change")),
            .. Strangers("cameras", Cameras.Select(c => c.Id), site.Cameras.Select(c => c.Id)),
            .. Cameras.SelectMany(c => site.Cameras.FirstOrDefault(known => known.Id == c.Id) is { } camera
                ? Strangers($"cameras {c.Id} zones", c.Zones.Select(z => z.Id), camera.Zones.Select(z => z.Id))
                .Concat(Strangers($"cameras {c.Id} lines", c.Lines.Select(l => l.Id), camera.Lines.Select(l => l.Id)))
                : []),
        ];
        if (strangers.Count > 0)
        {
            return (null, strangers);
        }

        var changed = site with
        {
            Schedules = [.. site.Schedules.Select(s => Schedules.FirstOrDefault(w => w.Id == s.Id) ?? s)],
            Doors = [.. site.Doors.Select(d => Doors.FirstOrDefault(w => w.Id == d.Id)?.On(d) ?? d)],
            Rings = Rings.On(site.Rings),
            Cameras = [.. site.Cameras.Select(c => Cameras.FirstOrDefault(w => w.Id == c.Id)?.On(c) ?? c)],
            Vision = FalsePositiveRate is { } rate ? site.Vision with { FalsePositiveRate = rate } : site.Vision,
            Link = ReplayPerSecond is { } events ? site.Link with { ReplayPerSecond = events } : site.Link,
        };
        var problems = SiteRules.Problems(changed);
        return problems.Count == 0 ? (changed, []) : (null, [.. problems.Select(problem => problem.English)]);
    }

    private static IEnumerable<string> Strangers(string what, IEnumerable<string> named, IEnumerable<string> known)
    {
        string[] all = [.. named];
        return all.Except(known, StringComparer.Ordinal).Select(id => $"{what}: the site file has no {id}")
            .Concat(all.GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"{what}: {g.Key} comes {g.Count()} times"));
    }
}

/// <summary>A door's times.</summary>
internal sealed record TwinDoor
{
    [Required]
    [Description("The door.")]
    public string Id { get; init; } = "";

    [Range(1, 255)]
    [Description("How long the lock is released, in seconds.")]
    public int? UnlockSeconds { get; init; }

    [Range(1, 255)]
    [Description("How long for people who need longer, in seconds.")]
    public int? LongerUnlockSeconds { get; init; }

    public DoorOptions On(DoorOptions door) => door with
    {
        UnlockSeconds = UnlockSeconds ?? door.UnlockSeconds,
        LongerUnlockSeconds = LongerUnlockSeconds ?? door.LongerUnlockSeconds
    };
}

/// <summary>The four rings.</summary>
internal sealed record TwinRings
{
    [Description("The entrances.")]
    public TwinRing Entrance { get; init; } = new();

    [Description("The common areas.")]
    public TwinRing CommonArea { get; init; } = new();

    [Description("The doors of the units.")]
    public TwinRing UnitDoor { get; init; } = new();

    [Description("The perimeter.")]
    public TwinRing Perimeter { get; init; } = new();

    public RingsOptions On(RingsOptions rings) => new()
    {
        Entrance = Entrance.On(rings.Entrance),
        CommonArea = CommonArea.On(rings.CommonArea),
        UnitDoor = UnitDoor.On(rings.UnitDoor),
        Perimeter = Perimeter.On(rings.Perimeter),
    };
}

/// <summary>What a ring watches for.</summary>
internal sealed record TwinRing
{
    [Range(0, 3600)]
    [Description("Loitering: after so many seconds; 0: not.")]
    public int? LoiterSeconds { get; init; }

    [Range(0, 200)]
    [Description("A crowd: so many people; 0: none is.")]
    public int? CrowdPeople { get; init; }

    [Range(1, 3600)]
    [Description("Together for so many seconds.")]
    public int? CrowdSeconds { get; init; }

    [Range(0, 3600)]
    [Description("Something left behind: after so many seconds; 0: not.")]
    public int? ObjectLeftSeconds { get; init; }

    [Range(0, 3600)]
    [Description("What begins again within so many seconds belongs to the same alarm.")]
    public int? ReAlertSeconds { get; init; }

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The schedule during which it is armed; empty: always.")]
    public string? Schedule { get; init; }

    public RingOptions On(RingOptions ring) => ring with
    {
        LoiterSeconds = LoiterSeconds ?? ring.LoiterSeconds,
        CrowdPeople = CrowdPeople ?? ring.CrowdPeople,
        CrowdSeconds = CrowdSeconds ?? ring.CrowdSeconds,
        ObjectLeftSeconds = ObjectLeftSeconds ?? ring.ObjectLeftSeconds,
        ReAlertSeconds = ReAlertSeconds ?? ring.ReAlertSeconds,
        Schedule = Schedule ?? ring.Schedule,
    };
}

/// <summary>When a camera's lines and zones are armed.</summary>
internal sealed record TwinCamera
{
    [Required]
    [Description("The camera.")]
    public string Id { get; init; } = "";

    [Description("Its zones.")]
    public IReadOnlyList<TwinPlace> Zones { get; init; } = [];

    [Description("Its lines.")]
    public IReadOnlyList<TwinPlace> Lines { get; init; } = [];

    public SiteCamera On(SiteCamera camera) => camera with
    {
        Zones = [.. camera.Zones.Select(z => Zones.FirstOrDefault(w => w.Id == z.Id) is { } wanted ? z with { Schedule = wanted.Schedule }
            : z)],
        Lines = [.. camera.Lines.Select(l => Lines.FirstOrDefault(w => w.Id == l.Id) is { } wanted ? l with { Schedule = wanted.Schedule }
            : l)],
    };
}

/// <summary>A line or zone.</summary>
internal sealed record TwinPlace
{
    [Required]
    [Description("The line or zone.")]
    public string Id { get; init; } = "";

    [RegularExpression("^[a-z0-9-]*$")]
    [Description("The schedule during which it is armed; empty: always.")]
    public string Schedule { get; init; } = "";
}
