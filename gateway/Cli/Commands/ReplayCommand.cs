using System.CommandLine;
using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Decides all of the journal's decisions again and says whether each comes out the same, of what was written as it began: the
/// gateway may go on.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var site = new SiteOption(isForRunning: true);
        const string description = "decide all of the journal's decisions again and compare; 3 where one differs; works while the "
            + "gateway runs";
        var command = new Command("replay", description) { site };
        command.SetAction(async parsed => Run(await site.FindAsync(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(SiteFile site, TextWriter output)
    {
        var ledger = LedgerView.Open(site.DataFolder);
        var result = AccessReplay.Run(ledger);
        foreach (var difference in result.First)
        {
            output.WriteLine($"{difference.Stream} {difference.Seq}: {difference.What}");
        }

        output.WriteLine(Answers.Replayed(result).In(site.Language));
        foreach (var journal in ledger.Journals.Where(j => j.FirstSeq > 1))
        {
            output.WriteLine(Answers.KeptFrom(journal).In(site.Language));
        }

        if (result.PolicyGone > 0)
        {
            output.WriteLine(Answers.PoliciesGone(result).In(site.Language));
        }

        return result.Different == 0 ? Exit.Done : Exit.Refused;
    }
}
