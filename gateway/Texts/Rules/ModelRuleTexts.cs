using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What is wrong with the files of the camera models.</summary>
internal static class ModelRuleTexts
{
    public static Wording TwoFiles(string file, string role) => Words("modelRule.twoFiles", ("file", file), ("role", role));
    public static Wording NoFileFor(string file, string role) => Words("modelRule.noFileFor", ("file", file), ("role", role));
    public static Wording Empty(string file) => Words("modelRule.empty", ("file", file));
    public static Wording Missing(string file) => Words("modelRule.missing", ("file", file));
    public static Wording NoPack(string file, string because) => Words("modelRule.noPack", ("file", file), ("because", because));
    public static Wording Unreadable(string file, string because) => Words("modelRule.unreadable", ("file", file), ("because", because));

    public static Wording OtherHash(string file, string actual, string expected) =>
        Words("modelRule.otherHash", ("file", file), ("actual", actual), ("expected", expected));

    public static Wording NotLoaded(string file, string because) => Words("modelRule.notLoaded", ("file", file), ("because", because));
}
