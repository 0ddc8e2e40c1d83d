using Zhuhui.Edge.Gateway.Site.Binding;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.People.Profiles;

/// <summary>What may be said of a person, wherever it is said.</summary>
internal static class ProfileRules
{
    public const int MostNameLetters = 100;
    public const int MostNoteLetters = 500;

    /// <returns>Why it is no name; null where it is one.</returns>
    public static Wording? NameProblem(string name) => string.IsNullOrWhiteSpace(name) ? EnrolmentTexts.NameNeeded
        : StrictText.HasLost(name) ? EnrolmentTexts.NameLost
        : name.Length > MostNameLetters || name.Any(char.IsControl) ? EnrolmentTexts.NameTooLong(MostNameLetters)
        : null;

    /// <summary>Whether somebody is younger; nobody is of whom no birth date is known.</summary>
    public static bool IsUnder(int years, DateOnly? born, DateOnly today) => born?.AddYears(years) > today;
}
