using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Messages;

/// <summary>What goes outside: the messages themselves, what became of them, and the page about it.</summary>
internal static class OutsideTexts
{
    public static Wording Title => Words("outside.title");
    public static Wording Hint => Words("outside.hint");
    public static Wording None => Words("outside.none");
    public static Wording Notices => Words("outside.notices");
    public static Wording Faults => Words("outside.faults");
    public static Wording FollowUps => Words("outside.followUps");
    public static Wording SeenTo(Wording place, Wording kind) => Words("outside.seenTo", ("place", place), ("kind", kind));
    public static Wording FoundFalse(Wording place, Wording kind) => Words("outside.foundFalse", ("place", place), ("kind", kind));
    public static Wording Subject(string gateway, string text) => Words("outside.subject", ("gateway", gateway), ("text", text));
    public static Wording SubjectOfMany(string gateway, long count) =>
        Words("outside.subjectOfMany", ("gateway", gateway), ("count", count));
    public static Wording TestSubject(string gateway) => Words("outside.testSubject", ("gateway", gateway));
    public static Wording Test(string gateway) => Words("outside.test", ("gateway", gateway));
    public static Wording Head(string gateway) => Words("outside.head", ("gateway", gateway));
    public static Wording HeadOfMany(string gateway, long count) => Words("outside.headOfMany", ("gateway", gateway), ("count", count));
    public static Wording More(long count, Wording kinds) => Words("outside.more", ("count", count), ("kinds", kinds));
    public static Wording Times(long count, string kind) => Words("outside.times", ("count", count), ("kind", kind));
    public static Wording Old(long count, string from, string to) => Words("outside.old", ("count", count), ("from", from), ("to", to));
    public static Wording NoSecret(string name) => Words("outside.noSecret", ("name", name));
    public static Wording NoAnswer(long seconds) => Words("outside.noAnswer", ("seconds", seconds));
    public static Wording NotReached(string reason) => Words("outside.notReached", ("reason", reason));
    public static Wording BadCertificate(string reason) => Words("outside.badCertificate", ("reason", reason));
    public static Wording BadAuthority(string file, string reason) => Words("outside.badAuthority", ("file", file), ("reason", reason));
    public static Wording Busy(long status) => Words("outside.busy", ("status", status));
    public static Wording Forbidden(long status, string said) => Words("outside.forbidden", ("status", status), ("said", said));
    public static Wording Redirected(long status) => Words("outside.redirected", ("status", status));
    public static Wording RefusedBy(long status, string said) => Words("outside.refusedBy", ("status", status), ("said", said));
    public static Wording RobotBusy(long code, string said) => Words("outside.robotBusy", ("code", code), ("said", said));
    public static Wording NoRobot(string said) => Words("outside.noRobot", ("said", said));
    public static Wording WecomRefuses(long code, string said) => Words("outside.wecomRefuses", ("code", code), ("said", said));
    public static Wording DingtalkRefuses(long code, string said) => Words("outside.dingtalkRefuses", ("code", code), ("said", said));
    public static Wording MailLogin(string said) => Words("outside.mailLogin", ("said", said));
    public static Wording MailNoTls(string said) => Words("outside.mailNoTls", ("said", said));
    public static Wording MailRefused(string said) => Words("outside.mailRefused", ("said", said));
    public static Wording SirenFault(string reason) => Words("outside.sirenFault", ("reason", reason));
    public static Wording NoSuchTarget(string target, Wording known) => Words("outside.noSuchTarget", ("target", target), ("known", known));
    public static Wording TooSoon => Words("outside.tooSoon");
    public static Wording TestedEvent(string target, string person) => Words("outside.testedEvent", ("target", target), ("person", person));
    public static Wording TestFailedEvent(string target, string person, Wording because) =>
        Words("outside.testFailedEvent", ("target", target), ("person", person), ("because", because));
    public static Wording Arrived(string target) => Words("outside.arrived", ("target", target));
    public static Wording Sounded => Words("outside.sounded");
    public static Wording Failed(string target, Wording because) => Words("outside.failed", ("target", target), ("because", because));
    public static Wording Line(string target, Wording kind, string where, Wording state) =>
        Words("outside.line", ("target", target), ("kind", kind), ("where", where), ("state", state));
    public static Wording StateGood => Words("outside.stateGood");
    public static Wording StateNew => Words("outside.stateNew");
    public static Wording StateRefused => Words("outside.stateRefused");
    public static Wording StateFailing => Words("outside.stateFailing");
    public static Wording LastSuccess(string time) => Words("outside.lastSuccess", ("time", time));
    public static Wording Waiting(long count) => Words("outside.waiting", ("count", count));
    public static Wording Problem(string time, Wording because) => Words("outside.problem", ("time", time), ("because", because));
    public static Wording Webhook => Words("outside.webhook");
    public static Wording Wecom => Words("outside.wecom");
    public static Wording Dingtalk => Words("outside.dingtalk");
    public static Wording Mail => Words("outside.mail");
    public static Wording Siren => Words("outside.siren");
    public static Wording SirenSounds => Words("outside.sirenSounds");
    public static Wording SirenRests => Words("outside.sirenRests");
    public static Wording TryIt => Words("outside.tryIt");
    public static Wording TrySiren => Words("outside.trySiren");
    public static Wording TrySirenNow => Words("outside.trySirenNow");
    public static Wording OnlyRunning => Words("outside.onlyRunning");
}
