using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What cameras see and what becomes of it.</summary>
internal static class WatchTexts
{
    public static Wording Entrance => Words("watch.entrance");
    public static Wording CommonArea => Words("watch.commonArea");
    public static Wording UnitDoor => Words("watch.unitDoor");
    public static Wording Perimeter => Words("watch.perimeter");

    public static Wording LineCrossed => Words("watch.lineCrossed");
    public static Wording Intrusion => Words("watch.intrusion");
    public static Wording Loitering => Words("watch.loitering");
    public static Wording Crowding => Words("watch.crowding");
    public static Wording ObjectLeft => Words("watch.objectLeft");
    public static Wording CameraCovered => Words("watch.cameraCovered");
    public static Wording CameraDefocused => Words("watch.cameraDefocused");
    public static Wording CameraTurned => Words("watch.cameraTurned");
    public static Wording CameraFrozen => Words("watch.cameraFrozen");
    public static Wording NoPicture => Words("watch.noPicture");

    public static Wording DoorForced => Words("watch.doorForced");
    public static Wording DoorHeldOpen => Words("watch.doorHeldOpen");
    public static Wording LockFault => Words("watch.lockFault");
    public static Wording NotLocked => Words("watch.notLocked");
    public static Wording ReleaseFailed => Words("watch.releaseFailed");
    public static Wording Tampered => Words("watch.tampered");
    public static Wording Fire => Words("watch.fire");
    public static Wording Storage => Words("watch.storage");
    public static Wording ClockDoubted => Words("watch.clockDoubted");
    public static Wording LineFault => Words("watch.lineFault");
    public static Wording Duress => Words("watch.duress");
    public static Wording PinLockout => Words("watch.pinLockout");
    public static Wording Guessing => Words("watch.guessing");
    public static Wording LostCard => Words("watch.lostCard");
    public static Wording RegistryRestored => Words("watch.registryRestored");
    public static Wording Compound => Words("watch.compound");

    public static Wording Over => Words("watch.over");
    public static Wording CameraGone => Words("watch.cameraGone");
    public static Wording Disarmed => Words("watch.disarmed");
    public static Wording ScheduleOver => Words("watch.scheduleOver");
    public static Wording GatewayStops => Words("watch.gatewayStops");
    public static Wording SiteChanged => Words("watch.siteChanged");
    public static Wording GatewayRestarted => Words("watch.gatewayRestarted");

    public static Wording Raised(Wording ring, Wording place, Wording kind, Wording seen, Wording hears, string alarm) =>
        Words("watch.raised", ("ring", ring), ("place", place), ("kind", kind), ("seen", seen), ("hears", hears), ("alarm", alarm));

    public static Wording Ended(Wording ring, Wording place, string alarm, Wording kind, Wording because, Wording figures) =>
        Words("watch.ended", ("ring", ring), ("place", place), ("alarm", alarm), ("kind", kind), ("because", because),
            ("figures", figures));

    public static Wording Lapsed(Wording place, string alarm, Wording kind, Wording because) =>
        Words("watch.lapsed", ("place", place), ("alarm", alarm), ("kind", kind), ("because", because));

    public static Wording Acknowledged(Wording place, string alarm, Wording kind, string person, Wording found, Wording note) =>
        Words("watch.acknowledged", ("place", place), ("alarm", alarm), ("kind", kind), ("person", person), ("found", found),
            ("note", note));

    public static Wording Taken(Wording place, string alarm, string person, Wording from, Wording note) =>
        Words("watch.taken", ("place", place), ("alarm", alarm), ("person", person), ("from", from), ("note", note));

    public static Wording Why(Wording ring, Wording place, Wording what, string since, Wording more, Wording state) => Words("watch.why",
        ("ring", ring), ("place", place), ("what", what), ("since", since), ("more", more), ("state", state));

    public static Wording WhyRing(Wording ring) => Words("watch.whyRing", ("ring", ring));
    public static Wording WhyAgain(long times, string last) => Words("watch.whyAgain", ("times", times), ("last", last));
    public static Wording WhyEnded(string at) => Words("watch.whyEnded", ("at", at));
    public static Wording WhyGoesOn => Words("watch.whyGoesOn");
    public static Wording Silenced(string device, Wording until, string person, Wording reason) =>
        Words("watch.silenced", ("device", device), ("until", until), ("person", person), ("reason", reason));

    public static Wording SoundsAgain(string device, string person) => Words("watch.soundsAgain", ("device", device), ("person", person));
    public static Wording SilencedAnswer(string device) => Words("watch.silencedAnswer", ("device", device));
    public static Wording NotSilenced(string device) => Words("watch.notSilenced", ("device", device));

    public static Wording NoSuchDevice(string device, Wording known) =>
        Words("watch.noSuchDevice", ("device", device), ("known", known));

    public static Wording DutyBegan(string person) => Words("watch.dutyBegan", ("person", person));
    public static Wording DutyEnded(string person) => Words("watch.dutyEnded", ("person", person));
    public static Wording BadShift(long days) => Words("watch.badShift", ("days", days));
    public static Wording TakenFrom(string person) => Words("watch.takenFrom", ("person", person));
    public static Wording OutcomeDone => Words("watch.outcomeDone");
    public static Wording OutcomeFalse => Words("watch.outcomeFalse");
    public static Wording Note(string note) => Words("watch.note", ("note", note));
    public static Wording NoSuchAlarm(string alarm) => Words("watch.noSuchAlarm", ("alarm", alarm));

    public static Wording AlreadyEnded(string alarm, string person, string time) =>
        Words("watch.alreadyEnded", ("alarm", alarm), ("person", person), ("time", time));

    public static Wording AlreadyTaken(string alarm, string person, string time) =>
        Words("watch.alreadyTaken", ("alarm", alarm), ("person", person), ("time", time));

    public static Wording Noted(Wording ring, Wording place, Wording kind, Wording seen, string incident) =>
        Words("watch.noted", ("ring", ring), ("place", place), ("kind", kind), ("seen", seen), ("incident", incident));

    public static Wording NotedOver(Wording ring, Wording place, Wording kind, Wording because, Wording figures, string incident) =>
        Words("watch.notedOver", ("ring", ring), ("place", place), ("kind", kind), ("because", because), ("figures", figures),
            ("incident", incident));

    public static Wording Ordered(Wording order, string person, Wording until, Wording places) =>
        Words("watch.ordered", ("order", order), ("person", person), ("until", until), ("places", places));

    public static Wording Arm => Words("watch.arm");
    public static Wording Disarm => Words("watch.disarm");
    public static Wording Usual => Words("watch.usual");

    public static Wording Camera(string camera) => Words("watch.camera", ("camera", camera));
    public static Wording Zone(string camera, string zone) => Words("watch.zone", ("camera", camera), ("zone", zone));
    public static Wording ForNobody => Words("watch.forNobody");
    public static Wording Guards => Words("watch.guards");
    public static Wording Staff => Words("watch.staff");
    public static Wording People(long people) => Words("watch.people", ("people", people));
    public static Wording LeftToRight => Words("watch.leftToRight");
    public static Wording RightToLeft => Words("watch.rightToLeft");
    public static Wording Lasted(string seconds) => Words("watch.lasted", ("seconds", seconds));
    public static Wording AtMost(long people) => Words("watch.atMost", ("people", people));

    public static Wording Crossings(long leftToRight, long rightToLeft) =>
        Words("watch.crossings", ("leftToRight", leftToRight), ("rightToLeft", rightToLeft));

    public static Wording Repeats(long repeats) => Words("watch.repeats", ("repeats", repeats));
}
