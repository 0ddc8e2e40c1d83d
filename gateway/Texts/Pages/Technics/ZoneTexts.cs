using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages.Technics;

/// <summary>The technician's pages about cameras and their zones.</summary>
internal static class ZoneTexts
{
    public static Wording Title(string camera) => Words("zone.title", ("camera", camera));
    public static Wording Hint(string ring) => Words("zone.hint", ("ring", ring));
    public static Wording NoPicture => Words("zone.noPicture");
    public static Wording TestPicture => Words("zone.testPicture");
    public static Wording Shapes(long zones, long lines, long masks) => Words("zone.shapes",
        ("zones", zones), ("lines", lines), ("masks", masks));
    public static Wording Corner(string number, string name) => Words("zone.corner", ("number", number), ("name", name));
    public static Wording Between(string number, string name) => Words("zone.between", ("number", number), ("name", name));
    public static Wording Full => Words("zone.full");
    public static Wording Undo => Words("zone.undo");
    public static Wording Redo => Words("zone.redo");
    public static Wording AddZone => Words("zone.addZone");
    public static Wording AddLine => Words("zone.addLine");
    public static Wording AddMask => Words("zone.addMask");
    public static Wording Keys => Words("zone.keys");
    public static Wording BackTitle => Words("zone.backTitle");
    public static Wording LookBack => Words("zone.lookBack");
    public static Wording Found(long alarms, long minutes, long people) => Words("zone.found",
        ("alarms", alarms), ("minutes", minutes), ("people", people));
    public static Wording NoTracks => Words("zone.noTracks");
    public static Wording LookHint => Words("zone.lookHint");
    public static Wording OnlyNewest(long count) => Words("zone.onlyNewest", ("count", count));
    public static Wording NoThings => Words("zone.noThings");
    public static Wording OnRecordOnly => Words("zone.onRecordOnly");
    public static Wording Save => Words("zone.save");
    public static Wording SaveHint => Words("zone.saveHint");
    public static Wording SaveNow => Words("zone.saveNow");
    public static Wording Saved(string camera) => Words("zone.saved", ("camera", camera));
    public static Wording CannotSave => Words("zone.cannotSave");
    public static Wording ByHand => Words("zone.byHand");
    public static Wording Stale => Words("zone.stale");
    public static Wording NeedsStart => Words("zone.needsStart");
    public static Wording SeeRows => Words("zone.seeRows");
    public static Wording BackToCameras => Words("zone.backToCameras");
    public static Wording Others => Words("zone.others");
    public static Wording Another => Words("zone.another");
    public static Wording Kind => Words("zone.kind");
    public static Wording None => Words("zone.none");
    public static Wording Zone => Words("zone.zone");
    public static Wording Line => Words("zone.line");
    public static Wording Mask => Words("zone.mask");
    public static Wording Name => Words("zone.name");
    public static Wording Corners => Words("zone.corners");
    public static Wording More => Words("zone.more");
    public static Wording Direction => Words("zone.direction");
    public static Wording Either => Words("zone.either");
    public static Wording LeftToRight => Words("zone.leftToRight");
    public static Wording RightToLeft => Words("zone.rightToLeft");
    public static Wording Anybody => Words("zone.anybody");
    public static Wording AsRing => Words("zone.asRing");
    public static Wording AnybodyYes => Words("zone.anybodyYes");
    public static Wording AnybodyNo => Words("zone.anybodyNo");
    public static Wording Loiter => Words("zone.loiter");
    public static Wording NoKind => Words("zone.noKind");
    public static Wording BadName => Words("zone.badName");
    public static Wording NameTwice(string name) => Words("zone.nameTwice", ("name", name));
    public static Wording BadCorners => Words("zone.badCorners");
    public static Wording BadLine => Words("zone.badLine");
    public static Wording TooFewCorners => Words("zone.tooFewCorners");
    public static Wording CrossesItself => Words("zone.crossesItself");
    public static Wording BadLoiter(long most) => Words("zone.badLoiter", ("most", most));
}
