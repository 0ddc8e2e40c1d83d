using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>How several are named one after another.</summary>
internal static class ListTexts
{
    public static Wording Comma => Words("list.comma");
    public static Wording Semicolon => Words("list.semicolon");
    public static Wording None => Words("list.none");
}
