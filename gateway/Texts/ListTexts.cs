using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>How several are named one after another, or one thing several times.</summary>
internal static class ListTexts
{
    public static Wording Comma => Words("list.comma");
    public static Wording Semicolon => Words("list.semicolon");
    public static Wording Colon => Words("list.colon");

    /// <summary>Behind the name of an act that asks once more.</summary>
    public static Wording Further => Words("list.further");

    public static Wording None => Words("list.none");

    /// <summary>After what happened more than once.</summary>
    public static Wording Often(long times) => Words("list.often", ("times", times));
}
