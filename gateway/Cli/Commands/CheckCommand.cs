using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Checks what a start would need: the site file, its secrets, the models.</summary>
internal static class CheckCommand
{
    public static int Run(SiteFile site, TextWriter output, TimeProvider time)
    {
        if (Secrets.Missing(site).ToArray() is { Length: > 0 } missing)
        {
            throw new SiteException(missing);
        }

        if (LinkRules.MissingFiles(site.Link).Select(p => $"Site.Link.{p}").ToArray() is { Length: > 0 } absent)
        {
            throw new SiteException(absent);
        }

        if (site.Cameras.Count > 0)
        {
            ModelPack.Open(site.Vision.ModelFolder);
        }

        var today = TimeZoneInfo.ConvertTime(time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(site.TimeZone));
        if (site.Schedules.Count > 0 && CalendarFile.Read(site.CalendarFile).Calendar is { } calendar && !calendar.Covers(today.Year))
        {
            output.WriteLine($"note: no holidays of {today.Year} are known, so working days go by the week alone; name a calendar of that year in Site.CalendarFile");
        }

        output.WriteLine($"{site.District}/{site.Compound}/{site.Gateway}: {site.Doors.Count} door(s), {site.Readers.Count} reader(s), {site.Cameras.Count} camera(s): in order");
        return Exit.Done;
    }
}
