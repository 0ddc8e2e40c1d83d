using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>People and households as the office's lists have them.</summary>
internal static class OfficeTexts
{
    public static Wording Cards(long count) => Words("office.cards", ("count", count));
    public static Wording Face => Words("office.face");
    public static Wording From(string at) => Words("office.from", ("at", at));
    public static Wording To(string at) => Words("office.to", ("at", at));
    public static Wording FromHub => Words("office.fromHub");
    public static Wording MovesOut(string at) => Words("office.movesOut", ("at", at));
    public static Wording Admitted => Words("office.admitted");
    public static Wording Phone => Words("office.phone");
    public static Wording Sex => Words("office.sex");
    public static Wording Female => Words("office.female");
    public static Wording Male => Words("office.male");
    public static Wording Born => Words("office.born");
    public static Wording CardsHeld => Words("office.cardsHeld");
    public static Wording Lost => Words("office.lost");
    public static Wording Vehicles => Words("office.vehicles");
    public static Wording Schedule => Words("office.schedule");
    public static Wording Groups => Words("office.groups");
    public static Wording Uses => Words("office.uses");
    public static Wording Faces => Words("office.faces");
    public static Wording FacesSince(long templates, long photos, string notice, string at) => Words("office.facesSince",
        ("templates", templates), ("photos", photos), ("notice", notice), ("at", at));
    public static Wording Special => Words("office.special");
    public static Wording Pin => Words("office.pin");
    public static Wording NeedsLonger => Words("office.needsLonger");
    public static Wording LivesAlone => Words("office.livesAlone");
    public static Wording Notes => Words("office.notes");
    public static Wording Entry(Wording what, string said) => Words("office.entry", ("what", what), ("said", said));
    public static Wording Owner => Words("office.owner");
    public static Wording Tenant => Words("office.tenant");
    public static Wording Family => Words("office.family");
    public static Wording Staff => Words("office.staff");
    public static Wording Helper => Words("office.helper");
    public static Wording Visitor => Words("office.visitor");
    public static Wording Visits(string host) => Words("office.visits", ("host", host));
    public static Wording Used(long used, long most) => Words("office.used", ("used", used), ("most", most));
    public static Wording MayUse(long most) => Words("office.mayUse", ("most", most));
    public static Wording Cancelled => Words("office.cancelled");
    public static Wording VisitorPass => Words("office.visitorPass");

    public static Wording VisitorDoors(Wording doors, long uses, long hours) =>
        Words("office.visitorDoors", ("doors", doors), ("uses", uses), ("hours", hours));
}

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
