using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Binding;

namespace Zhuhui.Edge.Gateway.Remote.Rosters;

/// <summary>What ids and names of a roster must be. Pure.</summary>
internal static class RosterWords
{
    public static void CheckId(List<string> problems, string path, string id)
    {
        if (!Regex.IsMatch(id, SiteFile.NamePattern))
        {
            problems.Add($"{path} has 1 to 32 of a-z, 0-9 and -");
        }
    }

    /// <summary>What some sender lost is never put on record: two people would become one.</summary>
    public static void CheckText(List<string> problems, string path, string? text)
    {
        if (text is not null && StrictText.HasLost(text))
        {
            problems.Add($"{path} holds U+FFFD: it was read from a file that is not UTF-8; save that as UTF-8 and send it again");
        }
    }
}
