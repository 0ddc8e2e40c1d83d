using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>The words of the pages.</summary>
internal static class PageTexts
{
    public static Wording HtmlLanguage => Words("page.htmlLanguage");

    public static Wording ChangedFile(string file, string time) => Words("page.changedFile", ("file", file), ("time", time));

    public static Wording SpoiltFile(string file, string time, Wording problem) =>
        Words("page.spoiltFile", ("file", file), ("time", time), ("problem", problem));

    public static Wording MissingFile(string file, Wording problem) => Words("page.missingFile", ("file", file), ("problem", problem));

    public static Wording Alarms => Words("page.alarms");
    public static Wording Acknowledged => Words("page.acknowledged");
    public static Wording Ended => Words("page.ended");
    public static Wording GoesOn => Words("page.goesOn");
    public static Wording Quiet => Words("page.quiet");
    public static Wording ArmedPlaces => Words("page.armedPlaces");
    public static Wording Armed => Words("page.armed");
    public static Wording NotArmed => Words("page.notArmed");
    public static Wording Always => Words("page.always");
    public static Wording OrderedUntil(string person, string time) => Words("page.orderedUntil", ("person", person), ("time", time));

    public static Wording Doors => Words("page.doors");
    public static Wording HeldOpenByOrder => Words("page.heldOpenByOrder");
    public static Wording LockedDown => Words("page.lockedDown");
    public static Wording Locked => Words("page.locked");
    public static Wording Unlocking => Words("page.unlocking");
    public static Wording Unlocked => Words("page.unlocked");
    public static Wording Open => Words("page.open");
    public static Wording HeldOpen => Words("page.heldOpen");
    public static Wording Forced => Words("page.forced");
    public static Wording ClosedButUnlocked => Words("page.closedButUnlocked");
    public static Wording ReleaseFailed => Words("page.releaseFailed");
    public static Wording LockFault => Words("page.lockFault");
    public static Wording BoomDown => Words("page.boomDown");
    public static Wording BoomOpening => Words("page.boomOpening");
    public static Wording BoomUp => Words("page.boomUp");
    public static Wording BoomClosing => Words("page.boomClosing");
    public static Wording Unknown => Words("page.unknown");

    public static Wording Devices => Words("page.devices");
    public static Wording Device => Words("page.device");
    public static Wording Online => Words("page.online");
    public static Wording Offline => Words("page.offline");
    public static Wording WrongKey => Words("page.wrongKey");
    public static Wording NotHeardOf => Words("page.notHeardOf");
    public static Wording Tampered => Words("page.tampered");

    public static Wording Cameras => Words("page.cameras");
    public static Wording MainStream => Words("page.mainStream");
    public static Wording SubStream => Words("page.subStream");
    public static Wording Software => Words("page.software");

    public static Wording FixedInSite => Words("page.fixedInSite");
    public static Wording Assumed => Words("page.assumed");
    public static Wording PartAssumed(string percent) => Words("page.partAssumed", ("percent", percent));
    public static Wording PeopleHere => Words("page.peopleHere");
    public static Wording LookAlikes(long pairs) => Words("page.lookAlikes", ("pairs", pairs));
    public static Wording Person => Words("page.person");
    public static Wording Renewing(long people) => Words("page.renewing", ("people", people));
    public static Wording EnrolAgain(long people) => Words("page.enrolAgain", ("people", people));

    public static Wording Journaled => Words("page.journaled");
    public static Wording AtBroker => Words("page.atBroker");
    public static Wording InHubStore => Words("page.inHubStore");
    public static Wording StreamAlarms => Words("page.streamAlarms");
    public static Wording StreamPassages => Words("page.streamPassages");
    public static Wording StreamRegistry => Words("page.streamRegistry");
    public static Wording StreamHealth => Words("page.streamHealth");
}
