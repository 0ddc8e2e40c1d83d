using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages.Technics;

/// <summary>The plan of the compound.</summary>
internal static class PlanTexts
{
    public static Wording Title => Words("plan.title");
    public static Wording NoPicture => Words("plan.noPicture");
    public static Wording Unplaced(long count) => Words("plan.unplaced", ("count", count));
    public static Wording Edit => Words("plan.edit");
    public static Wording EditTitle => Words("plan.editTitle");
    public static Wording Picture => Words("plan.picture");
    public static Wording PictureHint => Words("plan.pictureHint");
    public static Wording TakePicture => Words("plan.takePicture");
    public static Wording PictureTaken => Words("plan.pictureTaken");
    public static Wording NotAPicture(long most) => Words("plan.notAPicture", ("most", most));
    public static Wording Keys => Words("plan.keys");
    public static Wording Nowhere => Words("plan.nowhere");
    public static Wording Put => Words("plan.put");
    public static Wording Save => Words("plan.save");
    public static Wording Saved => Words("plan.saved");
    public static Wording BadSpot => Words("plan.badSpot");
    public static Wording Back => Words("plan.back");
    public static Wording Camera(string id) => Words("plan.camera", ("id", id));
    public static Wording Place => Words("plan.place");
}
