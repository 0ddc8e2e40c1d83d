using System.CommandLine;
using Zhuhui.Edge.Gateway.Admin.SiteEdits;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Edits;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Runs the gateway.</summary>
internal static class RunCommand
{
    public static Command Create(Func<BareSite, Task<int>> run)
    {
        var site = new SiteOption();
        var command = new Command("run", "run the gateway until it is told to stop") { site };
        command.SetAction(parsed => RunAsync(parsed, site, run));
        return command;
    }

    /// <summary>A file on trial by which nothing can run is given up at once: no service manager starts a gateway again whose site file is
    /// not right.</summary>
    private static async Task<int> RunAsync(ParseResult parsed, SiteOption site, Func<BareSite, Task<int>> run)
    {
        var file = parsed.GetRequiredValue(site);
        var instead = SiteStart.Begin(file);
        try
        {
            return await run(Read(parsed, site, instead));
        }
        catch (SiteException wrong) when (SiteStart.GiveUp(file, Wording.Join(ListTexts.Semicolon,
            wrong.Problems.Select(problem => problem.Line))))
        {
            foreach (var problem in wrong.Problems)
            {
                parsed.InvocationConfiguration.Error.WriteLine(problem.Line.Say());
            }

            return Exit.StartAgain;
        }
    }

    /// <summary>The same bytes are checked, run with, and compared with the file later on.</summary>
    private static BareSite Read(ParseResult parsed, SiteOption option, SiteSource? instead)
    {
        var source = instead ?? SiteSource.Read(parsed.GetRequiredValue(option));
        return source is not null && SiteFiles.Read(source).Site is { } site ? new BareSite(site, source)
            : new BareSite(option.Read(parsed), source);
    }
}
