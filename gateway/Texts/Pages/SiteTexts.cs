using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The site file, changed by way of the gateway.</summary>
internal static class SiteTexts
{
    public static Wording CutOff => Words("site.cutOff");
    public static Wording EditedMeanwhile => Words("site.editedMeanwhile");
    public static Wording NoStart(long minutes, long starts) => Words("site.noStart", ("minutes", minutes), ("starts", starts));
    public static Wording DoesNotStart(string problem) => Words("site.doesNotStart", ("problem", problem));
    public static Wording Hangs(string doors) => Words("site.hangs", ("doors", doors));
    public static Wording Missing(string what) => Words("site.missing", ("what", what));
    public static Wording NoMoment(long minutes, string doors) => Words("site.noMoment", ("minutes", minutes), ("doors", doors));
    public static Wording Failed(string problem) => Words("site.failed", ("problem", problem));
    public static Wording CannotWrite(string folder, string problem) => Words("site.cannotWrite", ("folder", folder), ("problem", problem));
    public static Wording NoFile => Words("site.noFile");
    public static Wording MaskedAway => Words("site.maskedAway");
    public static Wording TypeAnew => Words("site.typeAnew");
}
