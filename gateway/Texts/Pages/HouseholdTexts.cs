using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>Households: who lives where, who moves together, who moves out.</summary>
internal static class HouseholdTexts
{
    public static Wording Households => Words("household.households");
    public static Wording Title(string home) => Words("household.title", ("home", home));
    public static Wording FindHome => Words("household.findHome");
    public static Wording Building => Words("household.building");
    public static Wording All => Words("household.all");
    public static Wording Filter => Words("household.filter");
    public static Wording InAll(long count) => Words("household.inAll", ("count", count));
    public static Wording People(long count) => Words("household.people", ("count", count));
    public static Wording Ends(string at) => Words("household.ends", ("at", at));
    public static Wording Who => Words("household.who");
    public static Wording Nobody => Words("household.nobody");
    public static Wording Vehicles => Words("household.vehicles");
    public static Wording Edit => Words("household.edit");
    public static Wording MoveAll => Words("household.moveAll");
    public static Wording MoveTo => Words("household.moveTo");
    public static Wording MoveDo => Words("household.moveDo");
    public static Wording MoveOut => Words("household.moveOut");
    public static Wording MoveOutWho => Words("household.moveOutWho");
    public static Wording MoveOutLine(string name, long cards, long templates, long photos) =>
        Words("household.moveOutLine", ("name", name), ("cards", cards), ("templates", templates), ("photos", photos));
    public static Wording MoveOutVehicles(string plates) => Words("household.moveOutVehicles", ("plates", plates));
    public static Wording LastDay => Words("household.lastDay");
    public static Wording MoveOutDo => Words("household.moveOutDo");
    public static Wording AddTo => Words("household.addTo");
}
