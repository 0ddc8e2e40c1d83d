using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What becomes of an enrolment: the answers to the clerk at the desk.</summary>
internal static class EnrolmentTexts
{
    public static Wording PhotoRefused(string photo, Wording because) =>
        Words("enrolment.photoRefused", ("photo", photo), ("because", because));

    public static Wording NobodyCame => Words("enrolment.nobodyCame");

    public static Wording NoFaceGoodEnough(string camera, long seconds, Wording last) =>
        Words("enrolment.noFaceGoodEnough", ("camera", camera), ("seconds", seconds), ("last", last));

    public static Wording NotOnePerson => Words("enrolment.notOnePerson");

    public static Wording LooksLike(string person, string other, string id, string similarity) =>
        Words("enrolment.looksLike", ("person", person), ("other", other), ("id", id), ("similarity", similarity));

    public static Wording AlreadyThere(string name, string id) => Words("enrolment.alreadyThere", ("name", name), ("id", id));

    public static Wording SeveralNamed(long count, string name, Wording ids) =>
        Words("enrolment.severalNamed", ("count", count), ("name", name), ("ids", ids));

    public static Wording GuardianNeeded(long age) => Words("enrolment.guardianNeeded", ("age", age));
    public static Wording NotBorn => Words("enrolment.notBorn");
    public static Wording NameNeeded => Words("enrolment.nameNeeded");
    public static Wording NameLost => Words("enrolment.nameLost");
    public static Wording NameTooLong(long most) => Words("enrolment.nameTooLong", ("most", most));
    public static Wording QrLength(long least, long most) => Words("enrolment.qrLength", ("least", least), ("most", most));
    public static Wording NeedsRunningGateway => Words("enrolment.needsRunningGateway");
    public static Wording NoCamera(string camera, Wording cameras) => Words("enrolment.noCamera", ("camera", camera), ("cameras", cameras));
    public static Wording NoConsentOnRecord => Words("enrolment.noConsentOnRecord");
    public static Wording ConsentNeeded => Words("enrolment.consentNeeded");
    public static Wording KeepingNeeds => Words("enrolment.keepingNeeds");

    public static Wording CardTaken(string card, string person, string id) =>
        Words("enrolment.cardTaken", ("card", card), ("person", person), ("id", id));

    public static Wording QrTaken(string person, string id) => Words("enrolment.qrTaken", ("person", person), ("id", id));

    public static Wording NotAPicture => Words("enrolment.notAPicture");
    public static Wording NoFace => Words("enrolment.noFace");
    public static Wording SeveralFaces => Words("enrolment.severalFaces");
    public static Wording FaceTooSmall(long width, long needed) => Words("enrolment.faceTooSmall", ("width", width), ("needed", needed));
    public static Wording TooDark => Words("enrolment.tooDark");
    public static Wording TurnedAway => Words("enrolment.turnedAway");
    public static Wording TooBlurred => Words("enrolment.tooBlurred");
    public static Wording EyesHidden => Words("enrolment.eyesHidden");
    public static Wording Unsteady => Words("enrolment.unsteady");
    public static Wording NoPicture => Words("enrolment.noPicture");
    public static Wording OtherPerson => Words("enrolment.otherPerson");
    public static Wording TurnHead(long taken) => Words("enrolment.turnHead", ("taken", taken));
    public static Wording Taken(long taken) => Words("enrolment.taken", ("taken", taken));
}
