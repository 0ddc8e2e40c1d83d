using Zhuhui.Edge.Gateway.Texts.Rules;

namespace Zhuhui.Edge.Gateway.Site.Rules;

/// <summary>What must hold for the time zone and the schedules.</summary>
internal static class TimeRules
{
    public static IReadOnlyList<FileProblem> Problems(SiteFile site)
    {
        List<FileProblem> problems = [];
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _))
        {
            problems.Add(new("Site.TimeZone", SiteRuleTexts.UnknownTimeZone(site.TimeZone)));
        }

        problems.AddRange(Problems(site.Schedules, "Site.Schedules"));
        return problems;
    }

    /// <param name="schedules">Of a site file or a roster.</param>
    /// <param name="root">What the paths begin with.</param>
    public static IReadOnlyList<FileProblem> Problems(IReadOnlyList<ScheduleOptions> schedules, string root)
    {
        List<FileProblem> problems = [];
        for (var i = 0; i < schedules.Count; i++)
        {
            for (var k = 0; k < schedules[i].Periods.Count; k++)
            {
                var (period, path) = (schedules[i].Periods[k], $"{root}[{i}].Periods[{k}]");
                if (period.Days.Count == 0)
                {
                    problems.Add(new($"{path}.Days", SiteRuleTexts.NoDays));
                }

                if (period.From == period.To || period.From == "24:00")
                {
                    problems.Add(new(path, SiteRuleTexts.NoTime(period.From, period.To)));
                }
            }
        }

        return problems;
    }
}
