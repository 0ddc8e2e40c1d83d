using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Edits;

namespace Zhuhui.Edge.Gateway.Site;

internal static class SiteRegistration
{
    public static IServiceCollection AddSite(this IServiceCollection services, SiteFile site) => services
        .AddSingleton(site)
        .AddSingleton(new SiteInForce(site))
        .AddSingleton(CalendarOf(site));

    /// <summary>The calendar was read and checked with the site file; a change since then that spoils it ends the start.</summary>
    private static Calendar CalendarOf(SiteFile site)
    {
        var (calendar, problems) = CalendarFile.Read(site.CalendarFile);
        return calendar ?? throw new SiteException(problems);
    }
}
