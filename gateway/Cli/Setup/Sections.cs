using Zhuhui.Edge.Gateway.Cli.Setup.Asking;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Rules;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup;

/// <summary>Parts of a set-up that are checked by themselves: what is wrong is said where it was typed, and asked once more.</summary>
internal static class Sections
{
    /// <param name="ask">Asks for the part, and adds it.</param>
    /// <exception cref="SiteException">The answers come from a file, and are wrong.</exception>
    public static SiteFile UntilRight(Interview interview, Wording title, SiteFile site, Func<SiteFile, SiteFile> ask)
    {
        var before = SiteRules.Problems(site);
        while (true)
        {
            interview.Part();
            interview.Say(title);
            var next = ask(site);
            FileProblem[] problems = [.. SiteRules.Problems(next).Except(before)];
            if (problems.Length == 0)
            {
                return next;
            }

            if (interview.IsFromFile)
            {
                throw new SiteException(problems);
            }

            foreach (var problem in problems)
            {
                interview.Say(problem.Line);
            }

            interview.Say(SetupTexts.OnceMore);
        }
    }
}
