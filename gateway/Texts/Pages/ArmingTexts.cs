using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The page of what is armed.</summary>
internal static class ArmingTexts
{
    public static Wording Hint => Words("arming.hint");
    public static Wording None => Words("arming.none");
    public static Wording Change => Words("arming.change");
    public static Wording Hours => Words("arming.hours");
    public static Wording NoEnd => Words("arming.noEnd");
    public static Wording Arm => Words("arming.arm");
    public static Wording Disarm => Words("arming.disarm");
    public static Wording Usual => Words("arming.usual");
    public static Wording OrderedBy(string who) => Words("arming.orderedBy", ("who", who));
    public static Wording BadHours(long most) => Words("arming.badHours", ("most", most));
    public static Wording NoSuchPlace(string place) => Words("arming.noSuchPlace", ("place", place));
    public static Wording IsArmed(string place) => Words("arming.isArmed", ("place", place));
    public static Wording IsDisarmed(string place) => Words("arming.isDisarmed", ("place", place));
    public static Wording IsUsual(string place) => Words("arming.isUsual", ("place", place));
}
