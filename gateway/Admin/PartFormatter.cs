using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Admin;

/// <summary>What of a person a change is about, in words for people; records have words of their own, which never change.</summary>
internal static class PartFormatter
{
    /// <param name="word">As records have it. One of a later version is said as it is.</param>
    public static Wording Format(string word) => word switch
    {
        "schedule" => PeopleTexts.Schedule,
        "doors" => PeopleTexts.Doors,
        "longer" => PeopleTexts.Longer,
        "from" => PeopleTexts.From,
        "to" => PeopleTexts.To,
        "uses" => PeopleTexts.Uses,
        "more doors" => PeopleTexts.MoreDoors,
        "not doors" => PeopleTexts.NotDoors,
        "groups" => PartTexts.Groups,
        "pin" => PartTexts.Pin,
        "duress pin" => PartTexts.DuressPin,
        "household" => PartTexts.Household,
        "name" => PartTexts.Name,
        "kind" => PartTexts.Kind,
        "sex" => PartTexts.Sex,
        "birth date" => PartTexts.BirthDate,
        "phone" => PartTexts.Phone,
        "notes" => PartTexts.Notes,
        "lives alone" => PartTexts.LivesAlone,
        "care" => PartTexts.Care,
        "vehicles" => PartTexts.Vehicles,
        _ => Wording.Same(word),
    };
}
