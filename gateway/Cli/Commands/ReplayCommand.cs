using Zhuhui.Edge.Gateway.Access.Replay;
using Zhuhui.Edge.Gateway.Journals;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Cli.Commands;

/// <summary>Decides all of the journal's decisions again and says whether each comes out the same. The gateway must not be running.</summary>
internal static class ReplayCommand
{
    public static int Run(SiteFile site, TextWriter output)
    {
        using var ledger = EventLedger.OpenQuietly(site.DataFolder);
        var result = AccessReplay.Run(ledger);
        foreach (var difference in result.First)
        {
            output.WriteLine($"{difference.Stream} {difference.Seq}: {difference.What}");
        }

        output.WriteLine($"{result.Granted} granted, {result.Denied} denied, {result.Begun} begun by {result.Policies} policies: {result.Different} differ"
            + (result.OtherRules > 0 ? $", {result.OtherRules} by rules of another version were not decided again" : ""));
        foreach (var journal in ledger.Journals.Where(j => j.FirstSeq > 1))
        {
            output.WriteLine($"{journal.Stream} is kept from record {journal.FirstSeq} on");
        }

        if (result.PolicyGone > 0)
        {
            output.WriteLine($"{result.PolicyGone} were decided by policies whose records are no longer kept and were not decided again: {string.Join(", ", result.GonePolicies)}");
        }

        return result.Different == 0 ? Exit.Done : Exit.Refused;
    }
}
