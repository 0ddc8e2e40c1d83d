using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold for cameras, lines, zones and masks; each after the path it is about.</summary>
internal static class CameraRuleTexts
{
    public static Wording NoRtsp(string address) => Words("cameraRule.noRtsp", ("address", address));
    public static Wording NoRtspUnsaid => Words("cameraRule.noRtspUnsaid");
    public static Wording Login(string key) => Words("cameraRule.login", ("key", key));
    public static Wording LineEnd => Words("cameraRule.lineEnd");
    public static Wording NoLine => Words("cameraRule.noLine");
    public static Wording WatchesNothing(string ring) => Words("cameraRule.watchesNothing", ("ring", ring));
    public static Wording NoCrowd => Words("cameraRule.noCrowd");
    public static Wording WholeCamera(string id) => Words("cameraRule.wholeCamera", ("id", id));
    public static Wording OddNumbers(long count) => Words("cameraRule.oddNumbers", ("count", count));
    public static Wording TooFewCorners(long count) => Words("cameraRule.tooFewCorners", ("count", count));
    public static Wording NoFractions => Words("cameraRule.noFractions");
    public static Wording CornerTwice(string corner) => Words("cameraRule.cornerTwice", ("corner", corner));
    public static Wording CrossesItself(string one, string other) => Words("cameraRule.crossesItself", ("one", one), ("other", other));
}
