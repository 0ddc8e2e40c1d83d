using System.CommandLine;
using Zhuhui.Edge.CloudBridge.Settings;
using Zhuhui.Edge.Gateway.Admin;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Calendars;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Checks what a start would need: the site file, its secrets, the models.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var site = new SiteOption();
        const string description = "check the site file, its secrets and the models; every problem is named with its path";
        var command = new Command("check", description) { site };
        command.SetAction(async parsed =>
        {
            var checkedSite = site.Read(parsed);
            var code = Run(checkedSite, parsed.InvocationConfiguration.Output, TimeProvider.System);
            var file = parsed.GetRequiredValue(site);
            if (await GatewayElsewhere.FindAsync(file, checkedSite.DataFolder) is { } elsewhere)
            {
                parsed.Answer(CommandTexts.StartsElsewhere(elsewhere, checkedSite.DataFolder));
            }
            else if (await IsNotInForceAsync(file, checkedSite.DataFolder))
            {
                parsed.Answer(CommandTexts.NotInForce(checkedSite.DataFolder));
            }

            return code;
        });
        return command;
    }

    public static int Run(SiteFile site, TextWriter output, TimeProvider time)
    {
        if (SiteChecks.Around(site, time) is { Count: > 0 } problems)
        {
            throw new SiteException(problems);
        }

        if (site.Cameras.Count > 0)
        {
            ModelPack.Open(site.Vision.ModelFolder);
        }

        var today = site.DayOf(time.GetUtcNow());
        if (site.Schedules.Count > 0 && CalendarFile.Read(site.CalendarFile).Calendar is { } calendar && !calendar.Covers(today.Year))
        {
            output.WriteLine(CommandTexts.NoHolidays(today.Year).In(site.Language));
        }

        if (site.Link.Enabled)
        {
            SayOfLink(site, output);
        }

        output.WriteLine(Answers.InOrder(site).In(site.Language));
        return Exit.Done;
    }

    /// <summary>Whether a gateway runs that took up another state of the file.</summary>
    private static async Task<bool> IsNotInForceAsync(string file, string dataFolder)
    {
        try
        {
            return SiteSource.Read(file) is { } now && await SiteEndpoint.TryAskAsync(dataFolder, CancellationToken.None) is { } taken
                && taken.File == now.File && !taken.SaysTheSame(now.Text);
        }
        catch (GatewayAwayException)
        {
            // Of another user's gateway nobody is told what it took up.
            return false;
        }
    }

    /// <summary>What may be right, and is worth a look.</summary>
    private static void SayOfLink(SiteFile site, TextWriter output)
    {
        if (LinkFiles.MissingIssuer(site.Link) is { } issuer)
        {
            output.WriteLine(CommandTexts.IssuerNotInFile(site.Link.CertFile, issuer).In(site.Language));
        }

        if (site.Link is { Promise: LinkPromise.HubStore, Authorities.Count: > 0 }
            && !site.Link.Authorities.Any(key => key.May.Contains(RemoteRight.Acknowledge)))
        {
            output.WriteLine(CommandTexts.AcknowledgementsUnsigned.In(site.Language));
        }
    }
}
