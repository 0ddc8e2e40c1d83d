namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold for the time zone and the schedules.</summary>
internal static class TimeRules
{
    public static IReadOnlyList<string> Problems(SiteFile site)
    {
        List<string> problems = [];
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _))
        {
            problems.Add($"Site.TimeZone '{site.TimeZone}' is not known to this machine; use an IANA name like "
                + "Asia/Shanghai, and install tzdata");
        }

        problems.AddRange(Problems(site.Schedules, "Site.Schedules"));
        return problems;
    }

    /// <param name="schedules">Of a site file or a roster.</param>
    /// <param name="root">What the paths begin with.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<ScheduleOptions> schedules, string root)
    {
        List<string> problems = [];
        for (var i = 0; i < schedules.Count; i++)
        {
            for (var k = 0; k < schedules[i].Periods.Count; k++)
            {
                var (period, path) = (schedules[i].Periods[k], $"{root}[{i}].Periods[{k}]");
                if (period.Days.Count == 0)
                {
                    problems.Add($"{path}.Days is empty: the period would never come");
                }

                if (period.From == period.To || period.From == "24:00")
                {
                    problems.Add($"{path} lasts no time: From {period.From}, To {period.To}; a whole day is 00:00 to 24:00");
                }
            }
        }

        return problems;
    }
}
