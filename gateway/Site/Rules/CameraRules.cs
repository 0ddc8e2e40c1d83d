using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold for the cameras, their lines, zones and masks, and the rings they watch.</summary>
internal static class CameraRules
{
    /// <summary>Stands for the camera itself where a zone is named; no line or zone may be called so.</summary>
    public const string WholeCamera = "camera";

    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
        foreach (var ring in Enum.GetValues<Ring>())
        {
            Schedule(problems, site, site.Rings.For(ring).Schedule, $"Site.Rings.{ring}");
        }

        for (var i = 0; i < site.Cameras.Count; i++)
        {
            Camera(problems, site, site.Cameras[i], $"Site.Cameras[{i}]");
        }

        return problems;
    }

    private static void Camera(List<FileProblem> problems, SiteFile site, SiteCamera camera, string path)
    {
        Address(problems, camera.Url, $"{path}.Url", path);
        if (camera.SubUrl.Length > 0)
        {
            Address(problems, camera.SubUrl, $"{path}.SubUrl", path);
        }

        for (var i = 0; i < camera.Lines.Count; i++)
        {
            Line(problems, camera.Lines[i], $"{path}.Lines[{i}]");
            Schedule(problems, site, camera.Lines[i].Schedule, $"{path}.Lines[{i}]");
        }

        var ring = Rings.RingOf(site, camera);
        for (var i = 0; i < camera.Zones.Count; i++)
        {
            Zone(problems, camera.Zones[i], site.Rings.For(ring), ring, $"{path}.Zones[{i}]");
            Schedule(problems, site, camera.Zones[i].Schedule, $"{path}.Zones[{i}]");
        }

        for (var i = 0; i < camera.Masks.Count; i++)
        {
            Polygon(problems, camera.Masks[i].Points, $"{path}.Masks[{i}].Points");
        }

        Names(problems, camera, path);
    }

    private static void Address(List<FileProblem> problems, string address, string key, string camera)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("rtsp" or "rtsps"))
        {
            problems.Add(new(key, address.Contains('@', StringComparison.Ordinal) ? CameraRuleTexts.NoRtspUnsaid
                : CameraRuleTexts.NoRtsp(address)));
        }
        else if (url.UserInfo.Length > 0)
        {
            problems.Add(new(key, CameraRuleTexts.Login($"{camera}.Credential")));
        }
    }

    private static void Line(List<FileProblem> problems, SiteLine line, string path)
    {
        foreach (var (end, point) in new[] { ("From", line.From), ("To", line.To) })
        {
            if (point.Count != 2 || point.Any(v => v is not (>= 0 and <= 1)))
            {
                problems.Add(new($"{path}.{end}", CameraRuleTexts.LineEnd));
            }
        }

        if (line.From.SequenceEqual(line.To))
        {
            problems.Add(new(path, CameraRuleTexts.NoLine));
        }
    }

    private static void Zone(List<FileProblem> problems, SiteZone zone, RingOptions defaults, Ring ring, string path)
    {
        Polygon(problems, zone.Points, $"{path}.Points");
        var watched = Rings.Resolved(zone, defaults);
        if (watched is { Intrusion: not true, LoiterSeconds: not > 0, CrowdPeople: not > 0, ObjectLeftSeconds: not > 0 })
        {
            problems.Add(new(path, CameraRuleTexts.WatchesNothing(AlarmKinds.NameOf(ring))));
        }

        if (watched.CrowdPeople is 1)
        {
            problems.Add(new($"{path}.CrowdPeople", CameraRuleTexts.NoCrowd));
        }
    }

    private static void Polygon(List<FileProblem> problems, IReadOnlyList<double> points, string path)
    {
        if (Polygons.Problem(points) is { } problem)
        {
            problems.Add(new(path, problem));
        }
    }

    /// <summary>Alarms and orders name lines and zones alike, and the camera itself.</summary>
    private static void Names(List<FileProblem> problems, SiteCamera camera, string path)
    {
        var places = camera.Lines.Select((line, i) => (line.Id, Path: $"{path}.Lines[{i}]"))
            .Concat(camera.Zones.Select((zone, i) => (zone.Id, Path: $"{path}.Zones[{i}]")));
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, place) in places)
        {
            if (id == WholeCamera)
            {
                problems.Add(new($"{place}.Id", CameraRuleTexts.WholeCamera(id)));
            }
            else if (id.Length > 0 && !first.TryAdd(id, place))
            {
                problems.Add(new($"{place}.Id", SiteRuleTexts.NameTaken(id, first[id])));
            }
        }
    }

    private static void Schedule(List<FileProblem> problems, SiteFile site, string schedule, string path)
    {
        if (schedule.Length > 0 && site.Schedules.All(s => s.Id != schedule))
        {
            problems.Add(new($"{path}.Schedule", DoorRuleTexts.NoSchedule(schedule,
                SiteRules.Listed([.. site.Schedules.Select(s => s.Id)]))));
        }
    }
}
