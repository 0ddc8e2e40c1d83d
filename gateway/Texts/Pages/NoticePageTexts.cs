using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The page of quiet notices.</summary>
internal static class NoticePageTexts
{
    public static Wording Title => Words("noticePage.title");
    public static Wording NoneOpen => Words("noticePage.noneOpen");
    public static Wording SeeTo => Words("noticePage.seeTo");
    public static Wording Seen => Words("noticePage.seen");
    public static Wording SeenTo(long count) => Words("noticePage.seenTo", ("count", count));
    public static Wording NotOpen => Words("noticePage.notOpen");
}
