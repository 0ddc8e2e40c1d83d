using static Zhuhui.Edge.Gateway.Texts.TextResource;

namespace Zhuhui.Edge.Gateway.Texts;

/// <summary>What the commands say of recovery keys and sealed backups.</summary>
internal static class SealedTexts
{
    public static Wording KeyMade(string key, string person) => Words("sealed.keyMade", ("key", key), ("person", person));
    public static Wording KeyShown(string id) => Words("sealed.keyShown", ("id", id));
    public static Wording KeyInForce => Words("sealed.keyInForce");
    public static Wording KeyThere(string id) => Words("sealed.keyThere", ("id", id));
    public static Wording NoKey => Words("sealed.noKey");
    public static Wording KeyRight(string id) => Words("sealed.keyRight", ("id", id));
    public static Wording KeyOther(string id, string other) => Words("sealed.keyOther", ("id", id), ("other", other));
    public static Wording KeyGroup(long group, long letters) => Words("sealed.keyGroup", ("group", group), ("letters", letters));
    public static Wording KeyLength(long groups, long letters) => Words("sealed.keyLength", ("groups", groups), ("letters", letters));
    public static Wording KeyNeeded => Words("sealed.keyNeeded");
    public static Wording KeyPrompt => Words("sealed.keyPrompt");
    public static Wording KeyPromptOrNone => Words("sealed.keyPromptOrNone");
    public static Wording Copied(string file) => Words("sealed.copied", ("file", file));
    public static Wording NoBackup(string file) => Words("sealed.noBackup", ("file", file));
    public static Wording Head(string site, string time, string id) => Words("sealed.head", ("site", site), ("time", time), ("id", id));
    public static Wording Without => Words("sealed.without");
    public static Wording ComesBack => Words("sealed.comesBack");
    public static Wording People(long people, long households) => Words("sealed.people", ("people", people), ("households", households));
    public static Wording Cards(long cards, long codes) => Words("sealed.cards", ("cards", cards), ("codes", codes));
    public static Wording Faces(long people, Wording packs) => Words("sealed.faces", ("people", people), ("packs", packs));
    public static Wording Packs(string packs) => Words("sealed.packs", ("packs", packs));
    public static Wording Pins(long people) => Words("sealed.pins", ("people", people));
    public static Wording Photos(long people) => Words("sealed.photos", ("people", people));
    public static Wording Passes => Words("sealed.passes");
    public static Wording NoPasses => Words("sealed.noPasses");
    public static Wording Dead => Words("sealed.dead");
    public static Wording Unknown(string time) => Words("sealed.unknown", ("time", time));
    public static Wording UsesKept => Words("sealed.usesKept");
    public static Wording NoAccounts => Words("sealed.noAccounts");
    public static Wording KeysReplaced => Words("sealed.keysReplaced");
    public static Wording SiteFile => Words("sealed.siteFile");
    public static Wording NoSiteFile => Words("sealed.noSiteFile");
    public static Wording SiteWritten(string file) => Words("sealed.siteWritten", ("file", file));
    public static Wording Running(string folder) => Words("sealed.running", ("folder", folder));
}
