using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>A resident's own pages, in plain words.</summary>
internal static class MineTexts
{
    public static Wording Title => Words("mine.title");
    public static Wording Visitors => Words("mine.visitors");
    public static Wording Consents => Words("mine.consents");
    public static Wording Data => Words("mine.data");
    public static Wording Hello(string name) => Words("mine.hello", ("name", name));
    public static Wording NoPassages => Words("mine.noPassages");
    public static Wording NoneHere => Words("mine.noneHere");
    public static Wording WhoSees => Words("mine.whoSees");
    public static Wording LostPhone => Words("mine.lostPhone");
    public static Wording LostPhoneHint(string unused) => Words("mine.lostPhoneHint", ("unused", unused));
    public static Wording NoVisitors => Words("mine.noVisitors");
    public static Wording Until(string time) => Words("mine.until", ("time", time));
    public static Wording Uses(long used, long most) => Words("mine.uses", ("used", used), ("most", most));
    public static Wording Nameless => Words("mine.nameless");
    public static Wording NewVisitor => Words("mine.newVisitor");
    public static Wording VisitorName => Words("mine.visitorName");
    public static Wording HowLong => Words("mine.howLong");
    public static Wording HowOften => Words("mine.howOften");
    public static Wording Times(long count) => Words("mine.times", ("count", count));
    public static Wording More => Words("mine.more");
    public static Wording Phone => Words("mine.phone");
    public static Wording Plate => Words("mine.plate");
    public static Wording MakePass => Words("mine.makePass");
    public static Wording PassMade => Words("mine.passMade");
    public static Wording PassPicture => Words("mine.passPicture");
    public static Wording Forward => Words("mine.forward");
    public static Wording SavePicture => Words("mine.savePicture");
    public static Wording Cancel => Words("mine.cancel");
    public static Wording CancelHint => Words("mine.cancelHint");
    public static Wording PassCancelled => Words("mine.passCancelled");
    public static Wording PassOver => Words("mine.passOver");
    public static Wording Face => Words("mine.face");
    public static Wording Agreed(string time, string version) => Words("mine.agreed", ("time", time), ("version", version));
    public static Wording AgreedToOlder(string time, string version, string now) =>
        Words("mine.agreedToOlder", ("time", time), ("version", version), ("now", now));
    public static Wording NotAgreed => Words("mine.notAgreed");
    public static Wording NoticeText => Words("mine.noticeText");
    public static Wording Withdraw => Words("mine.withdraw");
    public static Wording FaceThen => Words("mine.faceThen");
    public static Wording FaceWithdrawn => Words("mine.faceWithdrawn");
    public static Wording Photos => Words("mine.photos");
    public static Wording PhotosKept(long count) => Words("mine.photosKept", ("count", count));
    public static Wording PhotosThen => Words("mine.photosThen");
    public static Wording PhotosWithdrawn => Words("mine.photosWithdrawn");
    public static Wording Care => Words("mine.care");
    public static Wording CareThen => Words("mine.careThen");
    public static Wording CareWithdrawn => Words("mine.careWithdrawn");
    public static Wording ToAgree => Words("mine.toAgree");
    public static Wording Home => Words("mine.home");
    public static Wording BirthDate => Words("mine.birthDate");
    public static Wording Cards => Words("mine.cards");
    public static Wording Plates => Words("mine.plates");
    public static Wording DoorsOpen => Words("mine.doorsOpen");
    public static Wording AllDoors => Words("mine.allDoors");
    public static Wording ValidTo => Words("mine.validTo");
    public static Wording FaceTemplates => Words("mine.faceTemplates");
    public static Wording Pin => Words("mine.pin");
    public static Wording PinSet => Words("mine.pinSet");
    public static Wording Notes => Words("mine.notes");
    public static Wording Wrong => Words("mine.wrong");
    public static Wording AllAsFile => Words("mine.allAsFile");
    public static Wording Erase => Words("mine.erase");
    public static Wording EraseThen => Words("mine.eraseThen");
    public static Wording EraseAnyway(long days) => Words("mine.eraseAnyway", ("days", days));
    public static Wording AskErasure => Words("mine.askErasure");
    public static Wording ErasureAsked => Words("mine.erasureAsked");
    public static Wording ErasureStands => Words("mine.erasureStands");
}
