namespace Zhuhui.Edge.Gateway.Events;

/// <summary>What of a person's rights a change is about.</summary>
internal enum RightsPart
{
    Schedule,
    Doors,
    Groups,
    Longer,
    From,
    To,
    Uses,
    Pin,
    DuressPin,
    Household,
    MoreDoors,
    NotDoors,
}

/// <summary>The parts of a person's rights as records name them: the words are in journals and at the hub, and never change.</summary>
internal static class RightsParts
{
    private static readonly string[] _words = ["schedule", "doors", "groups", "longer", "from", "to", "uses", "pin", "duress pin",
        "household", "more doors", "not doors"];

    public static string ToWord(this RightsPart part) => _words[(int)part];

    /// <returns>Null for a word of a newer version.</returns>
    public static RightsPart? FromWord(string word) => Array.IndexOf(_words, word) is >= 0 and var at ? (RightsPart)at : null;
}
