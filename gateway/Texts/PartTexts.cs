using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What of a person a change is about.</summary>
internal static class PartTexts
{
    public static Wording Groups => Words("part.groups");
    public static Wording Pin => Words("part.pin");
    public static Wording DuressPin => Words("part.duressPin");
    public static Wording Household => Words("part.household");
    public static Wording Name => Words("part.name");
    public static Wording Kind => Words("part.kind");
    public static Wording Sex => Words("part.sex");
    public static Wording BirthDate => Words("part.birthDate");
    public static Wording Phone => Words("part.phone");
    public static Wording Notes => Words("part.notes");
    public static Wording LivesAlone => Words("part.livesAlone");
    public static Wording Vehicles => Words("part.vehicles");
}
