using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages.Technics;

/// <summary>The technician's page about wires.</summary>
internal static class WiringTexts
{
    public static Wording Menu => Words("wiring.menu");
    public static Wording Title => Words("wiring.title");
    public static Wording Hint => Words("wiring.hint");
    public static Wording Relay(string pin) => Words("wiring.relay", ("pin", pin));
    public static Wording CloseRelay(string pin) => Words("wiring.closeRelay", ("pin", pin));
    public static Wording Energised => Words("wiring.energised");
    public static Wording EnergisedUnseen => Words("wiring.energisedUnseen");
    public static Wording AtRest => Words("wiring.atRest");
    public static Wording AtRestUnseen => Words("wiring.atRestUnseen");
    public static Wording NotOpened => Words("wiring.notOpened");
    public static Wording Contact(string pin) => Words("wiring.contact", ("pin", pin));
    public static Wording LockFeedback(string pin) => Words("wiring.lockFeedback", ("pin", pin));
    public static Wording ExitButton(string pin) => Words("wiring.exitButton", ("pin", pin));
    public static Wording Tamper(string pin) => Words("wiring.tamper", ("pin", pin));
    public static Wording Loop(string pin) => Words("wiring.loop", ("pin", pin));
    public static Wording UpLimit(string pin) => Words("wiring.upLimit", ("pin", pin));
    public static Wording Fire(string pin) => Words("wiring.fire", ("pin", pin));
    public static Wording Active(Wording meaning) => Words("wiring.active", ("meaning", meaning));
    public static Wording Inactive(Wording meaning) => Words("wiring.inactive", ("meaning", meaning));
    public static Wording Closed => Words("wiring.closed");
    public static Wording Open => Words("wiring.open");
    public static Wording Locked => Words("wiring.locked");
    public static Wording Unlocked => Words("wiring.unlocked");
    public static Wording Pressed => Words("wiring.pressed");
    public static Wording LetGo => Words("wiring.letGo");
    public static Wording Opened => Words("wiring.opened");
    public static Wording Shut => Words("wiring.shut");
    public static Wording Vehicle => Words("wiring.vehicle");
    public static Wording NoVehicle => Words("wiring.noVehicle");
    public static Wording Up => Words("wiring.up");
    public static Wording NotUp => Words("wiring.notUp");
    public static Wording OnFire => Words("wiring.onFire");
    public static Wording NoFire => Words("wiring.noFire");
    public static Wording Shorted => Words("wiring.shorted");
    public static Wording Cut => Words("wiring.cut");
    public static Wording NotRead => Words("wiring.notRead");
    public static Wording ChangedAt(Wording what, string at) => Words("wiring.changedAt", ("what", what), ("at", at));
    public static Wording Readers => Words("wiring.readers");
    public static Wording NoReaders => Words("wiring.noReaders");
    public static Wording Outside(string door) => Words("wiring.outside", ("door", door));
    public static Wording Inside(string door) => Words("wiring.inside", ("door", door));
    public static Wording NothingRead => Words("wiring.nothingRead");
    public static Wording CardRead(string number, string format, string at) => Words("wiring.cardRead", ("number", number),
        ("format", format), ("at", at));
    public static Wording HeldCardRead(string format, string at) => Words("wiring.heldCardRead", ("format", format), ("at", at));
    public static Wording KeyRead(string at) => Words("wiring.keyRead", ("at", at));
    public static Wording CodeRead(string at) => Words("wiring.codeRead", ("at", at));
    public static Wording FaultRead(string detail, string at) => Words("wiring.faultRead", ("detail", detail), ("at", at));
    public static Wording ReaderHint => Words("wiring.readerHint");
    public static Wording Test => Words("wiring.test");
    public static Wording TestOf(string door) => Words("wiring.testOf", ("door", door));
    public static Wording TestHint => Words("wiring.testHint");
    public static Wording TestNow => Words("wiring.testNow");
    public static Wording Reason => Words("wiring.reason");
    public static Wording Tested(Wording door) => Words("wiring.tested", ("door", door));
    public static Wording NotTested(Wording door, Wording because) => Words("wiring.notTested", ("door", door), ("because", because));
    public static Wording Back => Words("wiring.back");
    public static Wording Pictures => Words("wiring.pictures");
    public static Wording FireInput => Words("wiring.fireInput");
}
