using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>A face taken before a camera: what whoever stands there should do, and what becomes of it.</summary>
internal static class FaceTakeTexts
{
    public static Wording Title(string name) => Words("faceTake.title", ("name", name));
    public static Wording ByCamera => Words("faceTake.byCamera");
    public static Wording Camera => Words("faceTake.camera");
    public static Wording Start => Words("faceTake.start");
    public static Wording StartHint(long seconds) => Words("faceTake.startHint", ("seconds", seconds));
    public static Wording ConsentFirst => Words("faceTake.consentFirst");
    public static Wording AddThen(string camera) => Words("faceTake.addThen", ("camera", camera));
    public static Wording NoCamera => Words("faceTake.noCamera");
    public static Wording InUse(string who) => Words("faceTake.inUse", ("who", who));
    public static Wording Nobody => Words("faceTake.nobody");
    public static Wording Several => Words("faceTake.several");
    public static Wording TooFar(long width, long needed) => Words("faceTake.tooFar", ("width", width), ("needed", needed));
    public static Wording Light => Words("faceTake.light");
    public static Wording Blurred => Words("faceTake.blurred");
    public static Wording Turned => Words("faceTake.turned");
    public static Wording Eyes => Words("faceTake.eyes");
    public static Wording Unsteady => Words("faceTake.unsteady");
    public static Wording NoPicture => Words("faceTake.noPicture");
    public static Wording Other => Words("faceTake.other");
    public static Wording Good(long count) => Words("faceTake.good", ("count", count));
    public static Wording Waiting => Words("faceTake.waiting");
    public static Wording Left(long seconds) => Words("faceTake.left", ("seconds", seconds));
    public static Wording Still => Words("faceTake.still");
    public static Wording Best => Words("faceTake.best");
    public static Wording Take => Words("faceTake.take");
    public static Wording Stop => Words("faceTake.stop");
    public static Wording Stopped => Words("faceTake.stopped");
    public static Wording NotGood(Wording hint) => Words("faceTake.notGood", ("hint", hint));
    public static Wording Over(long seconds) => Words("faceTake.over", ("seconds", seconds));
    public static Wording Again => Words("faceTake.again");
}
