namespace Zhuhui.Edge.Gateway.Tests.Documents;

/// <summary>A page that says in Chinese what another says in English: <c>x.zh-CN.md</c> beside <c>x.md</c>.</summary>
internal static class ChinesePage
{
    private const string Mark = ".zh-CN";

    public static bool IsOne(string name) => name.EndsWith(Mark + ".md", StringComparison.Ordinal);

    /// <summary>Without what may differ between the two: which of them a link means, and the language that the demo is asked for.</summary>
    public static string Neutral(string text) =>
        text.Replace(Mark, "", StringComparison.Ordinal).Replace(" --language zh", "", StringComparison.Ordinal);
}
