using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Messages;

/// <summary>What somebody can order of people, passes and lists.</summary>
internal static class OrderTexts
{
    public static Wording Add => Words("order.add");
    public static Wording Edit => Words("order.edit");
    public static Wording Move => Words("order.move");
    public static Wording End => Words("order.end");
    public static Wording Block => Words("order.block");
    public static Wording Unblock => Words("order.unblock");
    public static Wording Remove => Words("order.remove");
    public static Wording CardGive => Words("order.cardGive");
    public static Wording CardTake => Words("order.cardTake");
    public static Wording CardLost => Words("order.cardLost");
    public static Wording CardFound => Words("order.cardFound");
    public static Wording Pin => Words("order.pin");
    public static Wording PinClear => Words("order.pinClear");
    public static Wording Face => Words("order.face");
    public static Wording FaceClear => Words("order.faceClear");
    public static Wording PhotosClear => Words("order.photosClear");
    public static Wording HouseholdEdit => Words("order.householdEdit");
    public static Wording HouseholdMove => Words("order.householdMove");
    public static Wording HouseholdEnd => Words("order.householdEnd");
    public static Wording CareAgree => Words("order.careAgree");
    public static Wording CareChange => Words("order.careChange");
    public static Wording CareAway => Words("order.careAway");
    public static Wording CareBack => Words("order.careBack");
    public static Wording CareWithdraw => Words("order.careWithdraw");
    public static Wording Pass => Words("order.pass");
    public static Wording PassCancel => Words("order.passCancel");
    public static Wording Import => Words("order.import");
    public static Wording ImportUndo => Words("order.importUndo");
    public static Wording ImportFace => Words("order.importFace");
    public static Wording ErasureAsk => Words("order.erasureAsk");
    public static Wording HolidaysConfirm => Words("order.holidaysConfirm");
}
