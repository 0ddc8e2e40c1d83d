using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts.Rules;

/// <summary>What must hold for the site as a whole, its times, its API and the hub's keys; each after the path it is about.</summary>
internal static class SiteRuleTexts
{
    public static Wording NothingToDo => Words("siteRule.nothingToDo");
    public static Wording TooManyDoors(long doors, long most) => Words("siteRule.tooManyDoors", ("doors", doors), ("most", most));
    public static Wording NoModelFolder => Words("siteRule.noModelFolder");
    public static Wording NotOwnAddress(string host) => Words("siteRule.notOwnAddress", ("host", host));
    public static Wording NameTaken(string name, string by) => Words("siteRule.nameTaken", ("name", name), ("by", by));
    public static Wording ControlCharacter => Words("siteRule.controlCharacter");
    public static Wording FileNotFolder(string folder) => Words("siteRule.fileNotFolder", ("folder", folder));
    public static Wording PathTooLong(string folder, long most) => Words("siteRule.pathTooLong", ("folder", folder), ("most", most));
    public static Wording UnknownTimeZone(string zone) => Words("siteRule.unknownTimeZone", ("zone", zone));
    public static Wording NoDays => Words("siteRule.noDays");
    public static Wording NoTime(string from, string to) => Words("siteRule.noTime", ("from", from), ("to", to));
    public static Wording NoNetwork(string network) => Words("siteRule.noNetwork", ("network", network));
    public static Wording NoAddress(string host) => Words("siteRule.noAddress", ("host", host));
    public static Wording NotPrivate(string host) => Words("siteRule.notPrivate", ("host", host));
    public static Wording Together(string other) => Words("siteRule.together", ("other", other));
    public static Wording PortTaken(long port) => Words("siteRule.portTaken", ("port", port));
    public static Wording NoRights => Words("siteRule.noRights");
    public static Wording SameKey => Words("siteRule.sameKey");
    public static Wording NoPublicKey => Words("siteRule.noPublicKey");
    public static Wording NoReleasesUrl(string url) => Words("siteRule.noReleasesUrl", ("url", url));
    public static Wording ReleasesWithoutAuthority => Words("siteRule.releasesWithoutAuthority");
    public static Wording NoStillsBasis => Words("siteRule.noStillsBasis");
}
