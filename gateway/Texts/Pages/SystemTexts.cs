using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Pages;

/// <summary>The administrator's page about how the gateway is.</summary>
internal static class SystemTexts
{
    public static Wording Title => Words("system.title");
    public static Wording NotTold => Words("system.notTold");
    public static Wording Seconds(long count) => Words("system.seconds", ("count", count));
    public static Wording Gateway => Words("system.gateway");
    public static Wording Machine => Words("system.machine");
    public static Wording State => Words("system.state");
    public static Wording InOrder => Words("system.inOrder");
    public static Wording Amiss => Words("system.amiss");
    public static Wording Records => Words("system.records");
    public static Wording RecordsTaken => Words("system.recordsTaken");
    public static Wording RecordsRefused => Words("system.recordsRefused");
    public static Wording Search => Words("system.search");
    public static Wording AllSearchable => Words("system.allSearchable");
    public static Wording Version => Words("system.version");
    public static Wording Up => Words("system.up");
    public static Wording NotSearchable(string count) => Words("system.notSearchable", ("count", count));
    public static Wording DoorsRelease(long count) => Words("system.doorsRelease", ("count", count));
    public static Wording DoorsFail(Wording doors) => Words("system.doorsFail", ("doors", doors));
    public static Wording DoorQueues => Words("system.doorQueues");
    public static Wording NoneMissed => Words("system.noneMissed");
    public static Wording Missed(long count) => Words("system.missed", ("count", count));
    public static Wording Clock => Words("system.clock");
    public static Wording TimeUnknown(string certain, string shown) => Words("system.timeUnknown", ("certain", certain), ("shown", shown));
    public static Wording TimeDoubted(string shown, string counted) => Words("system.timeDoubted", ("shown", shown), ("counted", counted));
    public static Wording Disk => Words("system.disk");
    public static Wording DiskFree(string free, string total) => Words("system.diskFree", ("free", free), ("total", total));
    public static Wording Wear => Words("system.wear");
    public static Wording WearUsed(long percent) => Words("system.wearUsed", ("percent", percent));
    public static Wording WearEnding(long percent) => Words("system.wearEnding", ("percent", percent));
    public static Wording WornOut => Words("system.wornOut");
    public static Wording Temperature => Words("system.temperature");
    public static Wording Degrees(string celsius) => Words("system.degrees", ("celsius", celsius));
    public static Wording TooHot(string celsius) => Words("system.tooHot", ("celsius", celsius));
    public static Wording Power => Words("system.power");
    public static Wording PowerGood => Words("system.powerGood");
    public static Wording PowerLow => Words("system.powerLow");
    public static Wording PowerSlowed => Words("system.powerSlowed");
    public static Wording PowerWasLow => Words("system.powerWasLow");
    public static Wording PowerFailed => Words("system.powerFailed");
    public static Wording Outages(long count) => Words("system.outages", ("count", count));
    public static Wording CameraOnline(string size, string rate, long count) =>
        Words("system.cameraOnline", ("size", size), ("rate", rate), ("count", count));
    public static Wording CameraWork(string analysed, long skipped, string decoder, string percent) => Words("system.cameraWork",
        ("analysed", analysed), ("skipped", skipped), ("decoder", decoder), ("percent", percent));
    public static Wording CameraOffline(string reason) => Words("system.cameraOffline", ("reason", reason));
    public static Wording Link => Words("system.link");
    public static Wording NoLink => Words("system.noLink");
    public static Wording ConnectedSince(string time) => Words("system.connectedSince", ("time", time));
    public static Wording NotConnectedSince(string time, string reason) =>
        Words("system.notConnectedSince", ("time", time), ("reason", reason));
    public static Wording Stream => Words("system.stream");
    public static Wording OldestWaits => Words("system.oldestWaits");
    public static Wording Keys => Words("system.keys");
    public static Wording WebCertificate(Wording whose) => Words("system.webCertificate", ("whose", whose));
    public static Wording OfSite => Words("system.ofSite");
    public static Wording OwnMade => Words("system.ownMade");
    public static Wording Fingerprint => Words("system.fingerprint");
    public static Wording HubCertificate => Words("system.hubCertificate");
    public static Wording NoCertificate => Words("system.noCertificate");
    public static Wording Ends(string time) => Words("system.ends", ("time", time));
    public static Wording EndsSoon(string time, long days) => Words("system.endsSoon", ("time", time), ("days", days));
    public static Wording Ended(string time) => Words("system.ended", ("time", time));
    public static Wording TemplateKey => Words("system.templateKey");
    public static Wording PinKey => Words("system.pinKey");
    public static Wording PassKey => Words("system.passKey");
    public static Wording PhotoKey => Words("system.photoKey");
    public static Wording AccountKey => Words("system.accountKey");
    public static Wording KeyThere => Words("system.keyThere");
    public static Wording KeyNotMade => Words("system.keyNotMade");
    public static Wording Unreadable(string reason) => Words("system.unreadable", ("reason", reason));
    public static Wording RecoveryKey => Words("system.recoveryKey");
    public static Wording NoRecoveryKey => Words("system.noRecoveryKey");
    public static Wording Models => Words("system.models");
    public static Wording Pack => Words("system.pack");
    public static Wording NoPack => Words("system.noPack");
    public static Wording Enrolled => Words("system.enrolled");
    public static Wording Templates(long people, long templates) =>
        Words("system.templates", ("people", people), ("templates", templates));
    public static Wording ThresholdAt(string door) => Words("system.thresholdAt", ("door", door));
    public static Wording Threshold(string score, long people, Wording basis) =>
        Words("system.threshold", ("score", score), ("people", people), ("basis", basis));
    public static Wording SiteFile => Words("system.siteFile");
    public static Wording InForce => Words("system.inForce");
}
