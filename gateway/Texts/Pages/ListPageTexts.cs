using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The pages by which a list of people is taken up.</summary>
internal static class ListPageTexts
{
    public static Wording Title => Words("listPage.title");
    public static Wording File => Words("listPage.file");
    public static Wording FileHint => Words("listPage.fileHint");
    public static Wording PhotosZip => Words("listPage.photosZip");
    public static Wording PhotosHint => Words("listPage.photosHint");
    public static Wording PhotoPeople => Words("listPage.photoPeople");
    public static Wording PhotoFiles => Words("listPage.photoFiles");
    public static Wording PhotoProblems(long count) => Words("listPage.photoProblems", ("count", count));
    public static Wording RunTitle => Words("listPage.runTitle");
    public static Wording RunUnderWay(long done, long all) => Words("listPage.runUnderWay", ("done", done), ("all", all));

    public static Wording RunDone(long enrolled, long there, long refused, long leftOut) =>
        Words("listPage.runDone", ("enrolled", enrolled), ("there", there), ("refused", refused), ("leftOut", leftOut));

    public static Wording RunStopped(string because) => Words("listPage.runStopped", ("because", because));
    public static Wording LookAt => Words("listPage.lookAt");
    public static Wording Export => Words("listPage.export");
    public static Wording Undo => Words("listPage.undo");
    public static Wording UndoHint => Words("listPage.undoHint");
    public static Wording UndoNow => Words("listPage.undoNow");
    public static Wording NoFile => Words("listPage.noFile");
    public static Wording TooManyHeld(long most) => Words("listPage.tooManyHeld", ("most", most));
    public static Wording HeldNoMore => Words("listPage.heldNoMore");
    public static Wording Dropped => Words("listPage.dropped");
    public static Wording TakenUp => Words("listPage.takenUp");
    public static Wording NothingNew => Words("listPage.nothingNew");
    public static Wording DryRun(string name) => Words("listPage.dryRun", ("name", name));
    public static Wording Line(long line) => Words("listPage.line", ("line", line));
    public static Wording Quoted(string value) => Words("listPage.quoted", ("value", value));
    public static Wording New => Words("listPage.new");
    public static Wording Changed => Words("listPage.changed");
    public static Wording Unchanged => Words("listPage.unchanged");
    public static Wording Households => Words("listPage.households");
    public static Wording Gone => Words("listPage.gone");
    public static Wording EndGone(long people) => Words("listPage.endGone", ("people", people));
    public static Wording Apply => Words("listPage.apply");
    public static Wording Working => Words("listPage.working");
    public static Wording Drop => Words("listPage.drop");
    public static Wording Problems(long count) => Words("listPage.problems", ("count", count));
    public static Wording Warnings(long count) => Words("listPage.warnings", ("count", count));
    public static Wording Columns => Words("listPage.columns");
    public static Wording NotRecognised => Words("listPage.notRecognised");
    public static Wording CardForm => Words("listPage.cardForm");
    public static Wording AnyForm => Words("listPage.anyForm");
    public static Wording ReadAgain => Words("listPage.readAgain");
    public static Wording Held => Words("listPage.held");
    public static Wording Home => Words("listPage.home");
    public static Wording Consent => Words("listPage.consent");
    public static Wording Guardian => Words("listPage.guardian");
    public static Wording Ignore => Words("listPage.ignore");
    public static Wording Decimal => Words("listPage.decimal");
    public static Wording Facility => Words("listPage.facility");
    public static Wording Hexadecimal => Words("listPage.hexadecimal");
    public static Wording HexadecimalSwapped => Words("listPage.hexadecimalSwapped");
    public static Wording DecimalSwapped => Words("listPage.decimalSwapped");
}
