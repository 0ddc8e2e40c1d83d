using System.Text.RegularExpressions;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>Where a household lives in the compound: a building, its unit (the stairwell behind one unit door) and a room, without the
/// words around them. A building without units has an empty unit.</summary>
internal sealed partial record Home(string Building, string Unit, string Room)
{
    /// <summary>As it is typed: <c>3-2-501</c>, or with the Chinese words for building, unit and room in the place of the dashes;
    /// <c>3-501</c> where the building has no units.</summary>
    /// <returns>Null for anything else.</returns>
    public static Home? Parse(string text)
    {
        var match = WrittenForms.Home.Match(WrittenForms.Narrow(text).Trim());
        return match.Success ? From(match.Groups["building"].Value, match.Groups["unit"].Value, match.Groups["room"].Value) : null;
    }

    /// <summary>From three columns, each with the words around it or without.</summary>
    /// <returns>Null where there is no building or no room, or one of them is no short name.</returns>
    public static Home? From(string building, string unit, string room)
    {
        var home = new Home(Bare(building), Bare(unit), Bare(room));
        return Part().IsMatch(home.Building) && Part().IsMatch(home.Room) && (home.Unit.Length == 0 || Part().IsMatch(home.Unit)) ? home
            : null;
    }

    /// <summary>A part without the word behind it, as one home is named by everybody.</summary>
    public static string Bare(string part) =>
        HomeGroup.Bare(WrittenForms.HomeWord.Replace(WrittenForms.Narrow(part).Trim(), ""));

    public override string ToString() => Unit.Length == 0 ? $"{Building}-{Room}" : $"{Building}-{Unit}-{Room}";

    [GeneratedRegex(@"^[\p{L}\d]{1,8}$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
