using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>A decision in words a guard understands; journaled with it in both languages. Names of people have no place in them.</summary>
internal static class DecisionTexts
{
    public static Wording LetIn => Words("decision.letIn");
    public static Wording LetOut => Words("decision.letOut");
    public static Wording LetInAgain => Words("decision.letInAgain");
    public static Wording LetInTimeUnknown => Words("decision.letInTimeUnknown");
    public static Wording LetInNotLive => Words("decision.letInNotLive");
    public static Wording LetOutNotLive => Words("decision.letOutNotLive");
    public static Wording OtherOfTwo(Wording words) => Words("decision.otherOfTwo", ("words", words));

    public static Wording CardNeeded => Words("decision.cardNeeded");
    public static Wording PinNeeded => Words("decision.pinNeeded");
    public static Wording FaceNeeded => Words("decision.faceNeeded");
    public static Wording SecondNeeded => Words("decision.secondNeeded");
    public static Wording NotLiveCardNeeded => Words("decision.notLiveCardNeeded");

    public static Wording Stale => Words("decision.stale");
    public static Wording UnknownCard => Words("decision.unknownCard");
    public static Wording UnknownQrCode => Words("decision.unknownQrCode");
    public static Wording FaceNotRecognised => Words("decision.faceNotRecognised");
    public static Wording FaceAmbiguous => Words("decision.faceAmbiguous");
    public static Wording FaceNotLive => Words("decision.faceNotLive");
    public static Wording LostCard => Words("decision.lostCard");
    public static Wording WrongPin => Words("decision.wrongPin");
    public static Wording PinLockedOut => Words("decision.pinLockedOut");
    public static Wording PassForged => Words("decision.passForged");
    public static Wording UsedUp => Words("decision.usedUp");
    public static Wording Blocked => Words("decision.blocked");
    public static Wording DifferentPersons => Words("decision.differentPersons");
    public static Wording SamePerson => Words("decision.samePerson");
    public static Wording LockedDown => Words("decision.lockedDown");
    public static Wording Interlocked(string door) => Words("decision.interlocked", ("door", door));
    public static Wording BeginsOn(string time) => Words("decision.beginsOn", ("time", time));
    public static Wording NotBegun => Words("decision.notBegun");
    public static Wording EndedOn(string time) => Words("decision.endedOn", ("time", time));
    public static Wording Ended => Words("decision.ended");
    public static Wording OnlyAt(Wording doors) => Words("decision.onlyAt", ("doors", doors));
    public static Wording NotAdmitted => Words("decision.notAdmitted");
    public static Wording OutsideHours(Wording hours) => Words("decision.outsideHours", ("hours", hours));
    public static Wording NoSchedule(string schedule) => Words("decision.noSchedule", ("schedule", schedule));
    public static Wording CardFirst => Words("decision.cardFirst");

    public static Wording MethodNotTaken(Wording method, Wording taken) =>
        Words("decision.methodNotTaken", ("method", method), ("taken", taken));

    public static Wording IsIn(string area) => Words("decision.isIn", ("area", area));
    public static Wording IsThere => Words("decision.isThere");
    public static Wording TooSoon(long ago, long minutes) => Words("decision.tooSoon", ("ago", ago), ("minutes", minutes));
    public static Wording JustCame => Words("decision.justCame");

    public static Wording AreaFull(string area, long inside, long limit) =>
        Words("decision.areaFull", ("area", area), ("inside", inside), ("limit", limit));

    public static Wording Full => Words("decision.full");
}
