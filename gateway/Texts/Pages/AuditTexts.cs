using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The administrator's page about who saw and did what.</summary>
internal static class AuditTexts
{
    public static Wording Title => Words("audit.title");
    public static Wording By => Words("audit.by");
    public static Wording From => Words("audit.from");
    public static Wording To => Words("audit.to");
    public static Wording Show => Words("audit.show");
    public static Wording BadDay => Words("audit.badDay");
    public static Wording None => Words("audit.none");
    public static Wording NoneHere => Words("audit.noneHere");
    public static Wording Older => Words("audit.older");
    public static Wording Hint => Words("audit.hint");
}
